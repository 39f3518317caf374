import type { CaughtLine } from "./logReader";
import type { LogEvent } from "./recipe";

/** How a line of a log is marked where somebody tries a recipe. */
export type MarkKind = "start" | "progress" | "succeeded" | "failed" | "skipped" | "summary" | "missed";

/** A marked line: where it stands in what is shown, counted from 0, and what is said of it. */
export type LogMark = { readonly line: number; readonly kind: MarkKind; readonly tells: string };

const kinds: Readonly<Record<LogEvent, MarkKind>> = {
  start: "start",
  announce: "start",
  current: "progress",
  progress: "progress",
  metric: "progress",
  succeeded: "succeeded",
  finished: "succeeded",
  failed: "failed",
  reason: "failed",
  fatal: "failed",
  skipped: "skipped",
  summary: "summary",
  totals: "summary",
};

/** Marks what a rule caught: `succeeded by rule 5: date 2021-10-04, records 236`. */
export function markOf(line: number, { event, rule, groups, time }: CaughtLine): LogMark {
  const read = Object.entries(groups).flatMap(([name, value]) =>
    value === null ? [] : [`${name} ${shortened(value)}`],
  );
  const what = `${event}, by rule ${rule + 1}${read.length === 0 ? "" : `: ${read.join(", ")}`}`;
  const when = time === null ? "no time of its own" : new Date(time).toISOString();
  return { line, kind: kinds[event], tells: `${what}\n${when}` };
}

/** Marks a line that no rule caught, and that looks as if one should. */
export function missedMark(line: number): LogMark {
  return { line, kind: "missed", tells: "No rule of the recipe fits this line, which looks like progress." };
}

const longestValue = 200;

function shortened(value: string): string {
  return value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
}
