import type { CalendarDate } from "../core/calendar";
import { failure, type Result } from "../core/result";
import type { Ports, RunEnded, RunStarted } from "./ports";
import type { Workspace } from "./workspace";

export type LaunchOptions = {
  /** Start although another run is in the way; the reason is kept with the run. */
  readonly force?: string;
};

/** Starts a declared backfill over its window; `conflicting-run` with the holder's PID while one is alive. */
export async function startBackfill(
  _workspace: Workspace,
  _ports: Ports,
  _name: string,
  _options: LaunchOptions,
): Promise<Result<RunStarted>> {
  return failure("unsupported", "not yet");
}

export type RetryPlan = { readonly argv: readonly string[]; readonly dates: readonly CalendarDate[] };

/** The command that retries exactly the failed and unfinished dates of the latest runs; `nothing-to-retry` when there are none. */
export async function planRetry(_workspace: Workspace, _ports: Ports, _name: string): Promise<Result<RetryPlan>> {
  return failure("unsupported", "not yet");
}

/** Starts that command. */
export async function retryBackfill(
  _workspace: Workspace,
  _ports: Ports,
  _name: string,
  _options: LaunchOptions,
): Promise<Result<RunStarted>> {
  return failure("unsupported", "not yet");
}

/** Starts a declared validator over the window. */
export async function runValidator(_workspace: Workspace, _ports: Ports, _name: string): Promise<Result<RunStarted>> {
  return failure("unsupported", "not yet");
}

/** Passes a run's output on as it is written, until the run has ended. Aborting stops following, not the run. */
export async function followRun(
  _ports: Ports,
  _run: RunStarted,
  _onOutput: (text: string) => void,
  _signal: AbortSignal,
): Promise<Result<RunEnded>> {
  return failure("unsupported", "not yet");
}

/** Stops a run that is alive: its process group is interrupted, and killed after a grace period. */
export async function stopRun(_ports: Ports, _pid: number): Promise<Result<void>> {
  return failure("unsupported", "not yet");
}
