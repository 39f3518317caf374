import { resolve } from "node:path";
import type { Requirement } from "../core/gate/decision";
import { validatorRequirement } from "../core/gate/requirements";
import type { Gate, Validator } from "../core/pipeline/pipeline";
import { failure, success, type Result } from "../core/result";
import type { BackfillFacts } from "./gateBackfills";
import { followRun, runValidator } from "./launch";
import type { Ports, RunEnded, RunStarted } from "./ports";
import { runsNamed } from "./runs";
import { shownPath } from "./shownPath";
import type { Measured } from "./validate";
import type { Report, Workspace } from "./workspace";

/** What the gate's validators say. One whose last answer is older than the data it speaks of is run again. */
export async function validatorRequirements(
  workspace: Workspace,
  ports: Ports,
  gate: Gate,
  measured: Measured,
  backfills: readonly BackfillFacts[],
  signal: AbortSignal,
  report: Report,
): Promise<Result<Requirement[]>> {
  const requirements: Requirement[] = [];
  for (const name of gate.requires.validators) {
    const validator = workspace.pipeline.validators[name];
    if (!validator) return failure("unknown-name", `No validator ${name} is declared.`);
    const dataFrom = Math.max(
      latestChange(workspace, validator, measured, backfills),
      await latestEdit(workspace, ports),
    );
    const last = runsNamed(await ports.store.runs(), "validator", name).at(-1);
    if (last?.ended && Date.parse(last.started.startedAt) > dataFrom) {
      requirements.push(requirementOf(workspace, name, last.started, last.ended));
      continue;
    }
    report(`Running the validator ${name}`);
    const started = await runValidator(workspace, ports, name);
    if (!started.ok) {
      requirements.push(validatorRequirement(name, { exitCode: null, reason: started.error.message, log: null }));
      continue;
    }
    const ended = await followRun(ports, started.value, () => undefined, signal);
    if (signal.aborted)
      return failure(
        "interrupted",
        `The decision was cancelled while the validator ${name} ran. Nothing was recorded.`,
      );
    if (!ended.ok) return ended;
    requirements.push(requirementOf(workspace, name, started.value, ended.value));
  }
  return success(requirements);
}

function requirementOf(workspace: Workspace, name: string, started: RunStarted, ended: RunEnded): Requirement {
  const log = started.log === null ? null : shownPath(workspace.root, started.log);
  return validatorRequirement(name, { exitCode: ended.exitCode, reason: ended.reason, log });
}

/** The latest moment at which a validator's data, or what it is judged by, may have changed: in epoch milliseconds. */
function latestChange(
  workspace: Workspace,
  validator: Validator,
  measured: Measured,
  backfills: readonly BackfillFacts[],
): number {
  const tables = validator.table === null ? [...measured.tables.keys()] : [validator.table];
  const written = tables.map((table) => measured.tables.get(table)?.lastModified);
  const ended = backfills
    .filter(({ status }) => workspace.pipeline.backfills[status.name]?.tables.some((table) => tables.includes(table)))
    .map(({ status }) =>
      status.startedAt === null ? null : new Date(Date.parse(status.startedAt) + (status.elapsedMs ?? 0)).toISOString(),
    );
  // A table that does not say when it was written may have changed just now: then the validator runs each time.
  if (written.some((time) => time === null || time === undefined)) return Number.POSITIVE_INFINITY;
  return Math.max(...[...written, ...ended].map((time) => Date.parse(time ?? "") || 0));
}

/** When one of the two files was last edited, in epoch milliseconds: an answer from before may be to another question. */
async function latestEdit(workspace: Workspace, ports: Ports): Promise<number> {
  const files = [workspace.configurationFile, resolve(workspace.root, workspace.thresholds.file)];
  const facts = await Promise.all(files.map((file) => ports.files.stat(file)));
  return Math.max(...facts.map((file) => file?.modifiedAt.getTime() ?? 0));
}
