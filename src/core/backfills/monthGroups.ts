import type { DateState } from "./runDates";
import type { MonthOfDates } from "./status";

/** Consecutive months that are told in one line, with what became of their dates together. */
export type MonthGroup = {
  /** `failed`: all were tried, and some failed; `partly`: the run ended before it had tried all of them. */
  readonly kind: "done" | "failed" | "partly" | "unfinished" | "under-way" | "pending" | "skipped";
  /** `2021-10`; the same as `last` for one month alone. */
  readonly first: string;
  readonly last: string;
  readonly months: readonly MonthOfDates[];
  readonly counts: Readonly<Record<DateState, number>>;
};

/**
 * Joins consecutive months of one kind. One in which dates failed is joined with those that are done, since these dates are told
 * by themselves; one that is under way stands for itself.
 */
export function monthGroups(months: readonly MonthOfDates[]): MonthGroup[] {
  const groups: MonthGroup[] = [];
  for (const month of months) {
    const kind = kindOf(month);
    const before = groups.at(-1);
    if (before && joins(before.kind, kind) && nextMonth(before.last) === month.month)
      groups[groups.length - 1] = groupOf(before.kind === "failed" ? "failed" : kind, [...before.months, month]);
    else groups.push(groupOf(kind, [month]));
  }
  return groups;
}

function joins(before: MonthGroup["kind"], kind: MonthGroup["kind"]): boolean {
  const isTried = (one: MonthGroup["kind"]): boolean => one === "done" || one === "failed";
  return (before === kind && kind !== "under-way") || (isTried(before) && isTried(kind));
}

function kindOf({ done, failed, running, pending, skipped, unfinished }: MonthOfDates): MonthGroup["kind"] {
  if (running > 0 || (pending > 0 && done + failed > 0)) return "under-way";
  if (pending > 0) return "pending";
  if (unfinished > 0) return done + failed > 0 ? "partly" : "unfinished";
  if (failed > 0) return "failed";
  return skipped > 0 && done === 0 ? "skipped" : "done";
}

function groupOf(kind: MonthGroup["kind"], months: readonly MonthOfDates[]): MonthGroup {
  const sum = (state: DateState): number => months.reduce((total, month) => total + month[state], 0);
  return {
    kind,
    first: months[0]?.month ?? "",
    last: months.at(-1)?.month ?? "",
    months,
    counts: {
      done: sum("done"),
      failed: sum("failed"),
      running: sum("running"),
      pending: sum("pending"),
      skipped: sum("skipped"),
      unfinished: sum("unfinished"),
    },
  };
}

/** `2022-01` after `2021-12`. */
function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const next = year * 12 + number;
  return `${String(Math.floor(next / 12)).padStart(4, "0")}-${String((next % 12) + 1).padStart(2, "0")}`;
}
