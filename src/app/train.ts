import { failure, type Result } from "../core/result";
import type { TrainingResult } from "../core/training/judgement";
import type { Ports, RunStarted } from "./ports";
import type { Report, Workspace } from "./workspace";

/** Asks the training's gate and, on GO (or under an override), starts it; `gate-closed` on NO-GO and UNDECIDED. */
export async function startTraining(
  _workspace: Workspace,
  _ports: Ports,
  _name: string,
  _signal: AbortSignal,
  _report: Report,
): Promise<Result<RunStarted>> {
  return failure("unsupported", "not yet");
}

/** Judges the metrics of a training run that has ended, and records the judgement. */
export async function judgeTraining(
  _workspace: Workspace,
  _ports: Ports,
  _run: RunStarted,
): Promise<Result<TrainingResult>> {
  return failure("unsupported", "not yet");
}
