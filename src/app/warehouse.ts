import type { Result } from "../core/result";
import type { ScanReceipt } from "../core/coverage/validation";

/** A column as the engine names it, with the meaning the planner needs of its type. */
export type Column = { readonly name: string; readonly type: string; readonly kind: ColumnKind };

export type ColumnKind =
  | "boolean"
  | "integer"
  | "decimal"
  | "float"
  | "text"
  | "date"
  | "timestamp"
  | "instant"
  | "array"
  | "other";

/** A parameter of a statement, bound by the engine and never spliced into its text. */
export type Parameter = string | number | boolean | null;

export type Statement = { readonly sql: string; readonly parameters: readonly Parameter[] };

/** A cell of an answer. Integers of any size come as bigint, exact decimals as text. */
export type Cell = string | number | bigint | boolean | null;

export type Answer = { readonly rows: readonly Readonly<Record<string, Cell>>[]; readonly scan: ScanReceipt };

/** An open warehouse. Close it as soon as the measurement is done: a database file is held by it. */
export type Warehouse = {
  /** Columns of a table (a name, a file or a glob); `table-not-found` where there is none. */
  describe(table: string, signal: AbortSignal): Promise<Result<readonly Column[]>>;
  /** Runs exactly one SELECT; anything else is `query-refused`. */
  query(statement: Statement, signal: AbortSignal): Promise<Result<Answer>>;
  close(): void;
};
