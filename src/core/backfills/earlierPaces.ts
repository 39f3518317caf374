import { quantile } from "./quantile";

/** How long an earlier run of the same backfill took. */
export type EarlierPace = {
  /** Milliseconds, without what it was suspended. */
  readonly workedMs: number;
  /** Dates that ended, well or badly. */
  readonly dates: number;
  readonly workers: number | null;
};

/** How far a run may lie off from one earlier run, as a logarithm; and from several, beyond what they differ themselves. */
const offFromOne = Math.log(2);
const offFromSeveral = Math.log(1.5);

/**
 * How long the dates that are left take by earlier runs, as a pair of milliseconds; null without any. Twice as many workers are
 * taken to need half the time.
 */
export function timeByEarlierPaces(
  earlier: readonly EarlierPace[],
  left: number,
  workers: number,
): { readonly least: number; readonly middle: number; readonly most: number } | null {
  const perDate = earlier
    .filter(({ workedMs, dates }) => workedMs > 0 && dates > 0)
    .map((run) => ((run.workedMs / run.dates) * (run.workers ?? workers)) / workers);
  const middle = quantile(perDate, 0.5);
  if (middle === undefined) return null;
  const off = Math.exp(perDate.length === 1 ? offFromOne : offFromSeveral);
  return {
    least: (left * Math.min(...perDate)) / off,
    middle: left * middle,
    most: left * Math.max(...perDate) * off,
  };
}
