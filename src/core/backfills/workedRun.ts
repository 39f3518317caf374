import { dateLengths, type DateLengths } from "./dateLengths";
import type { Pace } from "./estimateEnd";
import { withoutSilence, workedClock } from "./workedTime";

/** The run as the estimate sees it: by the worked clock, ascending, without a silence. */
export type WorkedRun = {
  readonly times: readonly number[];
  readonly now: number;
  /** Ends that are still to come: dates that are tried again end more than once. */
  readonly left: number;
  readonly dates: number;
  readonly workers: number;
  readonly known: DateLengths | null;
  /** Day of each end, in the order of the ends, and the days left; null where they are not known. */
  readonly days: { readonly ended: readonly number[]; readonly left: readonly number[] } | null;
};

/** Leaves out what was no work, and brings the ends into the order in which they came. */
export function workedRun({
  startedAt,
  completions,
  left,
  workers,
  now,
  days,
  asked,
  suspended = [],
}: Pace): WorkedRun {
  const worked = workedClock(startedAt, suspended);
  const ends = completions
    .map((at, index) => ({ at: Math.max(0, worked(at)), day: days?.[index] ?? null }))
    .sort((one, other) => one.at - other.at);
  const { times, now: workedNow } = withoutSilence(
    ends.map(({ at }) => at),
    Math.max(0, worked(now)),
    workers,
  );
  const endedDays = ends.map(({ day }) => day).filter((day) => day !== null);
  const hasDays = endedDays.length === ends.length && ends.length > 0;
  const dates = hasDays ? new Set(endedDays).size : ends.length;
  const atOnce = Math.max(1, Math.min(workers, dates + left));
  const placeOf = new Map((asked ?? []).map((day, place) => [day, place]));
  const places = endedDays.flatMap((day) => placeOf.get(day) ?? []);
  const inOrder = hasDays && places.length === ends.length && placeOf.size === dates + left;
  const known = inOrder ? dateLengths({ times, places, now: workedNow, left, workers: atOnce }) : null;
  const over = new Set(endedDays);
  return {
    times,
    now: workedNow,
    left: dates === 0 ? left : (left * ends.length) / dates,
    dates,
    workers: atOnce,
    known,
    days: known === null ? null : { ended: endedDays, left: (asked ?? []).filter((day) => !over.has(day)) },
  };
}
