import { sum } from "./sum";

/** Quantiles of how long the dates that are worked on last still take until all of them have ended. Milliseconds. */
export type LastDates = { readonly least: number; readonly middle: number; readonly most: number };

/**
 * The last dates end one by one, each by its own length, and the longest of them is the end of the run: the pace of the pool
 * says little of it.
 * @param lengths of dates that have ended
 * @param ages for how long the last dates have been worked on already
 */
export function lastDatesUnderWay(lengths: readonly number[], ages: readonly number[]): LastDates {
  const sorted = [...lengths].sort((one, other) => one - other);
  const [longest, mean] = [sorted.at(-1) ?? 0, sum(sorted) / Math.max(1, sorted.length)];
  const outlived = ages.map((age) => ({ age, longer: sorted.filter((length) => length > age) }));
  const allEnded = (within: number): number =>
    outlived.reduce((chance, { age, longer }) => {
      // Nearly nothing was ever so long: it may end at any time.
      if (longer.length < 2) return chance * (1 - Math.exp(-within / Math.max(mean * 0.7, age * 0.4, 1)));
      return (chance * longer.filter((length) => length <= age + within).length) / (longer.length + 0.3);
    }, 1);
  const at = (chance: number): number => {
    let [below, above] = [0, longest * 3 + mean * 3];
    for (let halving = 0; halving < 22; halving++) {
      const middle = (below + above) / 2;
      if (allEnded(middle) >= chance) above = middle;
      else below = middle;
    }
    return Math.min(above, longest * 1.6 + mean);
  };
  return widened({ least: at(0.05), middle: at(0.5), most: at(0.95) });
}

/** The same while the queue is not empty yet: `count` dates will be somewhere in their midst when it is. */
export function lastDatesToCome(lengths: readonly number[], count: number): LastDates {
  const sorted = [...lengths].sort((one, other) => one - other);
  const total = sum(sorted);
  // What is left of a date that one meets in its midst is at most t with the chance sum(min(length, t)) / sum(length).
  const leftOver = (chance: number): number => {
    let met = 0;
    for (const [index, length] of sorted.entries()) {
      const before = sorted[index - 1] ?? 0;
      const step = (length - before) * (sorted.length - index);
      if (met + step >= chance * total) return before + (chance * total - met) / (sorted.length - index);
      met += step;
    }
    return sorted.at(-1) ?? 0;
  };
  const at = (chance: number): number => leftOver(chance ** (1 / count));
  return widened({ least: at(0.05), middle: at(0.5), most: at(0.95) });
}

/** Where nothing tells how long single dates take: from as even as can be to exponential (whose longest of n is the harmonic number times its mean). */
export function lastDatesOfMean(mean: number, count: number): LastDates {
  if (count === 1) return { least: 0.25 * mean, middle: 0.8 * mean, most: 1.9 * mean };
  let harmonic = 0;
  for (let rank = 1; rank <= count; rank++) harmonic += 1 / rank;
  return widened({ least: 0.5 * mean, middle: mean * (0.6 + 0.3 * harmonic), most: mean * (harmonic + 0.5) });
}

/** The lengths seen so far are a sample, and the dates to come need not be like them. */
function widened({ least, middle, most }: LastDates): LastDates {
  return { least: 0.85 * least, middle, most: 1.2 * most };
}
