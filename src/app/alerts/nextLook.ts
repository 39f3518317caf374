import type { StatusSnapshot } from "../../core/backfills/status";
import { isAlive } from "../../core/report/backfillSentences";
import { lookAtBackfills } from "../backfills/lookAtBackfills";
import { pause } from "../pause";
import type { Ports } from "../ports";
import type { Workspace } from "../workspace";

/** How often it is asked whether a run began or ended: whoever waits for that need not wait for the next look. */
const stirMs = 1_000;

/**
 * Waits until the next look at the backfills is due: after `pollMs`, or as soon as other processes are alive than the last look saw.
 * No log is read meanwhile.
 */
export async function untilNextLook(
  workspace: Workspace,
  ports: Ports,
  { backfills }: StatusSnapshot,
  pollMs: number,
  signal: AbortSignal,
): Promise<void> {
  const rows = backfills.flatMap((row) => [row, ...row.otherRuns]);
  const seen = pidsText(rows.filter(isAlive).map(({ pid }) => pid));
  for (let left = pollMs; left > 0 && !signal.aborted; left -= stirMs) {
    await pause(Math.min(left, stirMs), signal);
    if (left <= stirMs) return;
    const look = await lookAtBackfills(workspace, ports);
    const living = look.backfills.flatMap((one) => one.living ?? []);
    if (pidsText(living.map(({ started }) => started.pid)) !== seen) return;
  }
}

function pidsText(pids: readonly (number | null)[]): string {
  return [...pids].sort().join();
}
