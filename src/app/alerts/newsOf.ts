import type { EndedRun, News } from "../../core/alerts/news";
import type { BackfillStatus } from "../../core/backfills/status";
import { latestValidation } from "../coverage/latestValidation";
import type { Ports, RunRecord } from "../ports";
import { runsOf } from "../backfills/runs";
import type { Workspace } from "../workspace";

/** Everything that alerts are made of: the latest look at the backfills, and what the store holds. */
export async function newsOf(
  workspace: Workspace,
  ports: Pick<Ports, "store" | "clock">,
  rows: readonly BackfillStatus[],
): Promise<News> {
  const { store, clock } = ports;
  const [runs, trainings, decisions, validation, followUps, toldEnds] = await Promise.all([
    store.runs(),
    store.trainings(),
    store.decisions(),
    latestValidation(workspace, ports),
    store.alerts.followUps(),
    store.alerts.toldEnds(),
  ]);
  return newsFrom(workspace, rows, { runs, trainings, decisions, validation, followUps, toldEnds }, clock.now());
}

/** What of the store alerts are made of. */
export type Stored = Pick<News, "trainings" | "decisions" | "validation" | "followUps" | "toldEnds"> & {
  readonly runs: readonly RunRecord[];
};

/** The same, for whoever has read the store already. */
export function newsFrom(
  { pipeline, thresholds }: Workspace,
  rows: readonly BackfillStatus[],
  { runs, trainings, decisions, validation, followUps, toldEnds }: Stored,
  now: Date,
): News {
  return {
    pipeline,
    rows,
    ended: endedRuns(runs),
    trainings,
    decisions,
    validation,
    followUps,
    toldEnds,
    pollMs: thresholds.pollSeconds * 1000,
    now,
  };
}

/** The recorded runs that have ended, oldest first. */
function endedRuns(records: readonly RunRecord[]): EndedRun[] {
  return runsOf(records).flatMap(({ started, ended }) => {
    if (ended === null) return [];
    const { id, kind, name, startedAt } = started;
    const { endedAt, exitCode, signal, stopped = false } = ended;
    return [{ id, kind, name, startedAt, endedAt, exitCode, signal, stopped }];
  });
}
