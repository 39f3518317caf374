import { sum } from "./sum";

/** The work of a run on its dates, as far as the order in which it takes them tells. Milliseconds worked. */
export type DateLengths = {
  /** How long each end of a date took, in the order of the ends. */
  readonly lengths: readonly number[];
  /** For how long the dates that are worked on now have been. */
  readonly ages: readonly number[];
};

export type WorkedEnds = {
  /** When dates ended, by the worked clock, ascending. */
  readonly times: readonly number[];
  /** The place of each of these dates in the order in which the run takes them. */
  readonly places: readonly number[];
  readonly now: number;
  readonly left: number;
  readonly workers: number;
};

/** So large a share of dates that ended before they can have been begun means that the order is another one. */
const mostOutOfOrder = 0.05;

/**
 * A pool takes its dates in order: the one in place `i` is begun when `i - workers` dates have ended. So the order tells how long each
 * date took, and for how long those have been worked on that have not ended; a date that is tried again is begun when it failed.
 * @returns null where the dates did not end as a pool would end them
 */
export function dateLengths({ times, places, now, left, workers }: WorkedEnds): DateLengths | null {
  const outOfOrder = places.filter((place, index) => place > index + workers - 1).length;
  if (outOfOrder > mostOutOfOrder * times.length) return null;
  const tried = new Map<number, number>();
  // Each further try of a date is an end that freed nobody.
  const dates = new Set(places).size;
  const triesEach = times.length / dates;
  const begun = (place: number): number => {
    const rank = Math.round(place * triesEach) - workers;
    return rank < 0 ? 0 : (times[rank] ?? Number.POSITIVE_INFINITY);
  };
  const lengths = times.map((time, index) => {
    const place = places[index] ?? 0;
    const from = tried.get(place) ?? begun(place);
    tried.set(place, time);
    return Math.max(0, time - Math.min(from, time));
  });
  const ages: number[] = [];
  for (let place = 0; ages.length < Math.min(workers, left) && place < dates + left; place++)
    if (!tried.has(place)) ages.push(Math.max(0, now - Math.min(now, begun(place))));
  return { lengths, ages };
}

export type MeanLength = {
  readonly mean: number;
  /** The share of dates that are longer than any that was observed to its end or is worked on now. */
  readonly outliving: number;
};

/**
 * Mean length of a date where many have not ended yet: by the product-limit estimate (Kaplan and Meier 1958), since those that have
 * ended first are the short ones. What is longer than everything seen is taken to go on for the mean time worked for an end.
 */
export function meanLength({ lengths, ages }: DateLengths): MeanLength {
  const seen = [...lengths.map((time) => ({ time, ended: true })), ...ages.map((time) => ({ time, ended: false }))];
  seen.sort((one, other) => one.time - other.time || Number(other.ended) - Number(one.ended));
  let [outliving, before, mean] = [1, 0, 0];
  seen.forEach(({ time, ended }, index) => {
    mean += outliving * (time - before);
    before = time;
    if (ended) outliving *= 1 - 1 / (seen.length - index);
  });
  const workedForAnEnd = (sum(lengths) + sum(ages)) / Math.max(1, lengths.length);
  return { mean: mean + outliving * workedForAnEnd, outliving };
}
