/** A time in which a run could not work: its machine slept, or it was stopped. Milliseconds since 1970 UTC. */
export type Interval = { readonly from: number; readonly to: number };

/** The intervals without overlaps, ascending; empty ones are left out. */
export function joinedIntervals(intervals: readonly Interval[]): Interval[] {
  const joined: Interval[] = [];
  for (const { from, to } of [...intervals].sort((one, other) => one.from - other.from)) {
    const last = joined.at(-1);
    if (to <= from) continue;
    if (last !== undefined && from <= last.to)
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else joined.push({ from, to });
  }
  return joined;
}

/**
 * A clock that stands still while the run could not work.
 * @returns milliseconds worked from `startedAt` to a moment
 */
export function workedClock(startedAt: number, suspended: readonly Interval[]): (at: number) => number {
  const intervals = joinedIntervals(suspended);
  return (at) =>
    intervals.reduce(
      (worked, { from, to }) => worked - Math.max(0, Math.min(at, to) - Math.max(from, startedAt)),
      at - startedAt,
    );
}

/** So many times as long as the next longest silence, and as the mean one, is no silence of the work itself. */
const timesTheNext = 3;
const timesTheMean = 15;
/** More long silences than this, or more than one in so many ends, are the run's own way of working. */
const mostSilences = 4;
const endsEach = 40;

/**
 * Silences much longer than all others are pauses that nobody told of (a service that was away, a machine that slept unseen): they
 * say nothing about how fast the run works. Where there are any, they are cut to the length of a mean gap.
 * @param times when dates ended, by the worked clock, ascending
 */
export function withoutSilence(
  times: readonly number[],
  now: number,
  workers: number,
): { readonly times: number[]; readonly now: number } {
  if (times.length < Math.max(8, 2 * workers)) return { times: [...times], now };
  // The first gap is none: until its end nothing was to end yet.
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const longest = [...gaps].sort((one, other) => other - one);
  let others = times.at(-1) ?? 0;
  let [shortestSilence, mean] = [Number.POSITIVE_INFINITY, 0];
  const most = Math.min(mostSilences, Math.max(1, Math.floor(times.length / endsEach)));
  for (let count = 1; count <= most; count++) {
    const silence = longest[count - 1] ?? 0;
    others -= silence;
    const meanGap = others / times.length;
    if (silence > timesTheNext * (longest[count] ?? 0) && silence > timesTheMean * meanGap)
      [shortestSilence, mean] = [silence, meanGap];
  }
  let cut = 0;
  const worked = times.map((time, index) => {
    const gap = gaps[index - 1] ?? 0;
    if (gap >= shortestSilence) cut += gap - mean;
    return time - cut;
  });
  return { times: worked, now: now - cut };
}
