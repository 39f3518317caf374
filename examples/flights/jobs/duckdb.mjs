import { DuckDBInstance } from "@duckdb/node-api";

/**
 * A DuckDB of its own in memory: it holds no lock on any file. One thread, as the workers are what runs in parallel.
 */
export async function openDuckdb() {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  return instance.connect();
}

/** The rows of a query as plain objects; named `$values` are parameters. */
export async function rows(connection, query, values) {
  const reader = await connection.runAndReadAll(query, values);
  return reader.getRowObjectsJS();
}
