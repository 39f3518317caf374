import type { Window } from "../calendar";
import type { TableMechanics } from "../pipeline/pipeline";
import { failure, success, type Result } from "../result";
import type { Check } from "./check";
import { findColumn, type Column } from "./column";
import type { Dialect } from "./dialect";
import { measureBook, measuresOf, type CheckMeasures, type Measure, type MeasureBook } from "./measures";
import { datedBy, sourceOf, type Mark, type RowSource } from "./planSource";
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
  const source = sourceOf(input, dialect, (value, kind) => dialect.parameter(parameters.push(value), kind));
  const { emptyIsMissing } = input.mechanics;
  const book = measureBook();
  const rows = book.add("count(*)", "add");
  const byCheck = new Map(
    input.checks.map((check) => [check.id, measuresOf(check, input.columns, dialect, book, emptyIsMissing)]),
  );
  const times = writingTimes(input, dialect, book);
  const segments = [...new Set(input.checks.flatMap((check) => check.segments))];
  const sql = statementText(input.from, source, book.all(), segments, dialect);
  return { statement: { sql, parameters }, measures: book.all(), byCheck, rows, ...times, segments };
}

/** The latest writing in the window; and, where an age is asked for, in the whole table. */
function writingTimes(input: PlanInput, dialect: Dialect, book: MeasureBook): Pick<Plan, "lastWritten" | "newest"> {
  const column = input.mechanics.writtenAt === null ? undefined : findColumn(input.columns, input.mechanics.writtenAt);
  if (!column) return { lastWritten: null, newest: null };
  const latest = dialect.epochMilliseconds(`max(${dialect.identifier(column.name)})`);
  const asksAge = input.checks.some((check) => check.metric.function === "age_hours");
  return {
    lastWritten: book.add(latest, "greatest"),
    newest: asksAge ? book.add(`(SELECT ${latest} FROM ${input.from})`, null) : null,
  };
}

/** The rows of the window with their day, cohort and segments inside; the groups and their aggregates outside. */
function statementText(
  from: string,
  source: RowSource,
  measures: readonly Measure[],
  segments: readonly string[],
  dialect: Dialect,
): string {
  const segmentNames = segments.map((_, index) => `headgate_segment_${index}`);
  const dimensions = ["headgate_day", "headgate_cohort", ...segmentNames];
  const rollsUp = segments.length === 0 && measures.every((measure) => measure.rollUp !== null);
  const sets = [
    ["headgate_day", "headgate_cohort"],
    ["headgate_day"],
    ["headgate_cohort"],
    [],
    ...segmentNames.map((name) => [name]),
  ];
  const grouping = rollsUp ? "0" : dimensions.map((name, index) => `GROUPING(${name}) * ${2 ** index}`).join(" + ");
  const groupBy = rollsUp
    ? "headgate_day, headgate_cohort"
    : `GROUPING SETS (${sets.map((set) => `(${set.join(", ")})`).join(", ")})`;
  const outer = [
    ...dimensions,
    `${grouping} AS headgate_grouping`,
    ...measures.map((measure) => `${measure.sql} AS ${measure.alias}`),
  ];
  const inner = [
    "*",
    `${source.day} AS headgate_day`,
    `${source.cohort} AS headgate_cohort`,
    ...segments.map((segment, index) => `${dialect.asText(dialect.identifier(segment))} AS headgate_segment_${index}`),
  ];
  const filter = source.conditions.length === 0 ? "" : `\n  WHERE ${source.conditions.join("\n    AND ")}`;
  return `SELECT ${outer.join(",\n  ")}\nFROM (\n  SELECT ${inner.join(", ")}\n  FROM ${from}${filter}\n) AS measured\nGROUP BY ${groupBy}`;
}

/** Which of the dimensions a group was made by: bit n of the mask is set where dimension n was summed over. */
export function groupedBy(mask: number, segments: readonly string[]): Dimension[] {
  const dimensions: Dimension[] = ["day", "cohort", ...segments.map((segment) => ({ segment }))];
  return dimensions.filter((_, index) => (mask & (2 ** index)) === 0);
}

/** The table and column whose days are read. */
export type DaysInput = Pick<PlanInput, "from" | "columns"> & {
  readonly column: string;
  readonly timezone: string | null;
  readonly window: Window;
};

/** The distinct days of a column within a window: the spine of `expected_dates: { from: table.column }`. */
export function planDays(input: DaysInput, dialect: Dialect): Result<Statement> {
  const column = findColumn(input.columns, input.column);
  if (!column)
    return failure("unknown-name", `expected_dates names the column ${input.column}, which its table does not have.`);
  const parameters: Parameter[] = [];
  const mark: Mark = (value, kind) => dialect.parameter(parameters.push(value), kind);
  const { day, conditions } = datedBy(column, input.timezone, input.window, dialect, mark);
  return success({
    sql: `SELECT DISTINCT ${day} AS headgate_day FROM ${input.from} WHERE ${conditions.join(" AND ")}`,
    parameters,
  });
}
