import type { Ports } from "./ports";
import { watchBackfills } from "./watchBackfills";
import type { Workspace } from "./workspace";

/** The backfills that are alive and fill one of these sections' tables, as `name (PID)`. */
export async function liveWritersOf(
  workspace: Workspace,
  ports: Ports,
  sections: readonly string[],
): Promise<string[]> {
  const snapshot = await watchBackfills(workspace, ports);
  if (!snapshot.ok) return [];
  return snapshot.value.backfills
    .filter((row) => row.state === "running" || row.state === "stalled")
    .filter((row) => workspace.pipeline.backfills[row.name]?.tables.some((table) => sections.includes(table)))
    .map((row) => `${row.name} (PID ${row.pid ?? "unknown"})`);
}
