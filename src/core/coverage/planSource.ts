import { addDays, type CalendarDate, type Window } from "../calendar";
import type { CohortDeclaration, TableMechanics } from "../pipeline/pipeline";
import { findColumn, type Column } from "./column";
import type { Dialect } from "./dialect";
import type { PlanInput } from "./plan";
import type { Parameter } from "./statement";

/** What a row is counted under, and which rows count: all SQL. */
export type RowSource = { readonly day: string; readonly cohort: string; readonly conditions: readonly string[] };

/** Binds a value and gives back its mark in the statement. */
export type Mark = (value: Parameter, kind: Column["kind"]) => string;

/** The day and the cohort of a row as SQL, and the conditions that keep rows within window and `where`. */
export function sourceOf({ columns, mechanics, window }: PlanInput, dialect: Dialect, mark: Mark): RowSource {
  const dated = mechanics.dateColumn === null ? undefined : findColumn(columns, mechanics.dateColumn);
  const { day, conditions } =
    dated && window
      ? datedBy(dated, mechanics.timezone, window, dialect, mark)
      : { day: "CAST(NULL AS VARCHAR)", conditions: [] };
  if (mechanics.where !== null) conditions.push(`(${mechanics.where})`);
  return { day, cohort: cohortOf(mechanics, columns, dialect, mark), conditions };
}

/** Every row in exactly one cohort, the first that fits; rows that fit none are in the cohort `(other)`. */
function cohortOf(mechanics: TableMechanics, columns: readonly Column[], dialect: Dialect, mark: Mark): string {
  if (mechanics.cohorts.length === 0) return "CAST(NULL AS VARCHAR)";
  const branches: string[] = [];
  for (const cohort of mechanics.cohorts) {
    const test = cohortTest(cohort, mechanics, columns, dialect, mark);
    if (test === null)
      return branches.length === 0
        ? mark(cohort.name, "text")
        : `CASE ${branches.join(" ")} ELSE ${mark(cohort.name, "text")} END`;
    branches.push(`WHEN ${test} THEN ${mark(cohort.name, "text")}`);
  }
  return `CASE ${branches.join(" ")} ELSE '${otherCohort}' END`;
}

/** Rows that none of the declared cohorts takes. */
export const otherCohort = "(other)";

function cohortTest(
  cohort: CohortDeclaration,
  mechanics: TableMechanics,
  columns: readonly Column[],
  dialect: Dialect,
  mark: Mark,
): string | null {
  const written = mechanics.writtenAt === null ? undefined : findColumn(columns, mechanics.writtenAt);
  const version = mechanics.codeVersion === null ? undefined : findColumn(columns, mechanics.codeVersion);
  if (cohort.codeVersion !== null && version) {
    const marks = cohort.codeVersion.map((one) => mark(one, "text"));
    return `${dialect.asText(dialect.identifier(version.name))} IN (${marks.join(", ")})`;
  }
  if (cohort.since !== null && written)
    return `${dialect.identifier(written.name)} >= ${mark(cohort.since, written.kind)}`;
  return null;
}

/** The day of a column, and the half-open condition that keeps it within a closed window of days. */
export function datedBy(
  dated: Column,
  timezone: string | null,
  window: Window,
  dialect: Dialect,
  mark: Mark,
): { day: string; conditions: string[] } {
  const column = dialect.identifier(dated.name);
  const zone = dated.kind === "instant" ? mark(timezone ?? "UTC", "text") : "";
  const bound = (date: CalendarDate): string =>
    dated.kind === "instant" ? dialect.startOfDay(mark(date, "text"), zone) : mark(date, dated.kind);
  const conditions = [`${column} >= ${bound(window.start)}`, `${column} < ${bound(addDays(window.end, 1))}`];
  return { day: dialect.day(column, dated.kind, zone), conditions };
}
