import type { Backfill } from "../core/pipeline/pipeline";
import { failure, type Problem, type Result } from "../core/result";
import { isAlive } from "./followRun";
import { declared } from "./declared";
import { runsAlready } from "./launchProblems";
import { launchRequest, type Launchable, type RequestOptions } from "./launchRequest";
import { lookAtBackfills, type Look } from "./lookAtBackfills";
import type { Ports, RunStarted } from "./ports";
import { planRetry, type RetryChoice } from "./planRetry";
import { runsOf } from "./runs";
import type { Workspace } from "./workspace";

// Callers find everything about launching here.
export { followRun } from "./followRun";
export { planRetry } from "./planRetry";

export type RetryOptions = LaunchOptions & RetryChoice;

export type LaunchOptions = {
  /** Start although another run is in the way; the reason is kept with the run. */
  readonly force?: string;
};

/** Between being asked and being made to stop. */
const graceMs = 5_000;

/** Starts a declared backfill over its window; `conflicting-run` with the holder's PID while one is alive. */
export async function startBackfill(
  workspace: Workspace,
  ports: Ports,
  name: string,
  options: LaunchOptions,
): Promise<Result<RunStarted>> {
  const backfill = declared("backfill", workspace.pipeline.backfills, name);
  if (!backfill.ok) return backfill;
  const { command } = backfill.value;
  if (command === null)
    return failure("invalid-configuration", `${name} has no command; declare command: under backfills: ${name}.`);
  const conflict = await conflictOf(workspace, ports, name, options);
  if (conflict) return { ok: false, error: conflict };
  return launch(workspace, ports, launchable(name, backfill.value, command), options);
}

/** Retries exactly the dates that `planRetry` names. */
export async function retryBackfill(
  workspace: Workspace,
  ports: Ports,
  name: string,
  options: RetryOptions,
): Promise<Result<RunStarted>> {
  const plan = await planRetry(workspace, ports, name, options);
  if (!plan.ok) return plan;
  const conflict = await conflictOf(workspace, ports, name, options);
  if (conflict) return { ok: false, error: conflict };
  const { backfill, command, dates } = plan.value;
  return launch(workspace, ports, launchable(name, backfill, command), { ...options, dates });
}

/** Starts a declared validator over the window. */
export async function runValidator(workspace: Workspace, ports: Ports, name: string): Promise<Result<RunStarted>> {
  const validator = declared("validator", workspace.pipeline.validators, name);
  if (!validator.ok) return validator;
  const { command, env, output } = validator.value;
  return launch(workspace, ports, { kind: "validator", name, command, env, output }, {});
}

/** Starts a declared training. Whether it may start is for its gate to say: ask `startTraining`. */
export async function launchTraining(workspace: Workspace, ports: Ports, name: string): Promise<Result<RunStarted>> {
  const training = declared("training", workspace.pipeline.trainings, name);
  if (!training.ok) return training;
  const { command, env, output } = training.value;
  return launch(workspace, ports, { kind: "training", name, command, env, output }, {});
}

/**
 * Stops a run that is alive: its process group is interrupted, and killed after a grace period.
 * @returns `unknown-name` for a PID that is no run of this workspace
 */
export async function stopRun(ports: Ports, pid: number): Promise<Result<void>> {
  const runs = runsOf(await ports.store.runs()).filter(({ started }) => started.pid === pid);
  for (const { started } of runs)
    if (await isAlive(ports, started)) return ports.processes.stop(pid, started.identity, graceMs);
  return failure("unknown-name", `No run with PID ${pid} is alive here; look at the backfills again.`);
}

async function launch(
  workspace: Workspace,
  ports: Ports,
  what: Launchable,
  options: RequestOptions,
): Promise<Result<RunStarted>> {
  const request = await launchRequest(workspace, ports, what, options);
  return request.ok ? ports.launcher.launch(request.value) : request;
}

function launchable(name: string, { env, output }: Backfill, command: NonNullable<Backfill["command"]>): Launchable {
  return { kind: "backfill", name, command, env, output };
}

/** What is in the way of a backfill: a run of itself, or of one that must have ended before it. */
async function conflictOf(
  workspace: Workspace,
  ports: Ports,
  name: string,
  { force }: LaunchOptions,
): Promise<Problem | null> {
  if (force !== undefined) return null;
  const look = await lookAtBackfills(workspace, ports);
  const [own] = livingPids(look, name);
  if (own !== undefined) return runsAlready(name, own);
  const backfill = workspace.pipeline.backfills[name];
  // Waiting is what an orchestrator is for.
  const after = backfill?.kind === "orchestrator" ? [] : (backfill?.after ?? []);
  for (const earlier of after) {
    const [pid] = livingPids(look, earlier);
    if (pid === undefined) continue;
    const message = `${name} comes after ${earlier}, which is running (PID ${pid}); wait for its end, or force it with a reason.`;
    return { code: "conflicting-run", message };
  }
  return null;
}

function livingPids(look: Look, name: string): number[] {
  const seen = look.backfills.find((one) => one.name === name);
  return (seen?.living ?? []).map(({ started }) => started.pid);
}
