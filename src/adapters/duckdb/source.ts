import { stat } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { failure, success, type Result } from "../../core/result";

/** Where a connection's tables are. Exactly one of the three is set, or none: then tables name their own files. */
export type Source = {
  readonly databaseFile: string | null;
  readonly folder: string | null;
  readonly pattern: string | null;
};

const endings = ["parquet", "csv", "tsv", "json", "ndjson", "jsonl"];
const dataFile = /\.(parquet|csv|tsv|json|ndjson|jsonl)(\.gz|\.zst)?$/i;

/** True for what names data files, and not a table: a known ending, or a wildcard. */
export function namesFiles(text: string): boolean {
  return dataFile.test(text) || /[*?[\]{}]/.test(text);
}

/** Tells what the path of a connection is. A path that is no data file, no glob and no folder must be a database file. */
export async function sourceOf(path: string | null, root: string): Promise<Result<Source>> {
  const nothing: Source = { databaseFile: null, folder: null, pattern: null };
  if (path === null) return success(nothing);
  const absolute = isAbsolute(path) ? path : resolve(root, path);
  if (namesFiles(path)) return success({ ...nothing, pattern: absolute });
  const facts = await stat(absolute).catch(() => null);
  if (facts?.isDirectory()) return success({ ...nothing, folder: absolute });
  if (facts) return success({ ...nothing, databaseFile: absolute });
  return failure(
    "connection-failed",
    `There is no database file or folder at ${absolute}. Correct path: of the connection in headgate.yaml, or create it first.`,
  );
}

/** The folders and files that the engine may read: what the connection and its tables declare, and nothing beside. */
export function readablePlaces(
  source: Source,
  tables: readonly string[],
  root: string,
): { directories: string[]; files: string[] } {
  const patterns = tables.flatMap((table) => placesOf(table, source, root));
  if (source.folder !== null) patterns.push(join(source.folder, "**"));
  const directories = patterns.map(literalPart).filter((place) => place.endsWith("/"));
  return {
    directories: [...new Set(directories)],
    files: [...new Set(patterns.filter((pattern) => literalPart(pattern) === pattern))],
  };
}

/** The files that a table may be read from, in the order in which they are looked for; none where it is in a database. */
export function placesOf(table: string, source: Source, root: string): string[] {
  const folders = source.folder === null ? [root] : [root, source.folder];
  if (namesFiles(table)) return folders.map((folder) => resolve(folder, table));
  if (source.databaseFile !== null) return [];
  if (source.pattern !== null) return [source.pattern];
  const path = resolve(source.folder ?? root, table);
  return [...endings.map((ending) => `${path}.${ending}`), ...endings.map((ending) => join(path, "**", `*.${ending}`))];
}

/** The path up to its first wildcard, ended by the folder it is in. A path without wildcards stays as it is. */
function literalPart(pattern: string): string {
  const wildcard = pattern.search(/[*?[\]{}]/);
  return wildcard < 0 ? pattern : `${dirname(`${pattern.slice(0, wildcard)}x`)}/`;
}
