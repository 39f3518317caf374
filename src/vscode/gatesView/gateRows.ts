import type { Validation } from "../../core/coverage/validation";
import type { SourceLocation } from "../../core/diagnostic";
import type { Blocker, GateDecision, Requirement } from "../../core/gate/decision";
import type { Pipeline } from "../../core/pipeline/pipeline";
import { countedText } from "../../core/report/numbers";
import { agoText, fullMomentText } from "../../core/report/times";
import { latestDecision, type Facts } from "../facts";
import { decisionIcons, plainIcons, requirementIcons } from "../rows/icons";
import { tooltipText, tooltip } from "../rows/tooltip";
import type { Row } from "../rows/row";
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
    children: [
      ...decision.blockers.map((blocker) => blockerRow(name, blocker, facts.validation)),
      ...otherRequirements(decision).map((requirement) => requirementRow(name, requirement, facts.validation)),
    ],
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

function blockerRow(gate: string, blocker: Blocker, validation: Validation | null): Row {
  const location = locationOf(blocker, validation);
  return {
    id: `gate ${gate} blocker ${blocker.kind} ${blocker.id}`,
    label: shortId(blocker.id),
    description: blocker.message,
    icon: plainIcons.problem,
    tooltip: tooltip(
      `**${tooltipText(blocker.id)}** (${blocker.kind}) keeps the gate closed`,
      tooltipText(blocker.message),
      `Next: ${tooltipText(blocker.action)}`,
    ),
    context: `blocker ${blocker.kind}`,
    spoken: `blocker, ${blocker.message}`,
    ...(location && { location }),
    ...subjectOf(blocker),
  };
}

/** What the blockers do not tell already. */
function otherRequirements({ requirements, blockers }: GateDecision): Requirement[] {
  const told = new Set(blockers.map(({ kind, id }) => `${kind} ${id}`));
  return requirements.filter(({ kind, id }) => !told.has(`${kind} ${id}`));
}

const requirementWords = { met: "met", "not-met": "not met", "not-measurable": "could not be measured" } as const;

function requirementRow(gate: string, requirement: Requirement, validation: Validation | null): Row {
  const location = locationOf(requirement, validation);
  return {
    id: `gate ${gate} requirement ${requirement.kind} ${requirement.id}`,
    label: shortId(requirement.id),
    description: requirement.message,
    icon: requirementIcons[requirement.state],
    tooltip: tooltip(
      `**${tooltipText(requirement.id)}** (${requirement.kind}): ${requirementWords[requirement.state]}`,
      tooltipText(requirement.message),
    ),
    context: `requirement ${requirement.kind}`,
    spoken: `${requirement.id}, ${requirementWords[requirement.state]}, ${requirement.message}`,
    ...(location && { location }),
  };
}

/** A check's line in the thresholds file, known from the validation that measured it. */
function locationOf(
  { kind, id }: { readonly kind: Blocker["kind"]; readonly id: string },
  validation: Validation | null,
): SourceLocation | null {
  if (kind !== "check" || !validation) return null;
  const checks = validation.tables.flatMap((table) => table.checks);
  return checks.find((check) => check.id === id)?.location ?? null;
}

/** Backfills and validators that block can be acted upon where they stand. */
function subjectOf({ kind, id }: Blocker): Pick<Row, "subject"> {
  return kind === "backfill" || kind === "validator" ? { subject: { kind, name: id } } : {};
}

/** `player_game_summary.usage_rate_pct` stands below its gate as it is; only very long names are led in. */
function shortId(id: string): string {
  return id.includes(".") ? id.slice(id.indexOf(".") + 1) : id;
}
