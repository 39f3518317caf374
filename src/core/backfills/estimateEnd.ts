import { quantile } from "./quantile";

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
};

export type EstimatedEnd = {
  readonly optimistic: number;
  readonly conservative: number;
  readonly confidence: "low" | "medium" | "high";
};

/** Below so many residuals the run has not yet shown how far off a forecast of it may be. */
const fewestResiduals = 3;
const manyResiduals = 20;
/** Ten times as fast or as slow: a wider pair tells nobody anything, and soon lies beyond the calendar. */
const widest = Math.log(10);

/**
 * When a run ends, as a pair: from the pace of the pool's last completions, widened by how far the same forecast, made earlier in
 * this very run, was off. The arithmetic and its reasons are in `docs/backfills.md`.
 * @returns null while no date has ended, and when none is left
 */
export function estimateEnd({ startedAt, completions, left, workers, now }: Pace): EstimatedEnd | null {
  const times = [...completions].sort((one, other) => one - other);
  const last = times.at(-1);
  if (last === undefined || left <= 0) return null;
  const done = times.length;

  if (inWaves(done, workers)) {
    const point = pointInWaves(now - startedAt, done, left, workers);
    return { optimistic: now + point / 2, conservative: now + point * 2, confidence: "low" };
  }
  const point = pointByPace(times, startedAt, done, left);
  // The next completion is due a mean gap after the last one, or now: a pause that lasts puts the end off with it.
  const from = Math.max(last, now - point / left);
  const residuals = residualsOf(times, startedAt, left, workers);
  if (residuals.length < fewestResiduals)
    return { optimistic: Math.max(now, from + point / 2), conservative: from + point * 2, confidence: "low" };

  const floor = 1.645 * gapVariation(times, startedAt) * Math.sqrt(1 / left + 1 / Math.min(done, lookBack(done)));
  const inflation = Math.max(1, Math.sqrt(left / done));
  const early = Math.min(0, quantile(residuals, 0.05) ?? 0);
  const late = Math.max(0, quantile(residuals, 0.95) ?? 0);
  const [faster, slower] = [early, late].map((error) => Math.min(widest, Math.hypot(floor, error) * inflation));
  return {
    optimistic: Math.max(now, from + point * Math.exp(-(faster ?? widest))),
    conservative: from + point * Math.exp(slower ?? widest),
    confidence: confidenceOf(residuals.length, inflation, left, workers),
  };
}

function confidenceOf(residuals: number, inflation: number, left: number, workers: number): EstimatedEnd["confidence"] {
  // The last dates end one by one, each by its own length: the pool's pace says little of them.
  if (left < workers) return "low";
  return residuals >= manyResiduals && inflation === 1 ? "high" : "medium";
}

/** How many completions the pace is taken from. */
function lookBack(done: number): number {
  return Math.floor(Math.max(10, done / 2));
}

/** In the beginning all workers are at their first dates and completions come in waves: gaps say little then. */
function inWaves(done: number, workers: number): boolean {
  return done < 3 * workers;
}

function pointInWaves(elapsed: number, done: number, left: number, workers: number): number {
  return (elapsed * left) / (done + workers / 2);
}

/**
 * Time for `more` completions after the first `done` of these times. Gaps between completions of the whole pool carry the number
 * of workers with them.
 */
function pointByPace(times: readonly number[], startedAt: number, done: number, more: number): number {
  const count = Math.min(done, lookBack(done));
  const [from, to] = [times[done - 1 - count] ?? startedAt, times[done - 1] ?? startedAt];
  return (more * Math.max(0, to - from)) / count;
}

/** `ln(actual / predicted)` of what would have been forecast earlier in this run for what has happened since. */
function residualsOf(times: readonly number[], startedAt: number, left: number, workers: number): number[] {
  const done = times.length;
  const shortestHorizon = Math.max(2, Math.min(left, done) / 4);
  const residuals: number[] = [];
  // Only forecasts made by the same rule: those of the first waves say nothing about it.
  const first = Math.ceil(Math.max(5, done / 4, 3 * workers));
  for (let then = first; then <= done - 3 && done - then >= shortestHorizon; then++) {
    const horizon = done - then;
    const [asOf, end] = [times[then - 1] ?? startedAt, times[done - 1] ?? startedAt];
    const predicted = pointByPace(times, startedAt, then, horizon);
    // Several dates within the log's own resolution tell nothing of the pace.
    if (predicted > 0 && end > asOf) residuals.push(Math.log((end - asOf) / predicted));
  }
  return residuals;
}

/** Standard deviation of the recent gaps over their mean. */
function gapVariation(times: readonly number[], startedAt: number): number {
  const count = Math.min(times.length, lookBack(times.length));
  const ends = times.slice(-count);
  const before = times.at(-count - 1) ?? startedAt;
  const gaps = ends.map((time, index) => Math.max(0, time - (ends[index - 1] ?? before)));
  const mean = sum(gaps) / gaps.length;
  if (mean === 0) return 0;
  const variance = sum(gaps.map((gap) => (gap - mean) ** 2)) / Math.max(1, gaps.length - 1);
  return Math.sqrt(variance) / mean;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
