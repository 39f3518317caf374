import type { CommitFacts } from "../../core/coverage/sql/rowTests";
import type { Ports } from "../ports";
import { runsOf, type Run } from "../backfills/runs";
import { watchBackfills } from "../backfills/watchBackfills";
import type { Workspace } from "../workspace";

/**
 * Until when code from before a commit went on writing a section's table: by the recorded runs of the backfills that fill it. A run
 * that had started before the commit has the old code in it for as long as it lives.
 * @param at when the commit was made (ISO 8601)
 */
export async function oldCodeAfter(
  workspace: Workspace,
  ports: Ports,
  section: string,
  at: string,
): Promise<CommitFacts["oldCode"]> {
  const before = (run: Run): boolean => fills(workspace, run, section) && started(run) < Date.parse(at);
  let runs = runsOf(await ports.store.runs()).filter(before);
  if (runs.some(({ ended }) => ended === null)) {
    // Whoever is gone since has an end after this look; whoever is not still writes.
    await watchBackfills(workspace, ports);
    runs = runsOf(await ports.store.runs()).filter(before);
  }
  if (runs.some(({ ended }) => ended === null)) return { until: null };
  const ends = runs.flatMap(({ ended }) =>
    ended && Date.parse(ended.endedAt) >= Date.parse(at) ? [ended.endedAt] : [],
  );
  const last = ends.sort((one, other) => Date.parse(one) - Date.parse(other)).at(-1);
  return last === undefined ? null : { until: new Date(last).toISOString() };
}

function fills({ pipeline }: Workspace, { started: { kind, name }, ended }: Run, section: string): boolean {
  const backfill = Object.hasOwn(pipeline.backfills, name) ? pipeline.backfills[name] : undefined;
  return kind === "backfill" && ended?.neverStarted !== true && (backfill?.tables.includes(section) ?? false);
}

function started(run: Run): number {
  return Date.parse(run.started.startedAt);
}
