import { dateLengths, meanLength, type DateLengths } from "./dateLengths";
import { timeByEarlierRuns, type EarlierRun } from "./earlierRuns";
import { lastDatesOfMean, lastDatesToCome, lastDatesUnderWay, type LastDates } from "./lastDates";
import { paceChange } from "./paceChange";
import { poolPace, steadyPace, type PoolPace } from "./paces";
import { sum } from "./sum";
import { withoutSilence, workedClock, type Interval } from "./workedTime";
import { lengthByYearBefore } from "./yearBefore";

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
  readonly earlier?: readonly EarlierRun[];
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

/** The run as the estimate sees it: by the worked clock, ascending, without a silence. */
type Worked = {
  readonly times: readonly number[];
  readonly now: number;
  /** Ends that are still to come: dates that are tried again end more than once. */
  readonly left: number;
  readonly dates: number;
  readonly workers: number;
  readonly known: DateLengths | null;
  /** Day of each end, in the order of the ends, and the days left; null where they are not known. */
  readonly days: { readonly ended: readonly number[]; readonly left: readonly number[] } | null;
};

/** Milliseconds still to work. */
type TimeLeft = { readonly least: number; readonly most: number };

/** Ten times as fast or as slow: a wider pair tells nobody anything, and soon lies beyond the calendar. */
const widest = Math.log(10);
/** How far the future may differ from a past of the same length, as logarithms: runs rather grow slower than faster. */
const futureSlower = 0.5;
const futureFaster = 0.4;
/** So few ends say less than earlier runs do. */
const young = 10;

/**
 * When a run ends, as a pair that holds the true end nine times of ten, if the machine stays awake. The arithmetic, and what it
 * was held against, are in `docs/backfills.md`.
 * @returns null when no date is left, and while none has ended and no earlier run is known
 */
export function estimateEnd(pace: Pace): EstimatedEnd | null {
  if (pace.left <= 0) return null;
  const run = workedRun(pace);
  const inWaves = isInWaves(run);
  const own = run.times.length === 0 ? null : inWaves ? timeInWaves(run) : null;
  const before = inWaves || run.times.length < young ? byEarlierRuns(run, own, pace.earlier ?? []) : null;
  if (before !== null) return before;
  if (run.times.length === 0) return null;
  if (own !== null) return pairOf(pace.now, own, "low", null);

  const since = paceChange(run.times, run.workers);
  const { least, most, confidence } = timeByPace(run, since ?? 0);
  const changedAt = since === null ? undefined : [...pace.completions].sort((a, b) => a - b)[since - 1];
  const remark = changedAt === undefined ? null : ({ kind: "paceChanged", at: changedAt } as const);
  return pairOf(pace.now, { least, most }, confidence, remark);

  function byEarlierRuns(worked: Worked, byOwn: TimeLeft | null, earlier: readonly EarlierRun[]): EstimatedEnd | null {
    const told = timeByEarlierRuns(earlier, worked.left, worked.workers);
    if (told === null) return null;
    // What the run itself shows, once every worker has ended a date, is not talked away.
    const shown = byOwn !== null && worked.times.length >= Math.max(5, worked.workers);
    if (shown && (told.middle < byOwn.least || told.middle > byOwn.most)) return null;
    return pairOf(pace.now, told, "low", { kind: "earlierRuns", runs: earlier.length });
  }
}

function pairOf(now: number, { least, most }: TimeLeft, confidence: EstimatedEnd["confidence"], remark: EtaRemark | null): EstimatedEnd {
  return { optimistic: now + Math.max(0, least), conservative: now + Math.max(0, most), confidence, remark };
}

function workedRun({ startedAt, completions, left, workers, now, days, asked, suspended = [] }: Pace): Worked {
  const worked = workedClock(startedAt, suspended);
  const ends = completions
    .map((at, index) => ({ at: Math.max(0, worked(at)), day: days?.[index] ?? null }))
    .sort((one, other) => one.at - other.at);
  const { times, now: workedNow } = withoutSilence(ends.map(({ at }) => at), Math.max(0, worked(now)));
  const endedDays = ends.map(({ day }) => day).filter((day) => day !== null);
  const hasDays = endedDays.length === ends.length && ends.length > 0;
  const dates = hasDays ? new Set(endedDays).size : ends.length;
  const atOnce = Math.max(1, Math.min(workers, dates + left));
  const placeOf = new Map((asked ?? []).map((day, place) => [day, place]));
  const places = endedDays.flatMap((day) => placeOf.get(day) ?? []);
  const inOrder = hasDays && places.length === ends.length && placeOf.size === dates + left;
  const known = inOrder ? dateLengths({ times, places, now: workedNow, left, workers: atOnce }) : null;
  const over = new Set(endedDays);
  return {
    times,
    now: workedNow,
    left: dates === 0 ? left : (left * ends.length) / dates,
    dates,
    workers: atOnce,
    known,
    days: known === null ? null : { ended: endedDays, left: (asked ?? []).filter((day) => !over.has(day)) },
  };
}

