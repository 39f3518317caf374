import type { ColumnKind } from "../column";

export type DialectName = "duckdb" | "bigquery";

/** What differs between engines in the one statement that measures a table. All arguments and results are SQL. */
export type Dialect = {
  readonly name: DialectName;
  /** A name, quoted so that it can be nothing but a name. */
  identifier(name: string): string;
  /** The mark of the parameter at a position (from 1), read as the type of the column it is compared with. */
  parameter(position: number, kind: ColumnKind): string;
  /** The calendar day of a column as text `YYYY-MM-DD`; `zone` is the mark of a time zone's parameter, for instants. */
  day(column: string, kind: ColumnKind, zone: string): string;
  /** The instant at which a local day begins in a zone. */
  startOfDay(day: string, zone: string): string;
  /** True for values that are there: not NULL, for floats also finite, for arrays also not empty. */
  isPresent(column: string, kind: ColumnKind): string;
  /** A number whose type the engine may not tell exactly, as text or a type without loss. */
  exact(expression: string, kind: ColumnKind): string;
  /** Milliseconds since 1970-01-01 UTC, as an integer; a time without a zone counts as UTC. */
  epochMilliseconds(expression: string): string;
  /** Any value as text, for the names of segments. */
  asText(expression: string): string;
  countDistinct(columns: readonly string[]): string;
};
