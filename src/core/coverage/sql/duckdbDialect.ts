import type { ColumnKind } from "../column";
import type { Dialect } from "./dialect";

const typeNames: Partial<Record<ColumnKind, string>> = {
  date: "DATE",
  timestamp: "TIMESTAMP",
  instant: "TIMESTAMPTZ",
  text: "VARCHAR",
};

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** DuckDB's SQL. */
export const duckdbDialect: Dialect = {
  name: "duckdb",
  identifier,
  parameter: (position, kind) => `CAST($${position} AS ${typeNames[kind] ?? "VARCHAR"})`,
  day: (column, kind, zone) => {
    if (kind === "text") return `substr(${column}, 1, 10)`;
    if (kind === "instant") return `strftime(timezone(${zone}, ${column}), '%Y-%m-%d')`;
    return `strftime(${column}, '%Y-%m-%d')`;
  },
  startOfDay: (day, zone) => `timezone(${zone}, CAST(${day} AS TIMESTAMP))`,
  isPresent: (column, kind) => {
    if (kind === "float") return `isfinite(${column})`; // NULL for NULL: not true either
    if (kind === "array") return `len(${column}) > 0`;
    return `${column} IS NOT NULL`;
  },
  exact: (expression, kind) => (kind === "decimal" ? `CAST(${expression} AS VARCHAR)` : expression),
  epochMilliseconds: (expression) => `epoch_ms(${expression})`,
  asText: (expression) => `CAST(${expression} AS VARCHAR)`,
  // A row of columns is never NULL itself, so rows whose key holds NULLs count, and NULLs are equal.
  countDistinct: (columns) =>
    columns.length === 1 ? `count(DISTINCT ${columns[0] ?? ""})` : `count(DISTINCT row(${columns.join(", ")}))`,
};
