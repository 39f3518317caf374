import type { BackfillStatus } from "../../core/backfills/status";
import type { Ports } from "../ports";
import type { WatchedBackfill } from "../backfills/watchBackfills";

/** The rows, each with what followed the run that it speaks of. */
export async function withFollowUps(
  { store }: Pick<Ports, "store">,
  watched: readonly WatchedBackfill[],
): Promise<BackfillStatus[]> {
  const records = await store.alerts.followUps();
  return watched.map(({ status, seen }) => {
    const run = seen.runs.find(({ started }) => started.startedAt === status.startedAt)?.started.id;
    const followUps = records
      .filter((record) => record.run === run)
      .map(({ step, state, at, exitCode, text }) => ({ step, state, at, exitCode, text }));
    return followUps.length === 0 ? status : { ...status, followUps };
  });
}
