import { followUpSteps, type FollowUpRecord } from "../../core/alerts/followUp";
import { recordId } from "../recordId";
import { runsNamed, type Run } from "../backfills/runs";
import type { RunRecord } from "../ports";
import type { Workspace } from "../workspace";

/** The supervisor starts what follows its own run; when it was killed as well, whoever watches does, after so long. */
const supervisorMs = 10_000;

export type DueFollowUps = {
  /** Runs whose steps somebody who watches has to start now. */
  readonly due: readonly Run[];
  /** Runs whose steps have not all been taken yet, whoever takes them. */
  readonly open: readonly Run[];
};

/** What of `then:` is left to do: of the latest run of each backfill, once it has ended. */
export function dueFollowUps(
  { pipeline }: Pick<Workspace, "pipeline">,
  records: readonly RunRecord[],
  followUps: readonly FollowUpRecord[],
  now: Date,
): DueFollowUps {
  const open = Object.entries(pipeline.backfills).flatMap(([name, backfill]) => {
    const steps = followUpSteps(backfill, pipeline.gates);
    const run = steps.length === 0 ? undefined : runsNamed(records, "backfill", name).at(-1);
    if (!run?.ended || run.ended.neverStarted === true) return [];
    const taken = new Set(followUps.filter(({ state }) => state !== "started").map(({ id }) => id));
    return steps.every(({ step }) => taken.has(recordId({ run: run.started.id, step }))) ? [] : [run];
  });
  const isDue = ({ started, ended }: Run): boolean =>
    started.origin === "observed" || now.getTime() - Date.parse(ended?.endedAt ?? "") >= supervisorMs;
  return { open, due: open.filter(isDue) };
}
