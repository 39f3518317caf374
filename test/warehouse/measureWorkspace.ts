import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { duckdbWarehouse } from "../../src/adapters/duckdb/duckdbWarehouse";
import { git } from "../../src/adapters/git/git";
import { fileSystem } from "../../src/adapters/logs/fileSystem";
import { storeAt } from "../../src/adapters/store/openStore";
import type { Ports, ProcessInfo, RecordedSchema, RunRecord } from "../../src/app/ports";
import { measure, type ValidateOptions } from "../../src/app/coverage/validate";
import { openWorkspace } from "../../src/app/workspace";
import type { CheckResult, TableResult, Validation } from "../../src/core/coverage/validation";
import { success, type Result } from "../../src/core/result";

/** The clock of all measurements: a Sunday, in the middle of the day. */
export const now = new Date("2024-03-10T12:00:00Z");

export type Place = {
  readonly root: string;
  /** What was kept of tables' columns. */
  readonly schemas: RecordedSchema[];
  /** The recorded runs of backfills. */
  readonly runs: RunRecord[];
  /** The processes that are alive. */
  readonly processes: ProcessInfo[];
  /** Runs statements in a database file (or in memory), and lets go of it. */
  query(file: string, ...statements: readonly string[]): Promise<Record<string, unknown>[]>;
  /** Writes files and measures with them. */
  validate(
    files: Readonly<Record<string, string>>,
    options?: ValidateOptions,
    signal?: AbortSignal,
  ): Promise<Result<Validation>>;
  remove(): void;
};

/** A workspace in a folder of its own, over the real DuckDB. */
export function makePlace(): Place {
  const root = mkdtempSync(join(tmpdir(), "headgate-"));
  const schemas: RecordedSchema[] = [];
  const runs: RunRecord[] = [];
  const processes: ProcessInfo[] = [];
  return {
    root,
    schemas,
    runs,
    processes,
    query: async (file, ...statements) => {
      const instance = await DuckDBInstance.create(file === ":memory:" ? file : join(root, file));
      const connection = await instance.connect();
      let rows: Record<string, unknown>[] = [];
      for (const statement of statements) rows = (await connection.runAndReadAll(statement)).getRowObjects();
      connection.closeSync();
      instance.closeSync();
      return rows;
    },
    validate: async (files, options = {}, signal = new AbortController().signal) => {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), text);
      }
      const ports = portsOf(root, schemas, runs, processes);
      const workspace = await openWorkspace(join(root, "headgate.yaml"), ports);
      if (!workspace.ok) return workspace;
      const measured = await measure(workspace.value, ports, options, signal, () => undefined);
      return measured.ok ? success(measured.value.validation) : measured;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** What measuring needs of the outside world; warehouse, files and git are real, clock, processes and what is on record of runs are not. */
function portsOf(root: string, schemas: RecordedSchema[], runs: RunRecord[], processes: readonly ProcessInfo[]): Ports {
  const needed = {
    clock: { now: () => now },
    files: fileSystem,
    git,
    processes: {
      host: hostname(),
      list: () => Promise.resolve(success(processes)),
      outputFiles: () => Promise.resolve([]),
    },
    store: {
      ...storeAt(join(root, ".headgate")),
      runs: () => Promise.resolve(runs),
      appendRun: (record: RunRecord) => {
        runs.push(record);
        return Promise.resolve(success(undefined));
      },
      saveValidation: () => Promise.resolve(success(undefined)),
      saveSchema: (schema: RecordedSchema) => {
        schemas.push(schema);
        return Promise.resolve(success(undefined));
      },
    },
    openWarehouse: (connection: { path?: string | null }, root: string, tables: readonly string[]) =>
      duckdbWarehouse({ path: connection.path ?? null, root, tables }),
    recipesFolder: join(__dirname, "../../config/recipes"),
  };
  return needed as unknown as Ports;
}

/** `headgate.yaml` over one connection. */
export function pipelineText(
  path: string | null,
  tables = "",
  window = "{ start: 2024-02-27, end: 2024-03-01 }",
): string {
  const connection = path === null ? "{ type: duckdb }" : `{ type: duckdb, path: "${path}" }`;
  return `version: 1\nthresholds: t.yaml\nwindow: ${window}\nconnections:\n  w: ${connection}\n${tables}`;
}

/** The only table of a validation that went well. */
export function onlyTable(validation: Result<Validation>): TableResult {
  assert.ok(validation.ok, validation.ok ? "" : validation.error.message);
  const [table, ...others] = validation.value.tables;
  assert.ok(table && others.length === 0);
  return table;
}

/** The check of a key (the part behind the section's name). */
export function checkOf(table: TableResult, key: string): CheckResult {
  const check = table.checks.find(({ id }) => id === `${table.name}.${key}`);
  assert.ok(check, `no check ${key} among ${table.checks.map(({ id }) => id).join(", ")}`);
  return check;
}
