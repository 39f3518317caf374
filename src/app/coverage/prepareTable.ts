import type { CalendarDate, Window } from "../../core/calendar";
import type { Check, UnreadableCheck } from "../../core/coverage/check";
import type { DialectName } from "../../core/coverage/sql/dialect";
import { baselineOf } from "../../core/coverage/period";
import { planStatement, type Plan } from "../../core/coverage/sql/plan";
import { settledWindow } from "../../core/coverage/window";
import { resolveSection } from "../../core/thresholds/resolveSection";
import { baselinePlans, type BaselinePlan } from "./measureBaselines";
import type { TableToMeasure } from "./measureTable";
import type { ToldRows } from "./tellRows";
import type { FoundTable, Warehouse } from "./warehouse";

/** The checks of a table, its names resolved, and the days it is asked for. */
export type AskedTable = {
  readonly checks: readonly Check[];
  readonly unreadable: readonly UnreadableCheck[];
  readonly settled: Window;
  readonly unsettled: readonly CalendarDate[];
};

export function askedOf(table: TableToMeasure, found: FoundTable, dialect: DialectName): AskedTable {
  const { mechanics, section, window, now } = table;
  const resolved = resolveSection(table.file, section, mechanics, found.columns, dialect);
  const extra = table.extraChecks(section, found);
  const { settled, unsettled } = settledWindow(window, mechanics.settleHours, now, mechanics.timezone ?? "UTC");
  return {
    checks: [...resolved.checks, ...extra.checks],
    unreadable: [...resolved.unreadable, ...extra.unreadable],
    settled,
    unsettled,
  };
}

/** All the days of which rows are looked at, those of baselines included; null where the table has no dates. */
export function daysLookedAt({ mechanics, window }: TableToMeasure, checks: readonly Check[]): Window | null {
  if (mechanics.dateColumn === null) return null;
  const baselines = regressionsOf(checks).map((check) => baselineOf(check, window));
  return [window, ...baselines].reduce((all, { start, end }) => ({
    start: start < all.start ? start : all.start,
    end: end > all.end ? end : all.end,
  }));
}

export function regressionsOf(checks: readonly Check[]): readonly Check[] {
  return checks.filter(({ metric }) => metric.function === "regression");
}

/** A table that was found, what is asked of it, and how its rows are told apart. */
export type Subject = {
  readonly table: TableToMeasure;
  readonly found: FoundTable;
  readonly asked: AskedTable;
  readonly told: ToldRows;
};

/** Everything about a table that was found up to its statements. */
export type PreparedTable = AskedTable & {
  readonly plan: Plan;
  readonly baselines: readonly BaselinePlan[];
};

/** Plans the statements of a table; `leftOut` names checks that are not asked, with the reason. */
export function prepareTable(
  { table, found, asked, told }: Subject,
  warehouse: Warehouse,
  leftOut: ReadonlyMap<string, string>,
): PreparedTable {
  const checks = asked.checks.filter(({ id }) => !leftOut.has(id));
  const aside = asked.checks
    .filter(({ id }) => leftOut.has(id))
    .map(({ id, key, range }) => ({ id, key, range, reason: leftOut.get(id) ?? "" }));
  const { mechanics } = table;
  const window = mechanics.dateColumn === null ? null : asked.settled;
  const input = { from: found.from, columns: found.columns, mechanics, checks };
  return {
    ...asked,
    checks,
    unreadable: [...asked.unreadable, ...aside],
    plan: planStatement({ ...input, window, cohorts: told.cohorts, onlyWith: [] }, warehouse.dialect),
    baselines: window === null ? [] : baselinePlans(input, table.window, told.fixes, warehouse),
  };
}
