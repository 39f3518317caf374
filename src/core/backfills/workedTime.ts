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

/**
 * A silence much longer than all others is a pause that nobody told of (a service that was away, a machine that slept unseen): it
 * says nothing about how fast the run works. Where there is one, it is cut to the length of a mean gap.
 * @param times when dates ended, by the worked clock, ascending
 */
export function withoutSilence(
  times: readonly number[],
  now: number,
  workers: number,
): { readonly times: number[]; readonly now: number } {
  // Not the first: until then nothing was to end yet.
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const [longest = 0, next = 0] = [...gaps].sort((one, other) => other - one);
  const mean = ((times.at(-1) ?? 0) - longest) / times.length;
  const tooYoung = times.length < Math.max(8, 2 * workers);
  if (tooYoung || longest <= timesTheNext * next || longest <= timesTheMean * mean) return { times: [...times], now };
  const at = gaps.indexOf(longest) + 1;
  const cut = longest - mean;
  return { times: times.map((time, index) => (index >= at ? time - cut : time)), now: now - cut };
}
