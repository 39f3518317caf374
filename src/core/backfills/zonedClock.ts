import { failure, success, type Result } from "../result";

/**
 * Reads wall-clock times of one zone as instants.
 * @param wallMs the wall clock's reading as `Date.UTC(year, month, …)` of its parts
 * @param notBefore an instant known to be earlier, in milliseconds; decides which one is meant when clocks go back and an hour
 * comes twice
 * @returns milliseconds since 1970 UTC
 */
export type ZonedClock = (wallMs: number, notBefore?: number) => number;

const dayMs = 86_400_000;
/** Clocks change at whole quarters of an hour: within one, the offset is the same. */
const quarterMs = 900_000;
/** Lines of parallel workers may be written a little out of order. */
const toleranceMs = 60_000;

/** Kept, since what a zone's rules say is costly to ask: each log is read with one. */
const clocks = new Map<string, Result<ZonedClock>>();

/** The clock of a zone, by its IANA name; a name this machine does not know is a failure. */
export function zonedClock(timeZone: string): Result<ZonedClock> {
  const clock = clocks.get(timeZone) ?? newClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}

function newClock(timeZone: string): Result<ZonedClock> {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return failure(
      "invalid-configuration",
      `${timeZone} is not a time zone that is known here; write America/New_York.`,
    );
  }
  const known = new Map<number, number[]>();
  return success((wallMs, notBefore = Number.NEGATIVE_INFINITY) => {
    const quarter = Math.floor(wallMs / quarterMs);
    let offsets = known.get(quarter);
    if (offsets === undefined) known.set(quarter, (offsets = offsetsAt(format, wallMs)));
    const instants = offsets.map((offset) => wallMs - offset);
    return instants.find((instant) => instant >= notBefore - toleranceMs) ?? instants[0] ?? wallMs;
  });
}

/** The offsets that a wall clock's reading can have, the earlier instant first: one, or two when an hour comes twice. */
function offsetsAt(format: Intl.DateTimeFormat, wallMs: number): number[] {
  // No zone is more than a day from UTC, so one of the two lies before a change of clocks near this reading, one after.
  const [before, after] = [offsetAt(format, wallMs - dayMs), offsetAt(format, wallMs + dayMs)];
  const fitting = [...new Set([before, after])].filter((offset) => offsetAt(format, wallMs - offset) === offset);
  // A reading that clocks skipped when they went forward: as if they had not gone forward yet.
  return fitting.length > 0 ? fitting.sort((one, other) => other - one) : [before];
}

/** Wall clock minus UTC at an instant, in milliseconds. */
function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}
