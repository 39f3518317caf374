import type { StatusSnapshot } from "../../core/backfills/status";
import { hasStirred, stirMs } from "../backfills/stirred";
import { pause } from "../pause";
import type { Ports } from "../ports";
import type { Workspace } from "../workspace";

/** Waits until the next look at the backfills is due: after `pollMs`, or as soon as a run began or ended. */
export async function untilNextLook(
  workspace: Workspace,
  ports: Ports,
  snapshot: StatusSnapshot,
  pollMs: number,
  signal: AbortSignal,
): Promise<void> {
  for (let left = pollMs; left > 0 && !signal.aborted; left -= stirMs) {
    await pause(Math.min(left, stirMs), signal);
    if (left <= stirMs || (await hasStirred(workspace, ports, snapshot))) return;
  }
}
