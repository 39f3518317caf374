import type { GateDecision } from "../gate/decision";
import { countedText } from "../report/numbers";
import type { Alert } from "./alert";
import type { FollowUpRecord } from "./followUp";

/** Decisions that differ from the one of the same gate before them; a gate's first one is told too. */
export function changedDecisions(decisions: readonly GateDecision[]): GateDecision[] {
  const last = new Map<string, GateDecision["decision"]>();
  return decisions.filter(({ gate, decision }) => {
    const changed = last.get(gate) !== decision;
    last.set(gate, decision);
    return changed;
  });
}

/** Whether a decision was taken as a step of `then:`; then what followed is the news. */
export function isFollowUp({ receipt }: GateDecision, followUps: readonly FollowUpRecord[]): boolean {
  return followUps.some((record) => record.receipt === receipt.id);
}

/** What a decision says, with the step that follows from it. */
export function decisionAlert(taken: GateDecision): Alert {
  const { gate, decision, blockers, receipt } = taken;
  const first = blockers[0];
  const more = blockers.length > 1 ? ` And ${countedText(blockers.length - 1, "more blocker")}.` : "";
  return {
    id: `decided ${receipt.id}`,
    event: "decision",
    severity: decision === "GO" ? "information" : "warning",
    at: receipt.at,
    about: { kind: "gate", name: gate },
    message: `${gate} is ${decision}${taken.provisional ? ", provisionally" : ""}.${first ? ` ${first.message}${more}` : ""}`,
    details: [],
    steps: [
      ...(decision === "GO" ? [{ title: "Train", command: "train" } as const] : []),
      { title: "Open Report", command: "openReport" },
    ],
  };
}
