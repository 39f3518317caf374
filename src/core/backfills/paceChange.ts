import { sum } from "./sum";

/** So many ends on either side of a change, so far apart in their own noise, and a factor of e^0.4 (half as much again) at least. */
const fewestEnds = 12;
const leastDeviations = 5;
const leastLogFactor = 0.4;
/** Eight times as fast is no other pace but other dates: those of an off-season have nothing in them. */
const mostLogFactor = 2;
const blocks = 12;
/** A step has to explain what a slope does not. */
const mostUnexplained = 0.6;

/**
 * The number of ends after which the run goes at another pace for good (workers were taken away, a service got slower); null where it
 * does not, or where the pace drifts.
 * @param times when dates ended, ascending, from 0
 */
export function paceChange(times: readonly number[], workers: number): number | null {
  const count = times.length;
  const least = Math.max(fewestEnds, 2 * workers);
  if (count < 2 * least) return null;
  const at = (ends: number): number => times[ends - 1] ?? 0;
  const squares = [0];
  times.forEach((time, index) => squares.push((squares[index] ?? 0) + (time - at(index)) ** 2));
  let [split, clearest, logFactor] = [0, 0, 0];
  for (let ends = least; ends <= count - least; ends++) {
    const [before, after] = [segment(0, ends), segment(ends, count)];
    if (before.mean <= 0 || after.mean <= 0) continue;
    const factor = Math.log(after.mean / before.mean);
    const deviations = Math.abs(factor) / Math.sqrt(before.variance + after.variance);
    if (deviations > clearest) [split, clearest, logFactor] = [ends, deviations, factor];
  }
  const size = Math.abs(logFactor);
  if (clearest < leastDeviations || size < leastLogFactor || size > mostLogFactor) return null;
  return isStep(times, split) ? split : null;

  /** Mean gap, and the variance of its logarithm. */
  function segment(from: number, to: number): { readonly mean: number; readonly variance: number } {
    const ends = to - from;
    const mean = (at(to) - at(from)) / ends;
    const relative = ((squares[to] ?? 0) - (squares[from] ?? 0)) / ends / mean ** 2 - 1;
    return { mean, variance: Math.max(0.05, relative) / ends };
  }
}

/** Whether two levels describe the run better than a straight line does, by what each leaves unexplained of its blocks. */
function isStep(times: readonly number[], split: number): boolean {
  const at = (ends: number): number => times[ends - 1] ?? 0;
  const paces = Array.from({ length: blocks }, (_, block) => {
    const [from, to] = [block, block + 1].map((edge) => Math.round((edge * times.length) / blocks)) as [number, number];
    return { middle: (from + to) / 2, pace: Math.log(Math.max(1e-9, (at(to) - at(from)) / (to - from))) };
  });
  const meanMiddle = sum(paces.map(({ middle }) => middle)) / blocks;
  const meanPace = sum(paces.map(({ pace }) => pace)) / blocks;
  const slope =
    sum(paces.map(({ middle, pace }) => (pace - meanPace) * (middle - meanMiddle))) /
    sum(paces.map(({ middle }) => (middle - meanMiddle) ** 2));
  const byLine = sum(paces.map(({ middle, pace }) => (pace - meanPace - slope * (middle - meanMiddle)) ** 2));
  const byStep = [true, false].map((early) =>
    scatter(paces.filter(({ middle }) => middle <= split === early).map(({ pace }) => pace)),
  );
  return sum(byStep) < mostUnexplained * byLine;
}

function scatter(values: readonly number[]): number {
  const mean = sum(values) / Math.max(1, values.length);
  return sum(values.map((value) => (value - mean) ** 2));
}
