import type { EstimatedEnd, Pace } from "../../../src/core/backfills/estimateEnd";
import { seededRandom } from "../../unit/seededRandom";
import type { Family } from "./families";
import { workedThrough, type SimulatedRun } from "./pool";

export const shares = [0.1, 0.3, 0.6, 0.9] as const;

/** How a pair came out: where the true end lay, and how wide the pair was. */
export type Outcome = {
  readonly share: number;
  readonly held: boolean;
  readonly early: boolean;
  readonly width: number;
};

/** What is asked of the estimator when this share of the dates has ended, and the true end. */
export function momentOf(
  run: SimulatedRun,
  share: number,
  random: () => number,
): { readonly pace: Pace; readonly end: number } {
  const wanted = Math.max(1, Math.ceil(run.dates * share));
  const seen = new Set<number>();
  const count = run.ends.findIndex(({ date }) => seen.add(date).size >= wanted) + 1;
  const [last, next, end] = [run.ends[count - 1]?.at ?? 0, run.ends[count]?.at ?? 0, run.ends.at(-1)?.at ?? 0];
  const now = last + random() * Math.max(0, next - last);
  const past = run.ends.slice(0, count);
  const pace: Pace = {
    startedAt: 0,
    completions: past.map(({ at }) => at),
    days: past.map(({ date }) => date),
    asked: Array.from({ length: run.dates }, (_, day) => day),
    left: run.dates - wanted,
    workers: run.workers,
    now,
    suspended: run.suspended.filter(({ from }) => from < now).map(({ from, to }) => ({ from, to: Math.min(to, now) })),
  };
  // What is forecast is the end if the machine stays awake from now on.
  const asleep = run.suspended.reduce((sum, { from, to }) => sum + Math.max(0, to - Math.max(from, now)), 0);
  return { pace, end: end - asleep };
}

/** How the pair comes out on one run of a family, at each share. */
export function outcomes({ plan }: Family, seed: number, estimate: (pace: Pace) => EstimatedEnd | null): Outcome[] {
  const random = seededRandom(seed);
  const run = workedThrough(plan(random));
  return shares.flatMap((share) => {
    const { pace, end } = momentOf(run, share, random);
    if (pace.left === 0 || pace.now >= end) return [];
    const pair = estimate(pace);
    if (pair === null) return [{ share, held: false, early: false, width: NaN }];
    const [least, most] = [pair.optimistic - pace.now, pair.conservative - pace.now];
    const held = pair.optimistic <= end && end <= pair.conservative;
    return [{ share, held, early: end < pair.optimistic, width: most / Math.max(least, 1) }];
  });
}
