import type { DuckDBConnection } from "@duckdb/node-api";
import type { FoundTable } from "../../app/coverage/warehouse";
import type { Column, ColumnKind } from "../../core/coverage/column";
import { duckdbDialect } from "../../core/coverage/sql/duckdbDialect";
import { failure, success, type Result } from "../../core/result";
import { queryProblem } from "./duckdbProblems";
import { namesFiles, placesOf, type Source } from "./source";

/** Finds a table by its name, or the files that it is read from, and tells its columns. */
export async function findTable(
  connection: DuckDBConnection,
  table: string,
  source: Source,
  root: string,
): Promise<Result<FoundTable>> {
  try {
    const from =
      source.databaseFile !== null && !namesFiles(table)
        ? await inDatabase(connection, table, source.databaseFile)
        : await inFiles(connection, table, source, root);
    if (!from.ok) return from;
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from.value.from}`);
    const columns = described.getRowObjects().map((row): Column => {
      const type = String(row["column_type"]);
      return { name: String(row["column_name"]), type, kind: kindOf(type) };
    });
    return success({ ...from.value, columns });
  } catch (error) {
    return queryProblem(error);
  }
}

type Found = { readonly from: string; readonly title: string };

async function inDatabase(connection: DuckDBConnection, table: string, file: string): Promise<Result<Found>> {
  const reader = await connection.runAndReadAll(
    "SELECT table_catalog, table_schema, table_name FROM information_schema.tables ORDER BY table_schema = current_schema() DESC, table_schema, table_name",
  );
  const known = reader
    .getRowObjects()
    .map((row) => [String(row["table_catalog"]), String(row["table_schema"]), String(row["table_name"])]);
  const matches = (parts: readonly string[]): boolean =>
    [0, 1, 2].some((skip) => parts.slice(skip).join(".").toLowerCase() === table.toLowerCase());
  const found = known.find(matches);
  if (found) return success({ from: found.map((part) => duckdbDialect.identifier(part)).join("."), title: table });
  const names = known.map((parts) => parts[2]).slice(0, 10);
  const there = names.length > 0 ? `It has ${names.join(", ")}.` : "It has no tables.";
  return failure(
    "table-not-found",
    `The database ${file} has no table ${table}. ${there} Name the right one: table: under \`tables:\`.`,
  );
}

async function inFiles(
  connection: DuckDBConnection,
  table: string,
  source: Source,
  root: string,
): Promise<Result<Found>> {
  const candidates = placesOf(table, source, root);
  for (const pattern of candidates) {
    const count = await connection.runAndReadAll("SELECT count(*) AS files FROM glob($1)", [pattern]);
    if (count.getRowObjects()[0]?.["files"] !== 0n) return success({ from: reader(pattern), title: table });
  }
  return failure(
    "table-not-found",
    `There is no file for the table ${table}: looked for ${candidates.slice(0, 6).join(", ")}. Run its backfill first, or correct table: under \`tables:\`.`,
  );
}

/** Files of one table may have been written by several versions of the code: columns are matched by name. */
function reader(pattern: string): string {
  const literal = `'${pattern.replaceAll("'", "''")}'`;
  if (/\.parquet$/i.test(pattern)) return `read_parquet(${literal}, union_by_name = true)`;
  if (/\.(json|ndjson|jsonl)(\.gz|\.zst)?$/i.test(pattern)) return `read_json(${literal}, union_by_name = true)`;
  if (/\.(csv|tsv)(\.gz|\.zst)?$/i.test(pattern)) return `read_csv(${literal}, union_by_name = true)`;
  return `read_parquet(${literal}, union_by_name = true)`;
}

function kindOf(type: string): ColumnKind {
  if (type.endsWith("]")) return "array";
  if (type.startsWith("DECIMAL")) return "decimal";
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type)) return "integer";
  if (type.startsWith("TIMESTAMP WITH TIME ZONE")) return "instant";
  if (type.startsWith("TIMESTAMP")) return "timestamp";
  return kinds[type] ?? "other";
}

const kinds: Readonly<Record<string, ColumnKind>> = {
  BOOLEAN: "boolean",
  FLOAT: "float",
  DOUBLE: "float",
  VARCHAR: "text",
  DATE: "date",
};
