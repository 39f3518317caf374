import type { Window } from "../../calendar";
import type { TableMechanics } from "../../pipeline/pipeline";
import type { Check } from "../check";
import { findColumn, type Column } from "../column";
import { cubeStatement, dimensionsOf, type Dimension } from "./cubeStatement";
import type { Dialect } from "./dialect";
import { measureBook, measuresOf, type CheckMeasures, type Measure, type MeasureBook } from "./measures";
import { periodOf } from "../period";
import { sourceOf, type RowSource } from "./planSource";
import type { CommitFacts, ToldCohort } from "./rowTests";
import type { Parameter, Statement } from "./statement";

/** All checks of a table as one statement, and how to read its answer. */
export type Plan = {
  readonly statement: Statement;
  readonly dimensions: readonly Dimension[];
  readonly measures: readonly Measure[];
  readonly byCheck: ReadonlyMap<string, CheckMeasures>;
  /** Alias of the plain row count. */
  readonly rows: string;
  /** Alias of the latest `written_at` in the window, in epoch milliseconds. */
  readonly lastWritten: string | null;
  /** Alias of the latest `written_at` of the whole table. */
  readonly newest: string | null;
};

export type PlanInput = {
  readonly from: string;
  readonly columns: readonly Column[];
  readonly mechanics: TableMechanics;
  /** Null: the table has no dates, and all of it is measured. */
  readonly window: Window | null;
  readonly checks: readonly Check[];
  readonly cohorts: readonly ToldCohort[];
  /** Only rows that code with each of these commits in it wrote count. */
  readonly onlyWith: readonly CommitFacts[];
};

/**
 * Makes the one statement that measures a table: a cube by date and cohort. Where a metric does not roll up, or a check is
 * broken down by a column, the coarser groupings are asked for in the same statement by GROUPING SETS.
 */
export function planStatement(input: PlanInput, dialect: Dialect): Plan {
  const parameters: Parameter[] = [];
  const source = sourceOf(input, dialect, (value, kind) => dialect.parameter(parameters.push(value), kind));
  const book = measureBook();
  const rows = book.add("count(*)", "add");
  const periods: string[] = [];
  const byCheck = new Map<string, CheckMeasures>();
  for (const check of input.checks) {
    const inDays = daysCondition(check, input.window, source);
    const table = { columns: input.columns, dialect, book, emptyIsMissing: input.mechanics.emptyIsMissing };
    const measures = measuresOf(check, inDays, table);
    // SQL of a person's own cannot be narrowed from outside: its days become a group of their own.
    const isGrouped = inDays !== null && check.metric.function === "sql";
    if (isGrouped && !periods.includes(inDays)) periods.push(inDays);
    byCheck.set(check.id, { ...measures, period: isGrouped ? periods.indexOf(inDays) : null });
  }
  const times = writingTimes(input, dialect, book);
  const segments = [...new Set(input.checks.flatMap((check) => check.segments))];
  const dimensions = dimensionsOf(source, segments, periods, dialect);
  const sql = cubeStatement(input.from, source.conditions, dimensions, book.all());
  return { statement: { sql, parameters }, dimensions, measures: book.all(), byCheck, rows, ...times };
}

/** True, as SQL, of the rows that a dated check looks at; null where these are all of the window. */
function daysCondition(check: Check, window: Window | null, source: RowSource): string | null {
  if (check.dates === null || window === null) return null;
  const days = periodOf(check, window);
  return days.start === window.start && days.end === window.end ? null : source.inDays(days);
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
