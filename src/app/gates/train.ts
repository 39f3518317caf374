import type { GateDecision } from "../../core/gate/decision";
import { isOverridden } from "../../core/gate/override";
import type { Training } from "../../core/pipeline/pipeline";
import { failure, success, type Problem, type Result } from "../../core/result";
import { judgeCriterion, metricsOf, verdictOf, type Metrics } from "../../core/training/judge";
import type { TrainingResult } from "../../core/training/judgement";
import { decideGate } from "./decideGate";
import { declared } from "../declared";
import { launchTraining } from "../launching/launch";
import type { Ports, RunEnded, RunStarted } from "../ports";
import { runsOf } from "../backfills/runs";
import { shownPath } from "../shownPath";
import type { Report, Workspace } from "../workspace";

/** A training that was not started, with the decision that kept it from starting where there was one. */
export type TrainingRefusal = Problem & { readonly decision: GateDecision | null };

/** A training that runs, and the decision that let it: null where it has no gate. */
export type StartedTraining = { readonly run: RunStarted; readonly decision: GateDecision | null };

/**
 * Asks the training's gate and, on GO (or under an override that covers every blocker), starts it.
 * @returns `gate-closed` on NO-GO and UNDECIDED, with the decision
 */
export async function startTraining(
  workspace: Workspace,
  ports: Ports,
  name: string,
  signal: AbortSignal,
  report: Report,
): Promise<Result<StartedTraining, TrainingRefusal>> {
  const found = declared("training", workspace.pipeline.trainings, name);
  if (!found.ok) return refused(found.error);
  const training = found.value;
  let opened: GateDecision | null = null;
  if (training.gate !== null) {
    report(`Asking the gate ${training.gate}`);
    const decision = await decideGate(workspace, ports, training.gate, signal, report);
    if (!decision.ok) return refused(decision.error);
    const closed = refusalOf(name, decision.value);
    if (closed) return { ok: false, error: { ...closed, decision: decision.value } };
    opened = decision.value;
    if (opened.provisional)
      report(`The gate ${training.gate} says GO provisionally: one of its tables is being written.`);
  }
  report(`Starting ${name}`);
  const started = await launchTraining(workspace, ports, name);
  return started.ok ? success({ run: started.value, decision: opened }) : refused(started.error);
}

function refused(problem: Problem): Result<never, TrainingRefusal> {
  return { ok: false, error: { ...problem, decision: null } };
}

function refusalOf(name: string, decision: GateDecision): Problem | undefined {
  if (decision.decision === "GO" || isOverridden(decision)) return undefined;
  const blockers = decision.blockers.map((blocker) => `\n  ${blocker.message}`).join("");
  return {
    code: "gate-closed",
    message: `${name} was not started: the gate ${decision.gate} says ${decision.decision}.${blockers}`,
  };
}

/** Judges the metrics of a training run that has ended, and records the judgement. A run that failed is judged by nothing. */
export async function judgeTraining(
  workspace: Workspace,
  ports: Ports,
  run: RunStarted,
): Promise<Result<TrainingResult>> {
  const declaration = declared("training", workspace.pipeline.trainings, run.name);
  if (!declaration.ok) return declaration;
  const training = declaration.value;
  const ended = runsOf(await ports.store.runs()).find(({ started }) => started.id === run.id)?.ended;
  if (!ended) return failure("unsupported", `${run.name} has not ended yet, so it cannot be judged.`);
  const found = ended.exitCode === 0 ? await readMetrics(workspace, ports, training, run) : noMetrics;
  const why = ended.exitCode === 0 ? found.reason : exitReason(run.name, ended);
  const criteria = training.success.map((criterion) => {
    const judged = judgeCriterion(criterion, found.metrics);
    return why !== null && judged.observed === null
      ? { ...judged, state: "not-measurable" as const, message: `${criterion.name}: ${why}` }
      : judged;
  });
  const result: TrainingResult = {
    schemaVersion: 1,
    training: run.name,
    verdict: verdictOf(criteria),
    runId: run.id,
    exitCode: ended.exitCode,
    startedAt: run.startedAt,
    endedAt: ended.endedAt,
    log: run.log === null ? null : shownPath(workspace.root, run.log),
    metricsFile: found.file === null ? null : shownPath(workspace.root, found.file),
    metrics: found.metrics,
    criteria,
  };
  const saved = await ports.store.appendTraining(result);
  return saved.ok ? success(result) : saved;
}

type FoundMetrics = { readonly metrics: Metrics; readonly file: string | null; readonly reason: string | null };
const noMetrics: FoundMetrics = { metrics: {}, file: null, reason: null };

function exitReason(name: string, ended: RunEnded): string {
  if (ended.signal !== null) return `${name} was ended by ${ended.signal}.`;
  return ended.exitCode === null
    ? (ended.reason ?? `How ${name} ended is not known.`)
    : `${name} failed with exit code ${ended.exitCode}.`;
}

/** The newest file of the glob that this run wrote: one from before its start says nothing of it. */
async function readMetrics(
  workspace: Workspace,
  ports: Ports,
  training: Training,
  run: RunStarted,
): Promise<FoundMetrics> {
  if (training.metricsFile === null)
    return { ...noMetrics, reason: "No metrics file is declared. Name it: metrics: { file: … }." };
  const startedAt = Date.parse(run.startedAt);
  const files = await ports.files.glob(training.metricsFile, workspace.root);
  const dated = await Promise.all(
    files.map(async (file) => ({ file, at: (await ports.files.stat(file))?.modifiedAt.getTime() ?? 0 })),
  );
  const newest = dated.filter(({ at }) => at >= startedAt).sort((a, b) => b.at - a.at)[0]?.file;
  if (newest === undefined) return { ...noMetrics, reason: `The run wrote no file that fits ${training.metricsFile}.` };
  const text = await ports.files.readText(newest);
  if (!text.ok) return { ...noMetrics, file: newest, reason: text.error.message };
  try {
    return { metrics: metricsOf(JSON.parse(text.value)), file: newest, reason: null };
  } catch {
    return { ...noMetrics, file: newest, reason: `${shownPath(workspace.root, newest)} is not valid JSON.` };
  }
}
