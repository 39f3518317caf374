import { isOverridden } from "../../core/gate/override";
import type { GateDecision } from "../../core/gate/decision";
import type { Pipeline } from "../../core/pipeline/pipeline";
import { countedText } from "../../core/report/numbers";
import { outdatedReason } from "../../core/report/reportModel";
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
  const outdated = outdatedText(decision, facts);
  const description = gateDescription(decision, facts, now);
  return {
    ...common,
    description,
    icon: decisionIcons[decision.decision],
    tooltip: gateTooltip(decision, outdated),
    context: `gate ${decision.decision}`,
    spoken: `${name}, ${description}`,
    children: [...outdatedRows(name, outdated), ...decidedRows(decision, facts.validation)],
    expanded: decision.decision !== "GO",
  };
}

/** Why what was decided may not hold any more, in a sentence; null when nothing speaks against it. */
export function outdatedText(decision: GateDecision, { validation, snapshot }: Facts): string | null {
  // Before the first look at the backfills nothing is known of who writes.
  return snapshot && outdatedReason(decision, { validation, backfills: snapshot.backfills });
}

function outdatedRows(gate: string, outdated: string | null): Row[] {
  if (outdated === null) return [];
  const description = outdated.replace(/\.$/, "");
  const id = `gate ${gate} out of date`;
  return [{ id, label: "out of date", description, icon: plainIcons.outdated, tooltip: tooltipText(outdated) }];
}

/** `NO-GO · out of date · 2 blockers · provisional · 4 min ago`. */
export function gateDescription(decision: GateDecision, facts: Facts, now: Date): string {
  return [
    decision.decision,
    outdatedText(decision, facts) !== null && "out of date",
    decision.blockers.length > 0 && countedText(decision.blockers.length, "blocker"),
    decision.provisional && "provisional",
    isOverridden(decision) && "overridden",
    agoText(decision.receipt.at, now),
  ]
    .filter(Boolean)
    .join(" · ");
}

function gateTooltip(taken: GateDecision, outdated: string | null): string {
  const { gate, decision, provisional, override, receipt, blockers } = taken;
  return tooltip(
    `**${tooltipText(gate)}**: ${decision}`,
    outdated !== null && `Out of date: ${tooltipText(outdated)}`,
    provisional && "Provisional: one of its tables was being written meanwhile. Decide again when that has ended.",
    decision === "UNDECIDED" && "Something could not be measured, so it is neither GO nor NO-GO.",
    isOverridden(taken) &&
      override &&
      `Overridden until ${fullMomentText(override.expires)}: ${tooltipText(override.reason)}`,
    ...blockers.slice(0, 5).map((blocker) => `• ${tooltipText(blocker.message)}`),
    `Decided ${fullMomentText(receipt.at)}, receipt ${tooltipText(receipt.id)}`,
  );
}
