import type { Column } from "../../core/coverage/column";
import type { Dialect } from "../../core/coverage/sql/dialect";
import type { Statement } from "../../core/coverage/sql/statement";
import type { ScanReceipt } from "../../core/coverage/validation";
import type { Result } from "../../core/result";

/** A cell of an answer. Integers come as bigint, exact decimals as text. */
export type Cell = string | number | bigint | boolean | null;

export type Answer = { readonly rows: readonly Readonly<Record<string, Cell>>[]; readonly scan: ScanReceipt };

/** A table that was found. */
export type FoundTable = {
  /** What stands behind FROM, quoted for this engine. */
  readonly from: string;
  /** For people: the table's name, or the files. */
  readonly title: string;
  readonly columns: readonly Column[];
};

/** An open warehouse. Close it as soon as the measurement is done: a database file is held by it. */
export type Warehouse = {
  readonly dialect: Dialect;
  /** Finds a table (a name, a file or a glob) and its columns; `table-not-found` where there is none. */
  find(table: string, signal: AbortSignal): Promise<Result<FoundTable>>;
  /** Runs exactly one SELECT; anything else is `query-refused`. */
  query(statement: Statement, signal: AbortSignal): Promise<Result<Answer>>;
  close(): void;
};
