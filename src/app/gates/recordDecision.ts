import { createHash } from "node:crypto";
import { blockersOf, decide } from "../../core/gate/decide";
import type { GateDecision, Receipt, Requirement } from "../../core/gate/decision";
import { overrideInForce } from "../../core/gate/override";
import { success, type Result } from "../../core/result";
import { actionFor } from "./gateActions";
import { endOf, isLive, type BackfillFacts } from "./gateBackfills";
import type { Ports } from "../ports";
import { recordId } from "../recordId";
import type { Measured } from "../coverage/validate";
import type { Workspace } from "../workspace";

/** Everything that a decision is taken on. */
export type GateFindings = {
  /** The gate's name. */
  readonly gate: string;
  readonly requirements: readonly Requirement[];
  readonly measured: Measured;
  /** Those that fill the gate's tables. */
  readonly backfills: readonly BackfillFacts[];
};

/** Decides on what was found, and keeps the decision with its receipt; `store-unwritable` where it cannot be kept. */
export async function recordDecision(
  workspace: Workspace,
  ports: Ports,
  findings: GateFindings,
): Promise<Result<GateDecision>> {
  const { gate, requirements, measured, backfills } = findings;
  const now = ports.clock.now();
  const decision = decide(requirements);
  const receipt = await receiptOf(workspace, ports, measured, now);
  const taken: GateDecision = {
    schemaVersion: 1,
    gate,
    decision,
    provisional: wroteMeanwhile(findings),
    override: overrideInForce(await ports.store.decisions(), gate, now),
    blockers: blockersOf(requirements, (requirement) => actionFor({ workspace, gate, backfills }, requirement)),
    requirements,
    receipt: { id: recordId({ gate, decision, requirements, receipt }), ...receipt },
  };
  const saved = await ports.store.appendDecision(taken);
  return saved.ok ? success(taken) : saved;
}

/** A writer that is active, or was at any time since the measurement began: half of what it wrote may have been measured. */
function wroteMeanwhile({ measured, backfills }: GateFindings): boolean {
  const from = Date.parse(measured.validation.startedAt);
  return backfills.some(({ status }) => isLive(status) || (endOf(status) ?? Number.NEGATIVE_INFINITY) > from);
}

async function receiptOf(
  workspace: Workspace,
  ports: Ports,
  measured: Measured,
  now: Date,
): Promise<Omit<Receipt, "id">> {
  const head = await ports.git.head(workspace.root);
  return {
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
}
