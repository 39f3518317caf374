import { joinedIntervals, type Interval } from "./workedTime";

/** A time in which runs could not work, as it is kept. Times are ISO 8601 in UTC. */
export type Suspension = {
  readonly id: string;
  /** The run that was stopped by a signal; null: the whole machine slept. */
  readonly run: string | null;
  readonly from: string;
  readonly to: string;
  /** It was still stopped when it was last looked at. */
  readonly open: boolean;
};

/** Both clocks of the machine at one moment, milliseconds: the one on the wall, and one that stands still while the machine sleeps. */
export type ClockReading = { readonly wallMs: number; readonly monotonicMs: number };

/** Clocks are set right by seconds; nobody sleeps for so short a time. */
const leastSleepMs = 20_000;
/** How often it is written down that a run is still stopped. */
const repeatMs = 600_000;

/**
 * The time for which the machine slept between two looks: the wall clock went on, the other did not. Where in between it slept nobody
 * saw; it is told as if at once. Null when it was awake.
 */
export function sleptBetween(before: ClockReading, after: ClockReading): Interval | null {
  const slept = after.wallMs - before.wallMs - (after.monotonicMs - before.monotonicMs);
  return slept < leastSleepMs ? null : { from: before.wallMs, to: before.wallMs + slept };
}

/** When a run could not work. */
export function suspendedTimes(suspensions: readonly Suspension[], run: string, now: number): Interval[] {
  const own = suspensions.filter((one) => one.run === null || one.run === run);
  return joinedIntervals(
    own.map(({ from, to, open }) => ({ from: Date.parse(from), to: open ? now : Date.parse(to) })),
  );
}

/**
 * What is to be written down of a run that was looked at.
 * @param known what is on record of it already
 * @returns null when there is nothing new: it goes on working, or it is as long stopped as is written
 */
export function seenStopped(
  known: readonly Suspension[],
  run: string,
  stopped: boolean,
  now: number,
): Omit<Suspension, "id"> | null {
  const at = new Date(now).toISOString();
  const open = known.find((one) => one.run === run && one.open);
  if (open === undefined) return stopped ? { run, from: at, to: at, open: true } : null;
  if (stopped && now - Date.parse(open.to) < repeatMs) return null;
  return { run, from: open.from, to: at, open: stopped };
}
