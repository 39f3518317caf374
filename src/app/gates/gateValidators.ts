import { resolve } from "node:path";
import type { Requirement } from "../../core/gate/decision";
import { validatorRequirement } from "../../core/gate/requirements";
import type { Gate, Validator } from "../../core/pipeline/pipeline";
import { declared } from "../declared";
import { failure, success, type Result } from "../../core/result";
import { endOf, type BackfillFacts } from "./gateBackfills";
import { followRun } from "../launching/followRun";
import { runValidator } from "../launching/launch";
import type { Ports, RunEnded, RunStarted } from "../ports";
import { runsNamed } from "../backfills/runs";
import { shownPath } from "../shownPath";
import type { Measured } from "../coverage/validate";
import type { Report, Workspace } from "../workspace";

/** A gate, and what is known of its data: an answer from before that data is none. */
export type GateData = {
  readonly gate: Gate;
  readonly measured: Measured;
  readonly backfills: readonly BackfillFacts[];
};

/** What the gate's validators say. One that gave no answer, or an answer older than the data it speaks of, is run again. */
export async function validatorRequirements(
  workspace: Workspace,
  ports: Ports,
  data: GateData,
  signal: AbortSignal,
  report: Report,
): Promise<Result<Requirement[]>> {
  const requirements: Requirement[] = [];
  for (const name of data.gate.requires.validators) {
    const validator = declared("validator", workspace.pipeline.validators, name);
    if (!validator.ok) return validator;
    const dataFrom = Math.max(latestChange(validator.value, data), await latestEdit(workspace, ports));
    const last = runsNamed(await ports.store.runs(), "validator", name).at(-1);
    if (last?.ended && last.ended.exitCode !== null && Date.parse(last.started.startedAt) > dataFrom) {
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
function latestChange(validator: Validator, { measured, backfills }: GateData): number {
  const tables = validator.table === null ? [...measured.tables.keys()] : [validator.table];
  const written = tables.map((table) => measured.tables.get(table)?.lastModified);
  const ended = backfills
    .filter(({ filled }) => filled.some((table) => tables.includes(table)))
    .map(({ status }) => endOf(status) ?? 0);
  // A table that does not say when it was written may have changed just now: then the validator runs each time.
  if (written.some((time) => time === null || time === undefined)) return Number.POSITIVE_INFINITY;
  return Math.max(0, ...written.map((time) => Date.parse(time ?? "")), ...ended);
}

/** When one of the two files was last edited, in epoch milliseconds: an answer from before may be to another question. */
async function latestEdit(workspace: Workspace, ports: Ports): Promise<number> {
  const files = [workspace.configurationFile, resolve(workspace.root, workspace.thresholds.file)];
  const facts = await Promise.all(files.map((file) => ports.files.stat(file)));
  return Math.max(...facts.map((file) => file?.modifiedAt.getTime() ?? 0));
}
