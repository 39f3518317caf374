import type { Finding } from "../../core/backfills/preflight";
import { failure, success, type Problem, type Result } from "../../core/result";
import { declared } from "../declared";
import { launchable, launchRequest, type Launchable } from "./launchRequest";
import type { Ports, RunStarted } from "../ports";
import { planRetry, type RetryChoice, type RetryPlan } from "./planRetry";
import { preflight, type Start } from "./preflight";
import { usualGraceMs } from "./stopRun";
import type { Workspace } from "../workspace";

export type LaunchOptions = {
  /** Start although something is in the way; the reason is kept with the run. */
  readonly force?: string;
  /** Told of everything that was found before the start, whether it starts or not. */
  readonly onFinding?: (finding: Finding) => void;
  /** Ends the looking early. */
  readonly signal?: AbortSignal;
};

export type RetryOptions = LaunchOptions & RetryChoice;

/** A start as it would be made now, and what speaks against it. */
export type PreparedStart = Start & { readonly findings: readonly Finding[] };

/** Everything of starting a declared backfill over its window but the start itself. */
export async function prepareStart(
  workspace: Workspace,
  ports: Ports,
  name: string,
  options: LaunchOptions,
): Promise<Result<PreparedStart>> {
  const found = declared("backfill", workspace.pipeline.backfills, name);
  if (!found.ok) return found;
  const backfill = found.value;
  const { command } = backfill;
  if (command === null)
    return failure("invalid-configuration", `${name} has no command; declare command: under backfills: ${name}.`);
  const request = await launchRequest(workspace, ports, launchable(name, backfill, command), options);
  return request.ok ? lookedAt(workspace, ports, { backfill, command, request: request.value }, options) : request;
}

/** Everything of a planned retry but the start itself. */
export async function prepareRetry(
  workspace: Workspace,
  ports: Ports,
  { backfill, command, request }: RetryPlan,
  options: LaunchOptions,
): Promise<Result<PreparedStart>> {
  const { force } = options;
  const start = { backfill, command, request: force === undefined ? request : { ...request, force } };
  return lookedAt(workspace, ports, start, options);
}

/**
 * Starts a declared backfill over its window.
 * @returns `conflicting-run` with the holder's PID while a run is in the way, `preflight-failed` where something else is; neither
 * when forced
 */
export async function startBackfill(
  workspace: Workspace,
  ports: Ports,
  name: string,
  options: LaunchOptions,
): Promise<Result<RunStarted>> {
  return launchPrepared(ports, await prepareStart(workspace, ports, name, options), options);
}

/** Retries exactly the dates that `planRetry` names; refused as a start is. */
export async function retryBackfill(
  workspace: Workspace,
  ports: Ports,
  name: string,
  options: RetryOptions,
): Promise<Result<RunStarted>> {
  const plan = await planRetry(workspace, ports, name, options);
  return plan.ok ? retryPlanned(workspace, ports, plan.value, options) : plan;
}

/** The same for a plan that was told before. */
export async function retryPlanned(
  workspace: Workspace,
  ports: Ports,
  plan: RetryPlan,
  options: LaunchOptions,
): Promise<Result<RunStarted>> {
  return launchPrepared(ports, await prepareRetry(workspace, ports, plan, options), options);
}

/** Why a start is refused; null when nothing blocks it. */
export function refusal(findings: readonly Finding[]): Problem | null {
  const blocking = findings.filter(({ severity }) => severity === "blocks");
  if (blocking.length === 0) return null;
  const code = blocking.some(({ kind }) => kind === "conflict") ? "conflicting-run" : "preflight-failed";
  return { code, message: blocking.map(({ message }) => message).join("\n") };
}

/** Starts a declared validator over the window. */
export async function runValidator(workspace: Workspace, ports: Ports, name: string): Promise<Result<RunStarted>> {
  const validator = declared("validator", workspace.pipeline.validators, name);
  if (!validator.ok) return validator;
  const { command, env, output } = validator.value;
  return launch(workspace, ports, { kind: "validator", name, command, env, output, tables: [], graceMs: usualGraceMs });
}

/** Starts a declared training. Whether it may start is for its gate to say: ask `startTraining`. */
export async function launchTraining(workspace: Workspace, ports: Ports, name: string): Promise<Result<RunStarted>> {
  const training = declared("training", workspace.pipeline.trainings, name);
  if (!training.ok) return training;
  const { command, env, output } = training.value;
  return launch(workspace, ports, { kind: "training", name, command, env, output, tables: [], graceMs: usualGraceMs });
}

async function launch(workspace: Workspace, ports: Ports, what: Launchable): Promise<Result<RunStarted>> {
  const request = await launchRequest(workspace, ports, what, {});
  return request.ok ? ports.launcher.launch(request.value) : request;
}

async function lookedAt(
  workspace: Workspace,
  ports: Ports,
  start: Start,
  { onFinding, signal = new AbortController().signal }: LaunchOptions,
): Promise<Result<PreparedStart>> {
  const findings = await preflight(workspace, ports, start, signal);
  if (!findings.ok) return findings;
  for (const finding of findings.value) onFinding?.(finding);
  return success({ ...start, findings: findings.value });
}

async function launchPrepared(
  ports: Ports,
  prepared: Result<PreparedStart>,
  { force }: LaunchOptions,
): Promise<Result<RunStarted>> {
  if (!prepared.ok) return prepared;
  const refused = force === undefined ? refusal(prepared.value.findings) : null;
  return refused ? { ok: false, error: refused } : ports.launcher.launch(prepared.value.request);
}