/** In the beginning all workers are at their first dates and completions come in waves: gaps say little then. */
function isInWaves({ times, workers, known }: Worked): boolean {
  if (times.length < 2 * workers) return true;
  return known !== null && known.ages.length > 1 && sum(known.ages) > 0.5 * sum(known.lengths);
}

/** In the first waves: by the mean length of a date, those under way counted with what they have lasted so far. */
function timeInWaves({ times, now, left, workers, known }: Worked): TimeLeft {
  const done = times.length;
  const { mean, outliving } =
    known === null ? { mean: (now * workers) / (done + workers / 2), outliving: 0 } : meanLength(known);
  const queued = Math.max(0, left - workers) / workers;
  const time = mean * (queued + (Math.min(left, workers) > 1 ? 0.9 : 0.6));
  // Only short dates have ended: how long the others are nobody has seen yet.
  const unseen = done >= workers && outliving > 0.15 ? (queued + 1) * outliving * 8 * Math.max(...(known?.ages ?? [0])) : 0;
  return { least: time * Math.exp(-0.7), most: time * Math.exp(0.8) + unseen };
}

/** By the pace of the pool until the queue is empty, and by the lengths of single dates from there. */
function timeByPace(run: Worked, since: number): TimeLeft & { readonly confidence: EstimatedEnd["confidence"] } {
  const { times, now, left, workers } = run;
  const done = times.length - since;
  const pace = paceOf(run, since);
  const queue = Math.max(0, left - workers) * pace.gap;
  const last = lastDates(run, pace);
  const time = Math.max(1e-9, queue + last.middle);
  const chance =
    1.645 * pace.variation * Math.sqrt(1 / Math.max(1, left - workers) + 1 / Math.max(8, done / 2)) * (queue / time);
  const ahead = Math.min(1.7, (left / done) ** 0.2);
  const slower = Math.hypot(chance, pace.slower, Math.log((queue + last.most) / time), futureSlower * ahead);
  const faster = Math.hypot(chance, pace.faster, Math.log(time / Math.max(1e-9, queue + last.least)), futureFaster * ahead);
  // The next end is due a gap after the last one, or now: a pause that lasts puts the end off with it.
  const begun = left > workers ? Math.min(pace.gap, now - (times.at(-1) ?? 0)) : 0;
  return {
    least: time * Math.exp(-Math.min(widest, faster)) - begun,
    most: time * Math.exp(Math.min(widest, slower)) - begun,
    confidence: confidenceOf(Math.max(slower, faster), run),
  };
}

function paceOf({ times, left, workers, known, days }: Worked, since: number): PoolPace {
  const lengths = new Map((days?.ended ?? []).map((day, index) => [day, known?.lengths[index] ?? 0]));
  const byYear = days && lengthByYearBefore(lengths, days.left);
  return byYear === null ? poolPace(times, since, left, workers) : steadyPace(Math.max(1e-9, byYear / workers), times);
}

/** So many of the latest dates tell how long a date takes. */
const mostLengths = 400;

function lastDates({ times, left, workers, known }: Worked, { gap }: PoolPace): LastDates {
  const count = Math.min(Math.max(1, Math.round(left)), workers);
  const mean = workers * gap;
  const recent = (known?.lengths ?? []).slice(-Math.min(mostLengths, Math.max(30, Math.floor(times.length / 2))));
  if (known === null || sum(recent) <= 0) return lastDatesOfMean(mean, count);
  const scale = Math.min(3, Math.max(1 / 3, mean / (sum(recent) / recent.length)));
  const lengths = recent.map((length) => length * scale);
  return left <= workers ? lastDatesUnderWay(lengths, known.ages.slice(0, count)) : lastDatesToCome(lengths, count);
}

/** High: neither end lies farther than half as much again from the middle. */
function confidenceOf(width: number, { left, workers }: Worked): EstimatedEnd["confidence"] {
  // The last dates end one by one, each by its own length: the pool's pace says little of them.
  if (left < workers) return "low";
  return width < Math.log(1.5) ? "high" : width < Math.log(2.5) ? "medium" : "low";
}
