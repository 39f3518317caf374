import type { FollowUpRecord } from "../../core/alerts/followUp";
import type { AlertPorts } from "./alertPorts";
import { dueFollowUps } from "./dueFollowUps";
import type { RunRecord } from "../ports";
import type { Run } from "../backfills/runs";
import type { Workspace } from "../workspace";

/** A process that was started has so long to record that it is at work before another one is started. */
const patienceMs = 15_000;
/** Started so often without a word on record, it is left alone: the configuration cannot be read, for instance. */
const mostStarts = 4;

export type FollowUpStarter = {
  /**
   * Starts what follows the runs that have ended, unless it has just been started. Which process does the work, its claim decides.
   * @returns the runs whose steps have not all been taken yet, whoever takes them
   */
  look(
    workspace: Workspace,
    records: readonly RunRecord[],
    followUps: readonly FollowUpRecord[],
    now: Date,
  ): readonly Run[];
};

/** What had ended before anybody watched here for the first time is left alone. */
export function followUpStarter({ startFollowUp, claims }: AlertPorts): FollowUpStarter {
  const starts = new Map<string, readonly number[]>();
  let history: ReadonlySet<string> | null = null;
  return {
    look(workspace, records, followUps, now) {
      const { due, open } = dueFollowUps(workspace, records, followUps, now);
      history ??= endedBefore(open, claims.since("follow-up"));
      for (const { started } of due) {
        const before = starts.get(started.id) ?? [];
        const early = now.getTime() - (before.at(-1) ?? Number.NEGATIVE_INFINITY) < patienceMs;
        if (early || history.has(started.id) || before.length >= mostStarts) continue;
        starts.set(started.id, [...before, now.getTime()]);
        startFollowUp(started.id, workspace.configurationFile);
      }
      const isGivenUp = (id: string): boolean => {
        const before = starts.get(id) ?? [];
        return before.length >= mostStarts && now.getTime() - (before.at(-1) ?? 0) >= patienceMs;
      };
      return open.filter(({ started }) => history?.has(started.id) !== true && !isGivenUp(started.id));
    },
  };
}

function endedBefore(runs: readonly Run[], since: Date): ReadonlySet<string> {
  const before = runs.filter(({ ended }) => Date.parse(ended?.endedAt ?? "") < since.getTime());
  return new Set(before.map(({ started }) => started.id));
}
