import { success, type Result } from "../../core/result";
import type { Ports } from "../ports";
import { watchBackfills } from "../backfills/watchBackfills";
import type { Workspace } from "../workspace";

/**
 * The declared backfills that fill one of these sections' tables and are alive, as `name (PID)`; also those of which it
 * cannot be told, since reading could make them fail.
 */
export async function liveWritersOf(
  workspace: Workspace,
  ports: Ports,
  sections: readonly string[],
): Promise<Result<string[]>> {
  const { backfills } = workspace.pipeline;
  const fills = (name: string): boolean => backfills[name]?.tables.some((table) => sections.includes(table)) ?? false;
  if (!Object.keys(backfills).some(fills)) return success([]);
  const snapshot = await watchBackfills(workspace, ports);
  if (!snapshot.ok) return snapshot;
  const writing = snapshot.value.backfills.filter(
    (row) => fills(row.name) && ["running", "stalled", "unknown"].includes(row.state),
  );
  return success(writing.map(({ name, pid }) => (pid === null ? `${name} (perhaps)` : `${name} (PID ${pid})`)));
}
