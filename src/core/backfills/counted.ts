import type { LogMatch } from "./logRun";
import { countIn, durationIn } from "./numberIn";

/** How far a run is by its own count, and how it came there. */
export type Counted = {
  /** What the last line that counts said; null before the first. */
  last: Count | null;
  /** Earlier counts of the same bar, the oldest first; thinned out where there are many. */
  earlier: Count[];
  /** Every so many counts one is kept. */
  every: number;
  passedOver: number;
};

export type Count = {
  /** What was told of: a bar's own text; null where it has none. */
  readonly name: string | null;
  readonly done: number | null;
  readonly total: number | null;
  readonly percent: number | null;
  /** By the bar's own watch, milliseconds; null where it tells none. */
  readonly elapsedMs: number | null;
  readonly leftMs: number | null;
  /** Milliseconds since 1970 UTC; null where the line has no moment and nobody saw it come. */
  readonly at: number | null;
};

const mostKept = 400;

export function newCounted(): Counted {
  return { last: null, earlier: [], every: 1, passedOver: 0 };
}

/** Takes in a line such as `40 of 944` or a progress bar. A count that goes back is another bar: the last one counts. */
export function takeInCount(counted: Counted, { time, groups }: LogMatch): void {
  const percent = groups["percent"] == null ? null : Number(groups["percent"].replace(",", "."));
  const count: Count = {
    name: nameIn(groups["name"]),
    done: countIn(groups["done"]),
    total: countIn(groups["total"]),
    percent: percent === null || Number.isNaN(percent) ? null : percent,
    elapsedMs: durationIn(groups["elapsed"]),
    leftMs: durationIn(groups["left"]),
    at: time,
  };
  if (count.done === null && count.percent === null) return;
  if (counted.last !== null && isAnother(counted.last, count)) Object.assign(counted, newCounted());
  else if (counted.last !== null) remember(counted, counted.last);
  counted.last = count;
}

function nameIn(text: string | null | undefined): string | null {
  const name = text?.trim() ?? "";
  return name === "" ? null : name;
}

/** How far, from 0 to 1; null where the end is not known. */
export function shareOf({ done, total, percent }: Count): number | null {
  if (done !== null && total !== null && total > 0) return Math.min(1, done / total);
  return percent === null ? null : Math.min(1, percent / 100);
}

function isAnother(last: Count, next: Count): boolean {
  if (last.total !== next.total) return true;
  const [before, now] =
    last.done !== null && next.done !== null ? [last.done, next.done] : [last.percent, next.percent];
  return before !== null && now !== null && now < before;
}

function remember(counted: Counted, count: Count): void {
  if (++counted.passedOver < counted.every) return;
  counted.passedOver = 0;
  counted.earlier.push(count);
  if (counted.earlier.length < mostKept) return;
  counted.earlier = counted.earlier.filter((_, index) => index % 2 === 1);
  counted.every *= 2;
}
