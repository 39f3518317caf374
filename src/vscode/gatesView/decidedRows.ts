import type { Validation } from "../../core/coverage/validation";
import type { SourceLocation } from "../../core/diagnostic";
import type { Blocker, GateDecision, Requirement } from "../../core/gate/decision";
import { countedText } from "../../core/report/numbers";
import { checkName } from "../../core/report/sentences";
import { plainIcons, requirementIcons } from "../rows/icons";
import { tooltip, tooltipText } from "../rows/tooltip";
import type { Row } from "../rows/row";

/** What stands below a gate: what keeps it closed, what could not be measured, and in one row what is met. */
export function decidedRows({ gate, blockers, requirements }: GateDecision, validation: Validation | null): Row[] {
  // A requirement that blocks is told by its blocker already.
  const told = new Set(blockers.map(({ kind, id }) => `${kind} ${id}`));
  const others = requirements.filter(({ kind, id }) => !told.has(`${kind} ${id}`));
  const open = others.filter((requirement) => requirement.state !== "met");
  const met = others.filter((requirement) => requirement.state === "met");
  return [
    ...blockers.map((blocker) => blockerRow(gate, blocker, requirements, validation)),
    ...open.map((requirement) => requirementRow(gate, requirement, validation)),
    ...(met.length > 0 ? [metRow(gate, met, validation)] : []),
  ];
}

function blockerRow(
  gate: string,
  blocker: Blocker,
  requirements: readonly Requirement[],
  validation: Validation | null,
): Row {
  const asked = requirements.find(({ kind, id }) => kind === blocker.kind && id === blocker.id);
  return {
    id: `gate ${gate} blocker ${blocker.kind} ${blocker.id}`,
    ...faceOf(blocker, validation),
    // What could not be measured blocks too, and is no failure.
    icon: asked?.state === "not-measurable" ? requirementIcons["not-measurable"] : plainIcons.problem,
    tooltip: tooltip(
      `**${tooltipText(blocker.id)}** (${blocker.kind}) keeps the gate closed`,
      tooltipText(blocker.message),
      `Next: ${tooltipText(blocker.action)}`,
    ),
    context: `blocker ${blocker.kind}`,
    spoken: `blocker, ${blocker.message}`,
    ...subjectOf(blocker),
  };
}

/** Backfills and validators that block can be acted upon where they stand. */
function subjectOf({ kind, id }: Blocker): Pick<Row, "subject"> {
  return kind === "backfill" || kind === "validator" ? { subject: { kind, name: id } } : {};
}

const stateWords = { met: "met", "not-met": "not met", "not-measurable": "could not be measured" } as const;

function requirementRow(gate: string, requirement: Requirement, validation: Validation | null): Row {
  const word = stateWords[requirement.state];
  return {
    id: `gate ${gate} requirement ${requirement.kind} ${requirement.id}`,
    ...faceOf(requirement, validation),
    icon: requirementIcons[requirement.state],
    tooltip: tooltip(
      `**${tooltipText(requirement.id)}** (${requirement.kind}): ${word}`,
      tooltipText(requirement.message),
    ),
    context: `requirement ${requirement.kind}`,
    spoken: `${word}, ${requirement.message}`,
  };
}

function metRow(gate: string, met: readonly Requirement[], validation: Validation | null): Row {
  return {
    id: `gate ${gate} met`,
    label: "met",
    description: countedText(met.length, "requirement"),
    icon: requirementIcons.met,
    context: "met",
    children: met.map((requirement) => requirementRow(gate, requirement, validation)),
  };
}

type Asked = Pick<Blocker, "kind" | "id" | "message">;

/**
 * Name and sentence as they were when the gate was decided: a later validation must not change what a decision says. It
 * only tells where a check stands in its file.
 */
function faceOf(asked: Asked, validation: Validation | null): Pick<Row, "label" | "description" | "location"> {
  // Backfills and validators are called by their name; everything else by its line in a section of the thresholds file.
  const isLine = asked.kind !== "validator" && asked.id.includes(".");
  const label = isLine ? checkName(asked) : asked.id;
  const [head = "", ...rest] = withoutName(asked, label).replace(/\.$/, "").split(": ");
  const table = asked.id.split(".", 1)[0] ?? "";
  // What is said first is seen first: the sides of a view are narrow.
  const told = isLine && !head.split(/[ ,;]/).includes(table) ? [head, table] : [head];
  const description = [...told, rest.join(": ")].filter(Boolean).join(" · ");
  const location = locationOf(asked.id, validation);
  return { label, description, ...(location && { location }) };
}

function locationOf(check: string, validation: Validation | null): SourceLocation | undefined {
  const checks = validation?.tables.flatMap((table) => table.checks);
  return checks?.find(({ id }) => id === check)?.location;
}

/** The sentence without the name that stands before it as label. */
function withoutName({ kind, message }: Asked, name: string): string {
  const openings = [`The ${kind} ${name} `, `${name} is `, `${name}: `, `${name} `];
  const opening = openings.find((each) => message.startsWith(each)) ?? "";
  return message.slice(opening.length);
}
