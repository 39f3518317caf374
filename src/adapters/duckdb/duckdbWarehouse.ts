import { DuckDBInstance, StatementType, type DuckDBConnection, type DuckDBValue } from "@duckdb/node-api";
import type { Answer, Cell, Warehouse } from "../../app/coverage/warehouse";
import { duckdbDialect } from "../../core/coverage/sql/duckdbDialect";
import type { Statement } from "../../core/coverage/sql/statement";
import { failure, success, type Result } from "../../core/result";
import { openingProblem, queryProblem, vanishedFile } from "./duckdbProblems";
import { findTable } from "./findTable";
import { readablePlaces, sourceOf, type Source } from "./source";

/** What a connection and the tables behind it declare. */
export type DuckdbPlace = {
  /** A database file, a data file, a glob or a folder; null when tables name their own files. */
  readonly path: string | null;
  /** The folder that relative paths stand on. */
  readonly root: string;
  /** The tables that will be asked for: where they name files, just these may be read. */
  readonly tables: readonly string[];
};

/**
 * Opens DuckDB over a database file (read-only) or over data files.
 * A database file is held from here until `close`: nobody else can write it meanwhile.
 */
export async function duckdbWarehouse(place: DuckdbPlace): Promise<Result<Warehouse>> {
  const source = await sourceOf(place.path, place.root);
  if (!source.ok) return source;
  const { databaseFile } = source.value;
  let instance: DuckDBInstance | undefined;
  try {
    instance = await DuckDBInstance.create(
      databaseFile ?? ":memory:",
      databaseFile === null ? {} : { access_mode: "READ_ONLY" },
    );
    const connection = await instance.connect();
    await lockDown(connection, readablePlaces(source.value, place.tables, place.root));
    return success(warehouseOver(instance, connection, source.value, place.root));
  } catch (error) {
    instance?.closeSync();
    return openingProblem(error, databaseFile ?? place.path ?? place.root);
  }
}

/** From here on the engine reads the declared files and nothing else, whatever a fragment of SQL asks for. */
async function lockDown(
  connection: DuckDBConnection,
  { directories, files }: ReturnType<typeof readablePlaces>,
): Promise<void> {
  const list = (paths: readonly string[]): string =>
    `[${paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(", ")}]`;
  await connection.run("SET TimeZone = 'UTC'");
  if (directories.length > 0) await connection.run(`SET allowed_directories = ${list(directories)}`);
  if (files.length > 0) await connection.run(`SET allowed_paths = ${list(files)}`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
}

function warehouseOver(
  instance: DuckDBInstance,
  connection: DuckDBConnection,
  source: Source,
  root: string,
): Warehouse {
  return {
    dialect: duckdbDialect,
    find: (table, signal) => interruptible(connection, signal, () => findTable(connection, table, source, root)),
    query: (statement, signal) => interruptible(connection, signal, () => runSelect(connection, statement, signal)),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function interruptible<T>(
  connection: DuckDBConnection,
  signal: AbortSignal,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const cancelled = (): boolean => signal.aborted;
  if (cancelled()) return failure("interrupted", "The validation was cancelled.");
  const interrupt = (): void => connection.interrupt();
  signal.addEventListener("abort", interrupt);
  try {
    const first = await work();
    // A backfill replaces a date's file by renaming: one that was there as the scan began may be gone. Read once more.
    const again = !first.ok && vanishedFile(first.error.message) && !signal.aborted;
    const result = again ? await work() : first;
    return cancelled() ? failure("interrupted", "The validation was cancelled.") : result;
  } finally {
    signal.removeEventListener("abort", interrupt);
  }
}

async function runSelect(
  connection: DuckDBConnection,
  statement: Statement,
  signal: AbortSignal,
): Promise<Result<Answer>> {
  const started = performance.now();
  try {
    const extracted = await connection.extractStatements(statement.sql);
    if (extracted.count !== 1) return refused(`would be ${extracted.count} statements, and only one is allowed`);
    const prepared = await extracted.prepare(0);
    try {
      if (prepared.statementType !== StatementType.SELECT) return refused("is not a SELECT");
      prepared.bind([...statement.parameters]);
      if (signal.aborted) return failure("interrupted", "The validation was cancelled.");
      const rows = (await prepared.runAndReadAll()).getRowObjects().map(cellsOf);
      const scan = {
        statements: 1,
        bytesProcessed: 0,
        bytesBilled: 0,
        cached: false,
        durationMs: Math.round(performance.now() - started),
      };
      return success({ rows, scan });
    } finally {
      prepared.destroySync();
    }
  } catch (error) {
    return queryProblem(error);
  }
}

function refused(what: string): Result<Answer> {
  return failure("query-refused", `The query ${what}. Look at the SQL fragments (where:, sql:) of this table.`);
}

function cellsOf(row: Readonly<Record<string, DuckDBValue>>): Record<string, Cell> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOf(value)]));
}

/** Decimals, dates and the like know their exact text. */
function cellOf(value: DuckDBValue): Cell {
  if (
    value === null ||
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "bigint" ||
    typeof value === "boolean"
  )
    return value;
  return String(value);
}
