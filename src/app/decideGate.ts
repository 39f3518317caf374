import { createHash } from "node:crypto";
import type { BackfillStatus } from "../core/backfills/status";
import { blockersOf, decide } from "../core/gate/decide";
import type { GateDecision, Receipt, Requirement } from "../core/gate/decision";
import { overrideInForce } from "../core/gate/override";
import { checkRequirements } from "../core/gate/requirements";
import { nearest } from "../core/nearest";
import type { Gate } from "../core/pipeline/pipeline";
import { failure, success, type Result } from "../core/result";
import { featureChecks, unmeasuredFeatures } from "./gateFeatures";
import { actionFor } from "./gateActions";
import { backfillRequirements, type BackfillFacts } from "./gateBackfills";
import { validatorRequirements } from "./gateValidators";
import { dateHistory } from "./dateHistory";
import type { Ports } from "./ports";
import { measure, type Measured } from "./validate";
import { watchBackfills } from "./watchBackfills";
import { mechanicsOf, type Report, type Workspace } from "./workspace";

/**
 * Measures what the gate requires (checks anew, validators where their last answer is older than the data), decides, and
 * leaves a receipt in the store.
 */
export async function decideGate(
  workspace: Workspace,
  ports: Ports,
  name: string,
  signal: AbortSignal,
  report: Report,
): Promise<Result<GateDecision>> {
  const gate = workspace.pipeline.gates[name];
  if (!gate) return unknownGate(workspace, name);
  const sections = sectionsOf(gate);
  const stranger = sections.find((section) => !workspace.thresholds.sections.some((one) => one.name === section));
  if (stranger !== undefined)
    return failure(
      "invalid-configuration",
      `The gate ${name} requires ${stranger}, and ${workspace.thresholds.file} has no such section.`,
    );
  if (gate.requires.regression === "none" && !asksForRegression(workspace, sections))
    return failure(
      "invalid-configuration",
      `The gate ${name} requires regression: none, and no section it names has a <column>_drop_pct bound. Add one, or remove the requirement.`,
    );

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
  const facts = await backfillFacts(workspace, ports, sections);
  if (!facts.ok) return facts;
  const validators = await validatorRequirements(workspace, ports, gate, measured.value, facts.value, signal, report);
  if (!validators.ok) return validators;
  const requirements = [
    ...measured.value.validation.tables.flatMap(checkRequirements).filter((requirement) => wanted(gate, requirement)),
    ...unmeasuredFeatures(gate, measured.value.validation.tables),
    ...validators.value,
    ...backfillRequirements(workspace, gate, facts.value, measured.value.validation.tables),
  ];
  return record(workspace, ports, name, requirements, measured.value, facts.value);
}

/** The sections whose tables the gate looks at. */
export function sectionsOf(gate: Gate): string[] {
  return [...new Set([...gate.requires.checks, ...(gate.features ? [gate.features.of] : [])])];
}

/** A section that only features are asked of brings no checks of its own. */
function wanted(gate: Gate, requirement: Requirement): boolean {
  return requirement.kind === "features" || gate.requires.checks.includes(requirement.id.split(".")[0] ?? "");
}

async function backfillFacts(
  workspace: Workspace,
  ports: Ports,
  sections: readonly string[],
): Promise<Result<BackfillFacts[]>> {
  const snapshot = await watchBackfills(workspace, ports);
  if (!snapshot.ok) return snapshot;
  const filling = snapshot.value.backfills.filter((row) =>
    workspace.pipeline.backfills[row.name]?.tables.some((table) => sections.includes(table)),
  );
  const facts: BackfillFacts[] = [];
  for (const status of filling) {
    const history = await dateHistory(workspace, ports, status.name);
    if (!history.ok) return history;
    facts.push({ status, history: history.value });
  }
  return success(facts);
}

async function record(
  workspace: Workspace,
  ports: Ports,
  gate: string,
  requirements: readonly Requirement[],
  measured: Measured,
  backfills: readonly BackfillFacts[],
): Promise<Result<GateDecision>> {
  const now = ports.clock.now();
  const head = await ports.git.head(workspace.root);
  const written: Omit<Receipt, "id"> = {
    at: now.toISOString(),
    thresholdsHash: `sha256:${createHash("sha256").update(workspace.thresholdsText).digest("hex")}`,
    git: head?.commit ?? null,
    dirty: head?.dirty ?? null,
    data: measured.validation.tables.map((table) => ({
      table: table.table,
      rows: table.rows,
      lastModified: measured.tables.get(table.name)?.lastModified ?? null,
    })),
  };
  const decision = decide(requirements);
  const id = createHash("sha256")
    .update(JSON.stringify([gate, decision, requirements, written]))
    .digest("hex")
    .slice(0, 16);
  const taken: GateDecision = {
    schemaVersion: 1,
    gate,
    decision,
    provisional: backfills.some(({ status }) => isLive(status)),
    override: overrideInForce(await ports.store.decisions(), gate, now),
    blockers: blockersOf(requirements, (requirement) => actionFor(workspace, requirement, backfills)),
    requirements,
    receipt: { id, ...written },
  };
  const saved = await ports.store.appendDecision(taken);
  return saved.ok ? success(taken) : saved;
}

function isLive(status: BackfillStatus): boolean {
  return status.state === "running" || status.state === "stalled";
}

function asksForRegression(workspace: Workspace, sections: readonly string[]): boolean {
  return workspace.thresholds.sections.some(
    (section) => sections.includes(section.name) && section.bounds.some((bound) => bound.key.endsWith("_drop_pct")),
  );
}

function unknownGate(workspace: Workspace, name: string): Result<GateDecision> {
  const names = Object.keys(workspace.pipeline.gates);
  const near = nearest(name, names);
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(" or ")}?`
      : names.length > 0
        ? `Declared: ${names.join(", ")}.`
        : "Declare one under gates: in headgate.yaml.";
  return failure("unknown-name", `No gate ${name} is declared. ${hint}`);
}
