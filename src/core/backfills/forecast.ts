import type { EarlierPace } from "./earlierPaces";
import type { BackfillStatus } from "./status";
import type { Interval } from "./workedTime";

/** When a run was said to end. Times are ISO 8601 in UTC. */
export type Forecast = {
  readonly type: "forecast";
  readonly id: string;
  readonly run: string;
  readonly backfill: string;
  readonly at: string;
  /** In tenths of its dates, how far it was. */
  readonly tenth: number;
  readonly optimistic: string;
  readonly conservative: string;
};

/** How a run ended, for the forecasts that were made of it and for those of the runs to come. */
export type RunReview = {
  readonly type: "ended";
  readonly id: string;
  readonly run: string;
  readonly backfill: string;
  readonly endedAt: string;
  /** Without what it was suspended; null for a run that did not come to its end. */
  readonly workedMs: number | null;
  /** Dates that ended, well or badly. */
  readonly dates: number;
  readonly workers: number | null;
  /** Of how many forecasts the conservative end can be judged, and of how many it held. */
  readonly judged: number;
  readonly held: number;
};

export type ForecastRecord = Forecast | RunReview;

/** So many runs tell how long the next one takes. */
const mostEarlier = 5;

/** The forecast that is worth keeping of a run now: the first one, and one at each tenth of its dates; null when it is kept already. */
export function forecastDue(
  { name, eta, done, failed, total }: BackfillStatus,
  run: string,
  now: number,
  records: readonly ForecastRecord[],
): Omit<Forecast, "id"> | null {
  if (eta === null || total === null || total === 0) return null;
  const tenth = Math.floor((10 * (done + failed)) / total);
  const kept = records.some((one) => one.type === "forecast" && one.run === run && one.tenth === tenth);
  const { optimistic, conservative } = eta;
  return kept
    ? null
    : { type: "forecast", run, backfill: name, at: new Date(now).toISOString(), tenth, optimistic, conservative };
}

/**
 * Looks back on a run that has ended. Forecasts of one that was stopped or died, or left dates undone, are not judged: when it would
 * have ended nobody knows. What the machine slept after a forecast does not count against it.
 */
export function reviewOf(
  row: BackfillStatus,
  run: string,
  records: readonly ForecastRecord[],
  suspended: readonly Interval[],
): Omit<RunReview, "id"> | null {
  const { name: backfill, startedAt, elapsedMs, done, failed, total, workers } = row;
  if (startedAt === null || elapsedMs === null) return null;
  const started = Date.parse(startedAt);
  const end = started + elapsedMs;
  const dates = done + failed;
  const cameToItsEnd =
    ["succeeded", "partial", "failed"].includes(row.state) && dates > 0 && dates >= (total ?? Infinity);
  const asleepSince = (from: number): number =>
    suspended.reduce((sum, one) => sum + Math.max(0, Math.min(one.to, end) - Math.max(one.from, from)), 0);
  const judged = cameToItsEnd
    ? records.filter((one): one is Forecast => one.type === "forecast" && one.run === run)
    : [];
  const held = judged.filter(({ at, conservative }) => end - asleepSince(Date.parse(at)) <= Date.parse(conservative));
  return {
    type: "ended",
    run,
    backfill,
    endedAt: new Date(end).toISOString(),
    workedMs: cameToItsEnd ? elapsedMs - asleepSince(started) : null,
    dates,
    workers,
    judged: judged.length,
    held: held.length,
  };
}

/** How often the conservative end held so far; null while none was judged. */
export function forecastScore(records: readonly ForecastRecord[], backfill: string): BackfillStatus["forecasts"] {
  const reviews = records.filter((one): one is RunReview => one.type === "ended" && one.backfill === backfill);
  const judged = reviews.reduce((sum, one) => sum + one.judged, 0);
  return judged === 0 ? null : { held: reviews.reduce((sum, one) => sum + one.held, 0), judged };
}

/** The latest runs that came to their end, the newest last; those of a few dates (a retry) beside those of many are left out. */
export function earlierPacesOf(records: readonly ForecastRecord[], backfill: string): EarlierPace[] {
  const ended = records
    .flatMap((one) =>
      one.type === "ended" && one.backfill === backfill && one.workedMs !== null
        ? [{ workedMs: one.workedMs, dates: one.dates, workers: one.workers, endedAt: one.endedAt }]
        : [],
    )
    .sort((one, other) => (one.endedAt < other.endedAt ? -1 : 1));
  const most = Math.max(0, ...ended.map(({ dates }) => dates));
  return ended.filter(({ dates }) => dates >= most / 4).slice(-mostEarlier);
}
