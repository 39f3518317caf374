/** A run as it would be watched: when its dates ended, in what order they were begun. All times in milliseconds since its start. */
export type SimulatedRun = {
  /** Every end of a date, a further try counts again; ascending. `date` is its place in the order of the dates. */
  readonly ends: readonly { readonly at: number; readonly date: number; readonly last: boolean }[];
  readonly dates: number;
  readonly workers: number;
  /** Times in which the machine slept. */
  readonly suspended: readonly { readonly from: number; readonly to: number }[];
};

export type Plan = {
  /** How long each try of each date takes, in the order in which they are begun. */
  readonly tries: readonly (readonly number[])[];
  readonly workers: number;
  /** How many work once so many dates have ended; absent: as many as in the beginning. */
  readonly workersAt?: (ended: number) => number;
  /** Wall time that a moment of working time falls on; must grow. Absent: the same. */
  readonly wall?: (working: number) => number;
  readonly suspended?: SimulatedRun["suspended"];
};

/** Works through the dates as a pool does: whoever is free takes the next one; a try that failed is followed by the next at once. */
export function workedThrough({ tries, workers, workersAt, wall = (at) => at, suspended = [] }: Plan): SimulatedRun {
  const ends: { at: number; date: number; last: boolean }[] = [];
  const busy: { at: number; date: number; attempt: number }[] = [];
  let [next, ended, now] = [0, 0, 0];
  for (;;) {
    const allowed = Math.max(1, workersAt?.(ended) ?? workers);
    while (busy.length < allowed && next < tries.length) {
      busy.push({ at: now + (tries[next]?.[0] ?? 0), date: next, attempt: 0 });
      next++;
    }
    if (busy.length === 0) break;
    const first = busy.reduce((earliest, one) => (one.at < earliest.at ? one : earliest));
    busy.splice(busy.indexOf(first), 1);
    now = first.at;
    const again = tries[first.date]?.[first.attempt + 1];
    ends.push({ at: wall(now), date: first.date, last: again === undefined });
    if (again === undefined) ended++;
    else busy.push({ at: now + again, date: first.date, attempt: first.attempt + 1 });
  }
  return { ends, dates: tries.length, workers, suspended };
}
