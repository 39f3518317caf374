import type { RunEvidence } from "./runOutcome";

const halfHourMs = 1_800_000;
const minuteMs = 60_000;
/** From the easternmost zone to the westernmost one. */
const furthestZonesMs = 26 * 3_600_000;

/**
 * How far the log's clock is behind this machine's: what is written now bears a time that is whole half hours off when
 * the log is in another zone than declared. Durations stay right; moments are moved back.
 */
export function clockError({ alive, logModifiedAt, reading }: RunEvidence): number {
  const lastRecordAt = reading?.lastRecordAt ?? null;
  if (!alive || logModifiedAt === null || lastRecordAt === null) return 0;
  return zonesApart(logModifiedAt, lastRecordAt) ?? 0;
}

/** Whether the last line of a log was written when its file was, in whatever zone: of a copy of an older log it was not. */
export function isWrittenNow(modifiedAt: number, lastRecordAt: number | null): boolean {
  if (lastRecordAt === null) return true;
  const apart = zonesApart(modifiedAt, lastRecordAt);
  return apart !== null && Math.abs(apart) <= furthestZonesMs;
}

/** Whole half hours between two moments, milliseconds; null where they are not a minute off these. */
function zonesApart(one: number, other: number): number | null {
  const halfHours = Math.round((one - other) / halfHourMs) * halfHourMs;
  return Math.abs(one - other - halfHours) < minuteMs ? halfHours : null;
}
