import type { StatusSnapshot } from "../../core/backfills/status";
import { isAlive } from "../../core/report/backfillSentences";
import type { Ports } from "../ports";
import type { Workspace } from "../workspace";
import { lookAtBackfills } from "./lookAtBackfills";

/** How often it is asked whether a run began or ended: whoever waits for that need not wait for the next look at the logs. */
export const stirMs = 1_000;

/** Whether other processes of the backfills are alive than a look saw. No log is read; what began or ended is recorded. */
export async function hasStirred(workspace: Workspace, ports: Ports, { backfills }: StatusSnapshot): Promise<boolean> {
  const rows = backfills.flatMap((row) => [row, ...row.otherRuns]);
  const look = await lookAtBackfills(workspace, ports);
  const living = look.backfills.flatMap((one) => one.living ?? []);
  return pidsText(living.map(({ started }) => started.pid)) !== pidsText(rows.filter(isAlive).map(({ pid }) => pid));
}

function pidsText(pids: readonly (number | null)[]): string {
  return [...pids].sort().join();
}
