import type { SourceTable } from "../../core/backfills/preflight";
import type { Backfill } from "../../core/pipeline/pipeline";
import { latestValidation } from "../coverage/latestValidation";
import type { SeenBackfill } from "../backfills/lookAtBackfills";
import { holdsDatabaseFile } from "../coverage/measureConnection";
import type { Ports } from "../ports";
import { tablesOf, type NamedTable } from "./tablesOf";
import type { Workspace } from "../workspace";

type Trouble = SourceTable["trouble"];

/**
 * The tables that a backfill reads (`reads:`, else what the backfills before it fill), each looked for in its warehouse. A database
 * file is opened only while no declared backfill writes to it, and closed at once.
 */
export async function sourceTables(
  workspace: Workspace,
  ports: Ports,
  backfill: Backfill,
  all: readonly SeenBackfill[],
  signal: AbortSignal,
): Promise<SourceTable[]> {
  const { backfills } = workspace.pipeline;
  const sections = backfill.reads ?? backfill.after.flatMap((name) => backfills[name]?.tables ?? []);
  const tables = tablesOf(workspace, [...new Set(sections)]);
  if (tables.length === 0) return [];
  const validation = await latestValidation(workspace, ports);
  const troubles = new Map<string, Trouble>();
  for (const connection of new Set(tables.map((table) => table.connection))) {
    const those = tables.filter((table) => table.connection === connection);
    for (const [section, trouble] of await troublesOf(workspace, ports, those, all, signal))
      troubles.set(section, trouble);
  }
  return tables.map(({ section }) => {
    const measured = validation?.tables.find(({ name }) => name === section);
    return {
      section,
      declared: backfill.reads !== null,
      trouble: troubles.get(section) ?? null,
      lacks:
        validation && measured?.rows != null
          ? { dates: measured.dates.missing, at: measured.measuredAt ?? validation.startedAt }
          : null,
    };
  });
}

/** What is wrong with tables of one connection. */
async function troublesOf(
  workspace: Workspace,
  ports: Ports,
  tables: readonly NamedTable[],
  all: readonly SeenBackfill[],
  signal: AbortSignal,
): Promise<Map<string, Trouble>> {
  const untold = (reason: string): Map<string, Trouble> =>
    new Map(tables.map(({ section }) => [section, { missing: false, reason }]));
  const { connections } = workspace.pipeline;
  const name = tables[0]?.connection ?? null;
  const connection = name !== null && Object.hasOwn(connections, name) ? connections[name] : undefined;
  if (connection === undefined) return untold("headgate.yaml does not say which connection it has.");
  const writer = holdsDatabaseFile(connection) ? writerOf(workspace, name, all) : null;
  if (writer !== null) return untold(`${writer} is writing this database, and looking at it now would make it fail.`);
  const opened = await ports.openWarehouse(
    connection,
    workspace.root,
    tables.map(({ table }) => table),
  );
  if (!opened.ok) return untold(opened.error.message);
  try {
    const troubles = new Map<string, Trouble>();
    for (const { section, table } of tables) {
      const found = await opened.value.find(table, signal);
      if (!found.ok)
        troubles.set(section, { missing: found.error.code === "table-not-found", reason: found.error.message });
    }
    return troubles;
  } finally {
    opened.value.close();
  }
}

/** A backfill that is alive, or of which that cannot be told, and that writes to this connection. */
function writerOf(workspace: Workspace, connection: string | null, all: readonly SeenBackfill[]): string | null {
  const writer = all.find(
    ({ backfill, living }) =>
      (living === null || living.length > 0) &&
      tablesOf(workspace, backfill.tables).some((table) => table.connection === connection),
  );
  return writer?.name ?? null;
}
