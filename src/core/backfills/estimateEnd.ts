import { timeByEarlierPaces, type EarlierPace } from "./earlierPaces";
import { paceChange } from "./paceChange";
import { isInWaves, timeByPace, timeInWaves, type TimeLeft } from "./timeLeft";
import { workedRun, type WorkedRun } from "./workedRun";
import type { Interval } from "./workedTime";

export type Pace = {
  /** When the run began, milliseconds since 1970 UTC, as are all times here. */
  readonly startedAt: number;
  /** When each date ended, well or badly; a date that was tried again counts again. In any order. */
  readonly completions: readonly number[];
  /** Dates that are neither done nor failed. */
  readonly left: number;
  /** How many dates are worked on at once. */
  readonly workers: number;
  readonly now: number;
  /** The day of each completion, as a number that grows by one a day; in their order. */
  readonly days?: readonly number[];
  /** All days of the run, in the order in which it takes them. */
  readonly asked?: readonly number[];
  /** Times in which it could not work. */
  readonly suspended?: readonly Interval[];
  /** How long it took before: counts while this run is young. */
  readonly earlier?: readonly EarlierPace[];
};

/** What has to be known of a pair; worded in `core/report/etaRemark.ts`. */
export type EtaRemark =
  { readonly kind: "paceChanged"; readonly at: number } | { readonly kind: "earlierRuns"; readonly runs: number };

export type EstimatedEnd = {
  readonly optimistic: number;
  readonly conservative: number;
  readonly confidence: "low" | "medium" | "high";
  readonly remark: EtaRemark | null;
};

/** So few ends say less than earlier runs do. */
const young = 10;

/**
 * When a run ends, as a pair that holds the true end nine times of ten, if the machine stays awake. The arithmetic, and what it
 * was held against, are in `docs/backfills.md`.
 * @returns null when no date is left, and while none has ended and no earlier run is known
 */
export function estimateEnd(pace: Pace): EstimatedEnd | null {
  const { completions, left, now, earlier = [] } = pace;
  if (left <= 0) return null;
  const run = workedRun(pace);
  const since = isInWaves(run) ? null : paceChange(run.times, run.workers);
  const own = timeOfOwn(run, since);
  const isYoung = isInWaves(run) || run.times.length < young;
  const before = isYoung ? timeByBefore(run, own, earlier) : null;
  if (before !== null) return pairOf(now, before, "low", { kind: "earlierRuns", runs: earlier.length });
  if (own === null) return null;
  const at = since === null ? undefined : [...completions].sort((one, other) => one - other)[since - 1];
  return pairOf(now, own, own.confidence, at === undefined ? null : { kind: "paceChanged", at });
}

type OwnTime = TimeLeft & Pick<EstimatedEnd, "confidence">;

/** By what the run itself has shown; null while it has shown nothing. */
function timeOfOwn(run: WorkedRun, since: number | null): OwnTime | null {
  if (run.times.length === 0) return null;
  return isInWaves(run) ? { ...timeInWaves(run), confidence: "low" } : timeByPace(run, since ?? 0);
}

/** By earlier runs, unless this one shows already that it is another; null where none is known. */
function timeByBefore(run: WorkedRun, own: TimeLeft | null, earlier: readonly EarlierPace[]): TimeLeft | null {
  const told = timeByEarlierPaces(earlier, run.left, run.workers);
  // Once every worker has ended a date, what the run itself shows is not talked away.
  const shown = own !== null && run.times.length >= Math.max(5, run.workers);
  return told === null || (shown && (told.middle < own.least || told.middle > own.most)) ? null : told;
}

function pairOf(
  now: number,
  { least, most }: TimeLeft,
  confidence: EstimatedEnd["confidence"],
  remark: EtaRemark | null,
): EstimatedEnd {
  return { optimistic: now + Math.max(0, least), conservative: now + Math.max(0, most), confidence, remark };
}
