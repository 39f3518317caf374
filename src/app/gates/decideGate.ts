import type { TableResult } from "../../core/coverage/validation";
import type { GateDecision, Requirement } from "../../core/gate/decision";
import { checkRequirements } from "../../core/gate/requirements";
import type { Gate } from "../../core/pipeline/pipeline";
import { failure, success, type Problem, type Result } from "../../core/result";
import { connectionDialect } from "../../core/pipeline/connectionDialect";
import { resolveSection } from "../../core/thresholds/resolveSection";
import type { Section } from "../../core/thresholds/thresholds";
import { declared } from "../declared";
import { backfillRequirements, type BackfillFacts } from "./gateBackfills";
import { featureChecks, unmeasuredFeatures } from "./gateFeatures";
import { validatorRequirements } from "./gateValidators";
import type { Ports } from "../ports";
import { recordDecision } from "./recordDecision";
import { measure } from "../coverage/validate";
import { expectedStates } from "../backfills/unexpectedDates";
import { dateStates, watchedBackfills } from "../backfills/watchBackfills";
import { mechanicsOf, type Report, type Workspace } from "../workspace";

/**
 * Measures what the gate requires (checks anew, validators where their last answer is older than the data), decides, and
 * leaves a receipt in the store.
 * @returns `unknown-name` for a gate that is not declared, `invalid-configuration` for one that cannot be asked; whatever cannot
 * be measured is not measurable inside the decision
 */
export async function decideGate(
  workspace: Workspace,
  ports: Ports,
  name: string,
  signal: AbortSignal,
  report: Report,
): Promise<Result<GateDecision>> {
  const found = declared("gate", workspace.pipeline.gates, name);
  if (!found.ok) return found;
  const gate = found.value;
  const sections = sectionsOf(gate);
  const problem = problemOf(workspace, name, gate, sections);
  if (problem) return { ok: false, error: problem };

  const measured = await measure(
    workspace,
    ports,
    {
      tables: sections,
      byDate: true,
      extraChecks: (section, table) => featureChecks(gate, section, mechanicsOf(workspace, section), table.columns),
    },
    signal,
    report,
  );
  if (!measured.ok) return measured;
  report("Looking at the backfills");
  const backfills = await backfillFacts(workspace, ports, sections);
  if (!backfills.ok) return backfills;
  const validators = await validatorRequirements(
    workspace,
    ports,
    { gate, measured: measured.value, backfills: backfills.value },
    signal,
    report,
  );
  if (!validators.ok) return validators;
  const { tables } = measured.value.validation;
  const requirements = [
    ...tables.flatMap((table) => tableRequirements(gate, table)),
    ...unmeasuredFeatures(gate, tables),
    ...validators.value,
    ...backfillRequirements(workspace, gate, backfills.value, tables),
  ];
  const findings = { gate: name, requirements, measured: measured.value, backfills: backfills.value };
  return recordDecision(workspace, ports, findings);
}

/** The sections whose tables the gate looks at. */
function sectionsOf(gate: Gate): string[] {
  return [...new Set([...gate.requires.checks, ...(gate.features ? [gate.features.of] : [])])];
}

/** Why a gate cannot be asked as it is declared. */
function problemOf(workspace: Workspace, name: string, gate: Gate, sections: readonly string[]): Problem | null {
  const { file, sections: known } = workspace.thresholds;
  const stranger = sections.find((section) => !known.some((one) => one.name === section));
  if (stranger !== undefined)
    return failure("invalid-configuration", `The gate ${name} requires ${stranger}, and ${file} has no such section.`)
      .error;
  const asked = known.filter((section) => gate.requires.checks.includes(section.name));
  if (gate.requires.regression === "none" && !asked.some((section) => tellsOfDrops(workspace, section)))
    return failure(
      "invalid-configuration",
      `The gate ${name} requires regression: none, and no section whose checks it requires has a <column>_drop_pct bound. Add one, or remove the requirement.`,
    ).error;
  return null;
}

/** Whether a section has a check of a regression, or one that cannot be read: that one is asked too, and not measurable. */
function tellsOfDrops(workspace: Workspace, section: Section): boolean {
  const mechanics = mechanicsOf(workspace, section);
  const dialect = connectionDialect(workspace.pipeline, mechanics.connection);
  const { checks, unreadable } = resolveSection(workspace.thresholds.file, section, mechanics, null, dialect);
  return (
    checks.some(({ metric }) => metric.function === "regression") ||
    unreadable.some(({ key }) => key.endsWith("_drop_pct"))
  );
}

/** A section that only features are asked of brings no checks of its own. */
function tableRequirements(gate: Gate, table: TableResult): Requirement[] {
  const isAsked = gate.requires.checks.includes(table.name);
  return checkRequirements(table).filter(({ kind }) => isAsked || kind === "features");
}

/** How the backfills that fill these sections' tables stand, and their dates over all recorded runs: one look for both. */
async function backfillFacts(
  workspace: Workspace,
  ports: Ports,
  sections: readonly string[],
): Promise<Result<BackfillFacts[]>> {
  const watched = await watchedBackfills(workspace, ports);
  if (!watched.ok) return watched;
  const filling = watched.value.filter(({ seen }) => seen.backfill.tables.some((table) => sections.includes(table)));
  const facts: BackfillFacts[] = [];
  for (const { status, seen, disagreements } of filling) {
    const history = await expectedStates(workspace, ports, seen, await dateStates(workspace, ports, seen));
    facts.push({ status, filled: seen.backfill.tables, history, disagreements });
  }
  return success(facts);
}
