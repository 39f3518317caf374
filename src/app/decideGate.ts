import type { GateDecision } from "../core/gate/decision";
import { failure, type Result } from "../core/result";
import type { Ports } from "./ports";
import type { Report, Workspace } from "./workspace";

/** Measures what the gate requires (checks anew, validators where their last answer is stale), decides, and leaves a receipt in the store. */
export async function decideGate(
  _workspace: Workspace,
  _ports: Ports,
  _name: string,
  _signal: AbortSignal,
  _report: Report,
): Promise<Result<GateDecision>> {
  return failure("unsupported", "not yet");
}
