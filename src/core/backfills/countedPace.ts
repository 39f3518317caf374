import { shareOf, type Count, type Counted } from "./counted";
import type { Pace } from "./estimateEnd";

/** A count of any size is read as so many steps: one by one, a million of them would tell no more of the pace. */
const steps = 200;

type Point = { readonly at: number; readonly share: number };

/**
 * The pace of a run that only counts, by the moments of its lines.
 * @param now by the log's own clock
 * @returns null where its lines have no moments, or where its end is not known
 */
export function countedPace({ last, earlier }: Counted, total: number | null, now: number): Pace | null {
  const points = pointsOf([...earlier, ...(last ? [last] : [])], total, ({ at }) => at);
  const [first] = points;
  if (last === null || first === undefined) return null;
  // A bar whose own watch tells since when it runs.
  const begun = last.at !== null && last.elapsedMs !== null ? Math.min(first.at, last.at - last.elapsedMs) : null;
  return paceOf(begun === null ? points : [{ at: begun, share: 0 }, ...points], now);
}

/** The same by the bar's own watch: time 0 is its start, `now` its last line. Null where it has none. */
export function inItsOwnTime({ last, earlier }: Counted, total: number | null): Pace | null {
  // Watches that tell whole seconds say 0 in the first one: no pace can be told by that.
  if (last?.elapsedMs == null || last.elapsedMs === 0) return null;
  const points = pointsOf([...earlier, last], total, ({ elapsedMs }) => elapsedMs);
  return points.length === 0 ? null : paceOf([{ at: 0, share: 0 }, ...points], last.elapsedMs);
}

function pointsOf(counts: readonly Count[], total: number | null, momentOf: (count: Count) => number | null): Point[] {
  return counts.flatMap((count) => {
    const [at, share] = [momentOf(count), shareOf({ ...count, total })];
    return at === null || share === null ? [] : [{ at, share }];
  });
}

/** Steps that were passed between two lines, spread evenly between them. */
function paceOf(points: readonly Point[], now: number): Pace | null {
  const [first, ...others] = points;
  if (first === undefined || others.length === 0) return null;
  const completions: number[] = [];
  let [before, passed] = [first, Math.floor(first.share * steps)];
  const begun = passed;
  for (const point of others) {
    for (; passed < Math.floor(point.share * steps); passed++) {
      const part = (passed + 1 - before.share * steps) / ((point.share - before.share) * steps);
      completions.push(before.at + part * (point.at - before.at));
    }
    before = point;
  }
  return { startedAt: first.at, completions, left: steps - begun - completions.length, workers: 1, now };
}
