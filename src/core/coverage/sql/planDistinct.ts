import type { Window } from "../../calendar";
import type { TableMechanics } from "../../pipeline/pipeline";
import { failure, success, type Result } from "../../result";
import { findColumn } from "../column";
import type { Dialect } from "./dialect";
import type { PlanInput } from "./plan";
import { datedBy, type Mark } from "./planSource";
import type { Parameter, Statement } from "./statement";

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

/** More versions than anybody deploys: such a column says something else. */
export const mostVersions = 2000;

/** The table whose versions are read; `window` null: of all its rows. */
export type VersionsInput = Pick<PlanInput, "from" | "columns" | "window"> & {
  readonly mechanics: Pick<TableMechanics, "codeVersion" | "dateColumn" | "timezone">;
};

/** The distinct versions of the code that wrote the rows of a window, as `headgate_version`; one more than `mostVersions` at most. */
export function planVersions({ from, columns, mechanics, window }: VersionsInput, dialect: Dialect): Statement {
  const parameters: Parameter[] = [];
  const mark: Mark = (value, kind) => dialect.parameter(parameters.push(value), kind);
  const dated = mechanics.dateColumn === null ? undefined : findColumn(columns, mechanics.dateColumn);
  const version = findColumn(columns, mechanics.codeVersion ?? "")?.name ?? "";
  const column = dialect.identifier(version);
  const conditions = [
    `${column} IS NOT NULL`,
    ...(dated && window ? datedBy(dated, mechanics.timezone, window, dialect, mark).conditions : []),
  ];
  return {
    sql: `SELECT DISTINCT ${dialect.asText(column)} AS headgate_version FROM ${from} WHERE ${conditions.join(" AND ")} LIMIT ${mostVersions + 1}`,
    parameters,
  };
}
