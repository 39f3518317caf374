import type { Connection } from "../../core/pipeline/pipeline";
import { failure, success, type Result } from "../../core/result";
import { spineOf } from "../../core/coverage/expectedDates";
import { measureTable, type MeasuredResult, type TableToMeasure } from "./measureTable";
import type { Ports } from "../ports";
import { unmeasuredTable } from "./unmeasuredTable";
import type { FoundTable, Warehouse } from "./warehouse";
import { liveWritersOf } from "./writers";
import type { Workspace } from "../workspace";

/** A table that is to be measured, before its connection is known. */
export type Job = Omit<TableToMeasure, "connection" | "extraChecks">;

/** What all the tables of one connection are measured with. */
export type ConnectionRun = {
  /** As the tables name it; null when they name none. */
  readonly connection: string | null;
  readonly jobs: readonly Job[];
  /** Open a database file although a declared writer of it runs. */
  readonly force: boolean;
  readonly extraChecks: TableToMeasure["extraChecks"];
  readonly onTable: (section: string) => void;
};

/**
 * Measures the tables of one connection: opened once, closed at once. A connection that cannot be opened makes all of
 * them `unknown` with the reason.
 */
export async function measureConnection(
  workspace: Workspace,
  ports: Ports,
  run: ConnectionRun,
  signal: AbortSignal,
): Promise<Map<string, MeasuredResult>> {
  const withTable = run.jobs.filter((job) => job.mechanics.table !== "none");
  const results = new Map<string, MeasuredResult>();
  for (const job of run.jobs)
    if (!withTable.includes(job))
      results.set(
        job.section.name,
        unmeasured(job, "", `${job.section.name} has no table (table: none). Its bounds cannot be measured.`),
      );
  if (withTable.length === 0) return results;
  const opened = await openConnection(workspace, ports, run, withTable);
  if (!opened.ok) {
    const name = run.connection ?? onlyName(workspace) ?? "";
    for (const job of withTable) results.set(job.section.name, unmeasured(job, name, opened.error.message));
    return results;
  }
  const { name, warehouse } = opened.value;
  try {
    for (const job of withTable) {
      if (signal.aborted) break;
      run.onTable(job.section.name);
      const table = { ...job, connection: name, extraChecks: run.extraChecks };
      const measured = await measureTable({ workspace, ports, warehouse, signal }, table);
      results.set(job.section.name, measured);
      if (measured.found) await recordSchema(ports, job, name, measured.found);
    }
  } finally {
    warehouse.close();
  }
  return results;
}

function unmeasured(job: Job, connection: string, reason: string): MeasuredResult {
  return { result: unmeasuredTable({ ...job, connection }, reason), found: null, lastModified: null, statements: [] };
}

/** For the editor's and `lint`'s sake alone: where it cannot be kept, the validation, which cannot be kept either, says so. */
async function recordSchema(ports: Ports, job: Job, connection: string, found: FoundTable): Promise<void> {
  await ports.store.saveSchema({
    connection,
    table: job.mechanics.table ?? job.section.name,
    at: job.now.toISOString(),
    columns: found.columns,
  });
}

async function openConnection(
  workspace: Workspace,
  ports: Ports,
  run: ConnectionRun,
  jobs: readonly Job[],
): Promise<Result<{ name: string; warehouse: Warehouse }>> {
  const chosen = connectionFor(workspace, run.connection);
  if (!chosen.ok) return chosen;
  const { name, connection } = chosen.value;
  if (holdsDatabaseFile(connection) && !run.force) {
    const writers = await liveWritersOf(
      workspace,
      ports,
      jobs.map((job) => job.section.name),
    );
    if (!writers.ok) return writers;
    if (writers.value.length > 0)
      return failure(
        "writer-active",
        `${writers.value.join(" and ")} is writing this database, and reading it now would make it fail. Wait until it ends, or force it (--force).`,
      );
  }
  const opened = await ports.openWarehouse(connection, workspace.root, jobs.flatMap(tablesOf));
  return opened.ok ? success({ name, warehouse: opened.value }) : opened;
}

function connectionFor(workspace: Workspace, named: string | null): Result<{ name: string; connection: Connection }> {
  const { connections } = workspace.pipeline;
  const names = Object.keys(connections);
  const name = named ?? onlyName(workspace);
  const connection = name !== undefined && Object.hasOwn(connections, name) ? connections[name] : undefined;
  if (name !== undefined && connection) return success({ name, connection });
  if (names.length === 0)
    return failure(
      "invalid-configuration",
      "headgate.yaml declares no connection. Write connections: { warehouse: { type: duckdb, path: warehouse.duckdb } }.",
    );
  if (named !== null)
    return failure("unknown-name", `headgate.yaml declares no connection ${named}. It has ${names.join(", ")}.`);
  return failure(
    "invalid-configuration",
    `headgate.yaml declares several connections (${names.join(", ")}), and this table names none. Write connection: under \`tables:\`.`,
  );
}

/** The connection that is meant where there is only one. */
function onlyName(workspace: Workspace): string | undefined {
  const names = Object.keys(workspace.pipeline.connections);
  return names.length === 1 ? names[0] : undefined;
}

/** Every table that will be asked for, also for the dates that are expected. */
function tablesOf({ mechanics, section }: Job): string[] {
  const spine = spineOf(mechanics);
  return [mechanics.table ?? section.name, ...(spine ? [spine.table] : [])];
}

/** A file that only one process can hold: reading it makes a writer fail. */
export function holdsDatabaseFile(connection: Connection): boolean {
  return connection.type === "duckdb" && connection.path !== null && /\.(duckdb|ddb|db)$/i.test(connection.path);
}
