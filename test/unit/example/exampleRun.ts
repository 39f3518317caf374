import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** The example in the repository. */
export const exampleFolder = resolve(__dirname, "../../../examples/flights");

/** A folder for one test file's data, checkpoints and models; nothing is written to the repository. */
export type Playground = { readonly data: string; remove(): void };

export function playground(): Playground {
  const home = mkdtempSync(join(tmpdir(), "flights-"));
  return { data: join(home, "data"), remove: () => rmSync(home, { recursive: true, force: true }) };
}

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs one of the example's programs to its end, as Headgate would: in the example's folder, without a shell. */
export function runToEnd(argv: readonly string[], data: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const [program = "", ...words] = argv;
  const options = { cwd: exampleFolder, env: environment(data, env), maxBuffer: 1 << 26 };
  return new Promise((ended) => {
    const child = execFile(program, words, options, (_error, stdout, stderr) =>
      ended({ code: child.exitCode, stdout, stderr }),
    );
  });
}

/** Starts a backfill and leaves it running. */
export function startJob(table: string, words: readonly string[], data: string): ChildProcess {
  const argv = [`jobs/${table}_backfill.mjs`, ...words];
  return spawn(process.execPath, argv, {
    cwd: exampleFolder,
    env: environment(data, {}),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

export function runJob(
  table: string,
  words: readonly string[],
  data: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  return runToEnd([process.execPath, `jobs/${table}_backfill.mjs`, ...words], data, env);
}

/** The settings of whoever runs the tests must not reach the jobs. */
function environment(data: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("FLIGHTS_"));
  return { ...Object.fromEntries(inherited), FLIGHTS_DATA: data, ...env };
}

/** The messages of a log without their times; lines without a time stay as they are. */
export function messages(log: string): string[] {
  return log
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} - /, ""));
}

export type Row = Readonly<Record<string, unknown>>;

/** Asks DuckDB by hand. */
export async function ask(query: string): Promise<Row[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(query)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

export function filesOf(data: string, table: string): string {
  return `'${join(data, table, "*.parquet")}'`;
}

/** The three million flights, for answers that do not pass through the jobs. */
export const flights = `'${resolve(dirname(require.resolve("vega-datasets")), "../data/flights-3m.parquet")}'`;

export type Checkpoint = {
  readonly job_name: string;
  readonly start_date: string;
  readonly end_date: string;
  readonly created_at: string;
  readonly last_updated: string;
  readonly last_successful_date: string | null;
  readonly successful_dates: readonly string[];
  readonly failed_dates: readonly string[];
  readonly skipped_dates: readonly string[];
  readonly stats: Readonly<Record<string, number>>;
};

export function readCheckpoint(data: string, name: string): Checkpoint {
  return JSON.parse(readFileSync(join(dirname(data), "checkpoints", name), "utf8")) as Checkpoint;
}
