import type { GateDecision } from "../../core/gate/decision";
import type { Pipeline } from "../../core/pipeline/pipeline";
import { countedText } from "../../core/report/numbers";
import { agoText, fullMomentText } from "../../core/report/times";
import { latestDecision, type Facts } from "../facts";
import { decisionIcons, plainIcons } from "../rows/icons";
import { tooltipText, tooltip } from "../rows/tooltip";
import type { Row } from "../rows/row";
import { decidedRows } from "./decidedRows";
import { trainingRow } from "./trainingRow";
import { validatorRow } from "./validatorRow";

/** Gates with what keeps them closed, then the validators they ask and the trainings that wait for them. */
export function gateRows(pipeline: Pipeline, facts: Facts, now: Date): Row[] {
  return [
    ...Object.keys(pipeline.gates).map((name) => gateRow(name, facts, now)),
    ...Object.keys(pipeline.trainings).map((name) => trainingRow(name, pipeline, facts, now)),
    ...Object.keys(pipeline.validators).map((name) => validatorRow(name, facts, now)),
  ];
}

function gateRow(name: string, facts: Facts, now: Date): Row {
  const decision = latestDecision(facts.decisions, name);
  const common = { id: `gate ${name}`, label: name, subject: { kind: "gate", name } } as const;
  if (!decision)
    return { ...common, description: "not decided yet", icon: plainIcons.never, context: "gate undecided" };
  const description = gateDescription(decision, now);
  return {
    ...common,
    description,
    icon: decisionIcons[decision.decision],
    tooltip: gateTooltip(decision),
    context: `gate ${decision.decision}`,
    spoken: `${name}, ${description}`,
    children: decidedRows(decision, facts.validation),
    expanded: decision.decision !== "GO",
  };
}

/** `NO-GO · 2 blockers · provisional · 4 min ago`. */
export function gateDescription(decision: GateDecision, now: Date): string {
  return [
    decision.decision,
    decision.blockers.length > 0 && countedText(decision.blockers.length, "blocker"),
    decision.provisional && "provisional",
    decision.override && "overridden",
    agoText(decision.receipt.at, now),
  ]
    .filter(Boolean)
    .join(" · ");
}

function gateTooltip({ gate, decision, provisional, override, receipt, blockers }: GateDecision): string {
  return tooltip(
    `**${tooltipText(gate)}**: ${decision}`,
    provisional && "Provisional: one of its tables was being written meanwhile. Decide again when that has ended.",
    decision === "UNDECIDED" && "Something could not be measured, so it is neither GO nor NO-GO.",
    override && `Overridden until ${fullMomentText(override.expires)}: ${tooltipText(override.reason)}`,
    ...blockers.slice(0, 5).map((blocker) => `• ${tooltipText(blocker.message)}`),
    `Decided ${fullMomentText(receipt.at)}, receipt ${tooltipText(receipt.id)}`,
  );
}
