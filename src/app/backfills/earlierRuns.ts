import { datesOver, earlierOf, runOutcome } from "../../core/backfills/runOutcome";
import { noEarlierDates, mayResume } from "../../core/backfills/leftOut";
import { runState } from "../../core/backfills/runState";
import type { EarlierRun } from "../../core/backfills/status";
import type { SeenBackfill } from "./lookAtBackfills";
import type { Files, Ports } from "../ports";
import { runEvidence } from "./runEvidence";
import type { Run } from "./runs";
import type { Workspace } from "../workspace";

/** So many are told of one backfill. */
const most = 5;

/** How a run ended does not change afterwards: its log is read once. */
const known = new WeakMap<Files, Map<string, EarlierRun>>();

/** The runs before the latest one that have ended, the latest first; a few of them. */
export async function earlierRuns(
  workspace: Workspace,
  ports: Ports,
  seen: SeenBackfill,
  latest: Run | null,
): Promise<EarlierRun[]> {
  const ended = seen.runs.filter((run) => run !== latest && run.ended !== null);
  const told: EarlierRun[] = [];
  for (const run of ended.slice(-most).reverse()) told.push(await earlierRun(workspace, ports, seen, run));
  return told;
}

async function earlierRun(workspace: Workspace, ports: Ports, seen: SeenBackfill, run: Run): Promise<EarlierRun> {
  const ofFiles = known.get(ports.files) ?? new Map<string, EarlierRun>();
  known.set(ports.files, ofFiles);
  const { started, ended } = run;
  const { logTimezone, recipes } = workspace.pipeline;
  const key = JSON.stringify([workspace.root, started.id, started.log, ended?.id, seen.backfill, logTimezone, recipes]);
  const found = ofFiles.get(key);
  if (found) return found;
  const told = await toldRun(workspace, ports, seen, run);
  ofFiles.set(key, told);
  return told;
}

async function toldRun(workspace: Workspace, ports: Ports, seen: SeenBackfill, run: Run): Promise<EarlierRun> {
  const evidence = await runEvidence(workspace, ports, seen, run);
  const before = seen.runs.slice(0, seen.runs.indexOf(run));
  const earlier = mayResume(evidence)
    ? earlierOf(datesOver(await Promise.all(before.map((one) => runEvidence(workspace, ports, seen, one)))))
    : noEarlierDates;
  const outcome = runOutcome(evidence, earlier);
  const now = ports.clock.now().getTime();
  const { state } = runState(evidence, outcome, { now, pollMs: 0, kind: seen.backfill.kind, waitingFor: [] });
  return {
    startedAt: run.started.startedAt,
    endedAt: run.ended?.endedAt ?? null,
    state,
    done: outcome.succeeded.size,
    failed: outcome.failed.size,
    unfinished: outcome.unfinished.length,
    exitCode: run.ended?.exitCode ?? null,
    log: evidence.log,
  };
}
