import { addDays, type CalendarDate, type Window } from "../../calendar";
import { certainlyHas, cohortSql } from "./cohortSql";
import { findColumn, type Column } from "../column";
import type { Dialect } from "./dialect";
import type { PlanInput } from "./plan";
import type { Parameter } from "./statement";

/** What a row is counted under, and which rows count: all SQL. */
export type RowSource = {
  readonly day: string;
  readonly cohort: string;
  readonly conditions: readonly string[];
  /** True of the rows of these days. */
  inDays(days: Window): string;
};

/** Binds a value and gives back its mark in the statement. */
export type Mark = (value: Parameter, kind: Column["kind"]) => string;

/** The day and the cohort of a row as SQL, and the conditions that keep rows within window, `where` and what wrote them. */
export function sourceOf(input: PlanInput, dialect: Dialect, mark: Mark): RowSource {
  const { columns, mechanics, window, cohorts, onlyWith } = input;
  const dated = mechanics.dateColumn === null ? undefined : findColumn(columns, mechanics.dateColumn);
  const within = (days: Window): DatedSql =>
    dated ? datedBy(dated, mechanics.timezone, days, dialect, mark) : undatedSql;
  const { day, conditions } = window ? within(window) : undatedSql;
  const telling = { columns, mechanics, dialect, mark };
  return {
    day,
    cohort: cohortSql(cohorts, telling),
    conditions: [
      ...conditions,
      ...(mechanics.where === null ? [] : [`(${mechanics.where})`]),
      ...onlyWith.map((commit) => certainlyHas(commit, telling)),
    ],
    inDays: remembered((days) => `(${within(days).conditions.join(" AND ")})`),
  };
}

/** The same days are the same text, so that equal aggregates stay one. */
function remembered(sqlOf: (days: Window) => string): (days: Window) => string {
  const known = new Map<string, string>();
  return (days) => {
    const key = `${days.start}..${days.end}`;
    const sql = known.get(key) ?? sqlOf(days);
    known.set(key, sql);
    return sql;
  };
}

type DatedSql = { readonly day: string; readonly conditions: readonly string[] };

const undatedSql: DatedSql = { day: "CAST(NULL AS VARCHAR)", conditions: [] };

/** The day of a column, and the half-open condition that keeps it within a closed window of days. */
export function datedBy(
  dated: Column,
  timezone: string | null,
  window: Window,
  dialect: Dialect,
  mark: Mark,
): DatedSql {
  const column = dialect.identifier(dated.name);
  const zone = dated.kind === "instant" ? mark(timezone ?? "UTC", "text") : "";
  const bound = (date: CalendarDate): string =>
    dated.kind === "instant" ? dialect.startOfDay(mark(date, "text"), zone) : mark(date, dated.kind);
  const conditions = [`${column} >= ${bound(window.start)}`, `${column} < ${bound(addDays(window.end, 1))}`];
  return { day: dialect.day(column, dated.kind, zone), conditions };
}
