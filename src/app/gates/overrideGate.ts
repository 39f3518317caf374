import type { GateDecision } from "../../core/gate/decision";
import { coverOf } from "../../core/gate/override";
import { failure, success, type Result } from "../../core/result";
import type { Ports } from "../ports";

/**
 * Records that a person lets a training pass in spite of a decision. It covers exactly that decision's blockers; the
 * decision itself stays as measured.
 * @param lastsMs how long the override holds, in milliseconds
 */
export async function overrideGate(
  ports: Ports,
  decision: GateDecision,
  reason: string,
  lastsMs: number,
): Promise<Result<GateDecision>> {
  if (decision.decision === "GO")
    return failure("unsupported", `The gate ${decision.gate} says GO: there is nothing to override.`);
  const now = ports.clock.now();
  const override = {
    reason,
    at: now.toISOString(),
    expires: new Date(now.getTime() + lastsMs).toISOString(),
    covers: coverOf(decision),
    thresholdsHash: decision.receipt.thresholdsHash,
  };
  const overridden: GateDecision = { ...decision, override };
  const saved = await ports.store.appendDecision(overridden);
  return saved.ok ? success(overridden) : saved;
}
