import { latestValidation } from "../app/coverage/latestValidation";
import type { Files, Processes, RecordedSchema, RunRecord, RunStarted, Store } from "../app/ports";
import { runsOf, type Run } from "../app/backfills/runs";
import type { Workspace } from "../app/workspace";
import type { FollowUpRecord } from "../core/alerts/followUp";
import type { ToldEnd } from "../core/alerts/toldEnd";
import type { BackfillStatus, StatusSnapshot } from "../core/backfills/status";
import type { Validation } from "../core/coverage/validation";
import type { GateDecision } from "../core/gate/decision";
import type { Problem } from "../core/result";
import type { TrainingResult } from "../core/training/judgement";

/** What the store holds: the truth that outlives a window. */
export type StoredFacts = {
  readonly validation: Validation | null;
  /** Oldest first, as is everything below. */
  readonly decisions: readonly GateDecision[];
  readonly trainings: readonly TrainingResult[];
  readonly runs: readonly RunRecord[];
  readonly schemas: readonly RecordedSchema[];
  readonly followUps: readonly FollowUpRecord[];
  readonly toldEnds: readonly ToldEnd[];
  /** False until the store has been read. */
  readonly isRead: boolean;
};

/** Everything the surfaces draw of an opened workspace. */
export type Facts = StoredFacts & {
  /** Null until the first look at the backfills. */
  readonly snapshot: StatusSnapshot | null;
  /** Why the backfills could not be looked at; the snapshot is then an old one. */
  readonly snapshotProblem: Problem | null;
  /** Ids of runs without a recorded end whose process is not there any more: they must not look alive. */
  readonly gone: readonly string[];
};

export const noFacts: Facts = {
  validation: null,
  decisions: [],
  trainings: [],
  runs: [],
  schemas: [],
  followUps: [],
  toldEnds: [],
  isRead: false,
  snapshot: null,
  snapshotProblem: null,
  gone: [],
};

export async function readStoredFacts(workspace: Workspace, store: Store): Promise<StoredFacts> {
  const [validation, decisions, trainings, runs, schemas, followUps, toldEnds] = await Promise.all([
    latestValidation(workspace, { store }),
    store.decisions(),
    store.trainings(),
    store.runs(),
    store.schemas(),
    store.alerts.followUps(),
    store.alerts.toldEnds(),
  ]);
  return { validation, decisions, trainings, runs, schemas, followUps, toldEnds, isRead: true };
}

/** Changes whenever somebody wrote to the store: names, sizes and times of its index files, without reading them. */
export async function storeFingerprint(ports: { readonly files: Files; readonly store: Store }): Promise<string> {
  const paths = (await ports.files.glob("*.jsonl", ports.store.folder)).sort();
  const facts = await Promise.all(paths.map((path) => ports.files.stat(path)));
  return paths.map((path, index) => `${path} ${facts[index]?.size} ${facts[index]?.modifiedAt.getTime()}`).join("\n");
}

/** Whether somebody has to be looked at often: its process is alive. */
export function isAlive(status: BackfillStatus): boolean {
  return status.pid !== null && ["running", "stalled", "waiting"].includes(status.state);
}

/** The last decision of a gate, and the one before it. */
export function latestDecision(decisions: readonly GateDecision[], gate: string): GateDecision | null {
  return decisions.filter((decision) => decision.gate === gate).at(-1) ?? null;
}

/** The last judgement of a training. */
export function latestTraining(trainings: readonly TrainingResult[], name: string): TrainingResult | null {
  return trainings.filter((result) => result.training === name).at(-1) ?? null;
}

/** Runs that seem to go on although their process has gone, for instance because the machine was switched off. */
export async function goneRuns(records: readonly RunRecord[], processes: Processes): Promise<string[]> {
  const open = runsOf(records).filter((run) => run.ended === null);
  const found = await Promise.all(open.map(({ started }) => processes.find(started.pid)));
  return open
    .filter(({ started }, index) => found[index]?.identity !== started.identity || found[index].zombie)
    .map(({ started }) => started.id);
}

/** The last run of something declared; null when it was never seen to run. */
export function latestRun(records: readonly RunRecord[], kind: RunStarted["kind"], name: string): Run | null {
  return runsOf(records).findLast(({ started }) => started.kind === kind && started.name === name) ?? null;
}

/** Runs that go on: no end recorded, and their process is there. */
export function openRuns(facts: Facts): Run[] {
  return runsOf(facts.runs).filter((run) => isRunning(run, facts));
}

export function isRunning({ started, ended }: Run, facts: Pick<Facts, "gone">): boolean {
  return ended === null && !facts.gone.includes(started.id);
}
