import { addDays, type CalendarDate, type Window } from "../calendar";
import type { CohortDeclaration, TableMechanics } from "../pipeline/pipeline";
import { failure, success, type Result } from "../result";
import type { Check } from "./check";
import { findColumn, type Column } from "./column";
import type { Dialect } from "./dialect";
import { measureBook, measuresOf, type CheckMeasures, type Measure } from "./measures";
import type { Parameter, Statement } from "./statement";

/** The dimensions a statement groups by; `segment` is a column of its own for each. */
export type Dimension = "day" | "cohort" | { readonly segment: string };

/** All checks of a table as one statement, and how to read its answer. */
export type Plan = {
  readonly statement: Statement;
  readonly measures: readonly Measure[];
  readonly byCheck: ReadonlyMap<string, CheckMeasures>;
  /** Alias of the plain row count. */
  readonly rows: string;
  /** Alias of the latest `written_at` in the window, in epoch milliseconds. */
  readonly lastWritten: string | null;
  /** Alias of the latest `written_at` of the whole table. */
  readonly newest: string | null;
  /** The columns that checks are broken down by; in the answer they are `headgate_segment_0` …. */
  readonly segments: readonly string[];
};

export type PlanInput = {
  readonly from: string;
  readonly columns: readonly Column[];
  readonly mechanics: TableMechanics;
  /** Null: the table has no dates, and all of it is measured. */
  readonly window: Window | null;
  readonly checks: readonly Check[];
};

/**
 * Makes the one statement that measures a table: a cube by date and cohort. Where a metric does not roll up, or a check is
 * broken down by a column, the coarser groupings are asked for in the same statement by GROUPING SETS.
 */
export function planStatement(input: PlanInput, dialect: Dialect): Plan {
  const parameters: Parameter[] = [];
  const mark = (value: Parameter, kind: Column["kind"]): string => dialect.parameter(parameters.push(value), kind);
  const source = sourceOf(input, dialect, mark);
  const book = measureBook();
  const rows = book.add("count(*)", "add");
  const byCheck = new Map(
    input.checks.map((check) => [
      check.id,
      measuresOf(check, input.columns, dialect, book, input.mechanics.emptyIsMissing),
    ]),
  );
  const written = input.mechanics.writtenAt === null ? null : findColumn(input.columns, input.mechanics.writtenAt);
  const writtenColumn = written ? dialect.identifier(written.name) : null;
  const lastWritten = writtenColumn && book.add(dialect.epochMilliseconds(`max(${writtenColumn})`), "greatest");
  const asksAge = input.checks.some((check) => check.metric.function === "age_hours");
  const newest =
    writtenColumn && asksAge
      ? book.add(`(SELECT ${dialect.epochMilliseconds(`max(${writtenColumn})`)} FROM ${input.from})`, null)
      : null;

  const segments = [...new Set(input.checks.flatMap((check) => check.segments))];
  const aliases = segments.map((_, index) => `headgate_segment_${index}`);
  const needsSets = segments.length > 0 || book.all().some((measure) => measure.rollUp === null);
  const sets = [
    ["headgate_day", "headgate_cohort"],
    ...(needsSets ? [["headgate_day"], ["headgate_cohort"], [], ...aliases.map((alias) => [alias])] : []),
  ];
  const segmentColumns = segments.map(
    (segment, index) => `${dialect.asText(dialect.identifier(segment))} AS headgate_segment_${index}`,
  );
  const dimensions = ["headgate_day", "headgate_cohort", ...aliases];
  const grouping = needsSets ? dimensions.map((name, index) => `GROUPING(${name}) * ${2 ** index}`).join(" + ") : "0";
  const selected = [
    ...dimensions,
    `${grouping} AS headgate_grouping`,
    ...book.all().map((measure) => `${measure.sql} AS ${measure.alias}`),
  ];
  const inner = ["*", `${source.day} AS headgate_day`, `${source.cohort} AS headgate_cohort`, ...segmentColumns];
  const filter = source.conditions.length === 0 ? "" : `\n  WHERE ${source.conditions.join("\n    AND ")}`;
  const groupBy = needsSets
    ? `GROUPING SETS (${sets.map((set) => `(${set.join(", ")})`).join(", ")})`
    : "headgate_day, headgate_cohort";
  const sql = `SELECT ${selected.join(",\n  ")}\nFROM (\n  SELECT ${inner.join(", ")}\n  FROM ${input.from}${filter}\n) AS measured\nGROUP BY ${groupBy}`;
  return { statement: { sql, parameters }, measures: book.all(), byCheck, rows, lastWritten, newest, segments };
}

/** Which of the dimensions a group was made by: bit n of the mask is set where dimension n was summed over. */
export function groupedBy(mask: number, segments: readonly string[]): Dimension[] {
  const dimensions: Dimension[] = ["day", "cohort", ...segments.map((segment) => ({ segment }))];
  return dimensions.filter((_, index) => (mask & (2 ** index)) === 0);
}

type Mark = (value: Parameter, kind: Column["kind"]) => string;

function sourceOf(
  { columns, mechanics, window }: PlanInput,
  dialect: Dialect,
  mark: Mark,
): { day: string; cohort: string; conditions: string[] } {
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

/** The distinct days of a column within a window: the spine of `expected_dates: { from: table.column }`. */
export function planDays(
  from: string,
  columns: readonly Column[],
  columnName: string,
  timezone: string | null,
  window: Window,
  dialect: Dialect,
): Result<Statement> {
  const column = findColumn(columns, columnName);
  if (!column)
    return failure("unknown-name", `expected_dates names the column ${columnName}, which its table does not have.`);
  const parameters: Parameter[] = [];
  const mark: Mark = (value, kind) => dialect.parameter(parameters.push(value), kind);
  const { day, conditions } = datedBy(column, timezone, window, dialect, mark);
  return success({
    sql: `SELECT DISTINCT ${day} AS headgate_day FROM ${from} WHERE ${conditions.join(" AND ")}`,
    parameters,
  });
}

/** The day of a column, and the half-open condition that keeps it within a closed window of days. */
function datedBy(
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
