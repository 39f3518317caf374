/** Something measured on a table. Columns are as written until `resolveMetric` has found them in a schema. */
export type Metric =
  | { readonly function: "row_count" }
  | { readonly function: ColumnFunction; readonly column: string }
  | { readonly function: "duplicates"; readonly columns: readonly string[] }
  /** Share of rows that a boolean column, or a condition in SQL, says true of. */
  | { readonly function: "share"; readonly column: string }
  | { readonly function: "share_sql"; readonly sql: string }
  | { readonly function: "sql"; readonly sql: string }
  | { readonly function: "missing_dates" }
  | { readonly function: "age_hours" }
  | { readonly function: "regression"; readonly column: string };

const columnFunctions = [
  "completeness",
  "missing",
  "average",
  "minimum",
  "maximum",
  "sum",
  "stddev",
  "distinct",
] as const;
export type ColumnFunction = (typeof columnFunctions)[number];

/** The functions that can be written out. */
export const metricFunctions = [...columnFunctions, "row_count", "duplicates", "share", "sql"] as const;

/** As a person writes it in `columns:` and reads it in results: `completeness(usage_rate)`. */
export function metricText(metric: Metric): string {
  switch (metric.function) {
    case "row_count":
    case "missing_dates":
    case "age_hours":
      return metric.function;
    case "duplicates":
      return `duplicates(${metric.columns.join(", ")})`;
    case "share_sql":
      return `share(${metric.sql})`;
    case "sql":
      return `sql(${metric.sql})`;
    default:
      return `${metric.function}(${metric.column})`;
  }
}

/** The unit that results of a metric are told in; empty for a plain number. */
export function metricUnit(metric: Metric): string {
  switch (metric.function) {
    case "completeness":
    case "missing":
    case "share":
    case "share_sql":
    case "regression":
      return "%";
    case "row_count":
    case "duplicates":
      return "rows";
    case "missing_dates":
      return "dates";
    case "age_hours":
      return "hours";
    default:
      return "";
  }
}

/** The columns a metric reads, as written. */
export function metricColumns(metric: Metric): readonly string[] {
  if ("column" in metric) return [metric.column];
  return "columns" in metric ? metric.columns : [];
}

/** What other tools call a metric function, understood wherever a metric is written out. */
const functionAliases: Readonly<Record<string, string>> = {
  missing_percent: "missing", // SodaCL
  not_null_proportion: "completeness", // dbt
  Completeness: "completeness", // Deequ, DQDL
  nonNullExpectation: "completeness", // Dataplex
  RowCount: "row_count", // Deequ, DQDL
};

/**
 * Reads a metric written out: `average(c)`, `distinct(c)`, `duplicates(a, b)`, `share(<condition>)`, `sql(<aggregate>)`;
 * the names that other tools have for these are understood.
 * @returns `undefined` when the text is none of these (then it is the name of a column)
 */
export function parseMetric(text: string): Metric | undefined {
  const match = /^\s*([A-Za-z_]+)\s*\(([\s\S]*)\)\s*$/.exec(text);
  if (!match) return undefined;
  const [, written = "", inner = ""] = match;
  const name = (Object.hasOwn(functionAliases, written) ? functionAliases[written] : undefined) ?? written;
  const argument = inner.trim();
  const columnFunction = columnFunctions.find((candidate) => candidate === name);
  if (columnFunction) return argument === "" ? undefined : { function: columnFunction, column: unquoted(argument) };
  switch (name) {
    case "row_count":
      return argument === "" ? { function: "row_count" } : undefined;
    case "duplicates": {
      const columns = argument.split(",").map((column) => unquoted(column.trim()));
      return columns.includes("") ? undefined : { function: "duplicates", columns };
    }
    case "share":
      return isPlainName(argument)
        ? { function: "share", column: unquoted(argument) }
        : { function: "share_sql", sql: argument };
    case "sql":
      return { function: "sql", sql: argument };
    default:
      return undefined;
  }
}

function isPlainName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) || /^"[^"]+"$/.test(text);
}

function unquoted(text: string): string {
  return /^"[^"]+"$/.test(text) ? text.slice(1, -1) : text;
}
