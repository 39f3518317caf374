import type { Backfill } from "../core/pipeline/pipeline";
import { pause } from "./pause";
import type { Ports, ProcessInfo, RunStarted } from "./ports";
import { runId } from "./runId";
import { runsOf, type Run } from "./runs";
import { isListed, observedRecord, unrecordedRuns } from "./seeProcesses";
import { unseenEnd } from "./unseenEnd";
import type { Workspace } from "./workspace";

/** A declared backfill with its runs, as they are on record after this look. */
export type SeenBackfill = {
  readonly name: string;
  readonly backfill: Backfill;
  /** Oldest first. */
  readonly runs: readonly Run[];
  /** Those that are alive; null when processes cannot be looked at. */
  readonly living: readonly Run[] | null;
  /** Logs that are on record for other backfills: a glob may fit them as well. */
  readonly foreignLogs: ReadonlySet<string>;
};

export type Look = {
  /** In the order of `headgate.yaml`. */
  readonly backfills: readonly SeenBackfill[];
  /** Why processes cannot be looked at, or why what was seen could not be recorded; null when all is well. */
  readonly trouble: string | null;
};

/** A supervisor records the end of its command a moment after the process is gone. */
const recordPatienceMs = 150;

/**
 * Looks at the processes and brings the records up to date: what is seen for the first time has started, and what is no longer
 * there has ended.
 */
export async function lookAtBackfills(workspace: Workspace, ports: Ports): Promise<Look> {
  const listed = await ports.processes.list();
  const recorded = runsOf(await ports.store.runs());
  if (!listed.ok) return { backfills: seenBackfills(workspace, recorded, null), trouble: listed.error.message };
  const begun = await recordBegun(workspace, ports, listed.value, recorded);
  const ended = await recordEnded(workspace, ports, listed.value, recorded);
  // What could not be recorded is seen all the same.
  const seen = begun.runs.map((started) => ({ started, ended: null }));
  const all = withMissing(runsOf(await ports.store.runs()), seen);
  return { backfills: seenBackfills(workspace, all, listed.value), trouble: begun.trouble ?? ended };
}

function seenBackfills(
  { pipeline }: Workspace,
  recorded: readonly Run[],
  list: readonly ProcessInfo[] | null,
): SeenBackfill[] {
  return Object.entries(pipeline.backfills).map(([name, backfill]) => {
    const runs = recorded.filter(
      ({ started, ended }) => started.kind === "backfill" && started.name === name && ended?.neverStarted !== true,
    );
    const living = list && runs.filter((run) => run.ended === null && isListed(list, run));
    const foreign = recorded.filter((run) => !runs.includes(run)).flatMap(({ started }) => started.log ?? []);
    return { name, backfill, runs, living, foreignLogs: new Set(foreign) };
  });
}

/** Records what is seen for the first time; `trouble` says why some of it could not be. */
async function recordBegun(
  workspace: Workspace,
  ports: Ports,
  list: readonly ProcessInfo[],
  recorded: readonly Run[],
): Promise<{ readonly runs: readonly RunStarted[]; readonly trouble: string | null }> {
  const runs: RunStarted[] = [];
  let trouble: string | null = null;
  for (const [name, backfill] of Object.entries(workspace.pipeline.backfills))
    for (const process of await unrecordedRuns(workspace, ports, backfill, list, recorded)) {
      const { pid, identity } = process;
      const record = observedRecord(name, process, runId({ kind: "backfill", name, pid, identity }));
      runs.push(record);
      const appended = await ports.store.appendRun(record);
      if (!appended.ok) trouble ??= appended.error.message;
    }
  return { runs, trouble };
}

/** Records the ends of backfills that are no longer there; returns why one could not be, null when all is well. */
async function recordEnded(
  { pipeline }: Workspace,
  ports: Ports,
  list: readonly ProcessInfo[],
  recorded: readonly Run[],
): Promise<string | null> {
  const isGone = (run: Run): boolean =>
    run.ended === null &&
    run.started.kind === "backfill" &&
    Object.hasOwn(pipeline.backfills, run.started.name) &&
    !isListed(list, run);
  let gone = recorded.filter(isGone);
  if (gone.some(({ started }) => started.origin === "launched")) {
    await pause(recordPatienceMs);
    gone = runsOf(await ports.store.runs()).filter(isGone);
  }
  for (const { started } of gone) {
    const appended = await ports.store.appendRun(await unseenEnd(ports, started));
    if (!appended.ok) return appended.error.message;
  }
  return null;
}

function withMissing(runs: readonly Run[], seen: readonly Run[]): Run[] {
  const known = new Set(runs.map(({ started }) => started.id));
  return [...runs, ...seen.filter(({ started }) => !known.has(started.id))];
}
