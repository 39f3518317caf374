import type { Backfill } from "../core/pipeline/pipeline";
import { success, type Result } from "../core/result";
import { pause } from "./pause";
import type { Ports, ProcessInfo, RunEnded, RunStarted } from "./ports";
import { recordId } from "./recordId";
import { runId } from "./runId";
import { runsOf, type Run } from "./runs";
import { isListed, observedRecord, unrecordedRuns } from "./seeProcesses";
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
  const trouble = [begun, ended].flatMap((result) => (result.ok ? [] : [result.error.message]))[0] ?? null;
  const seen = begun.ok ? begun.value.map((started) => ({ started, ended: null })) : [];
  // What could not be recorded is seen all the same.
  const all = withMissing(runsOf(await ports.store.runs()), seen);
  return { backfills: seenBackfills(workspace, all, listed.value), trouble };
}

function seenBackfills(
  { pipeline }: Workspace,
  recorded: readonly Run[],
  list: readonly ProcessInfo[] | null,
): SeenBackfill[] {
  return Object.entries(pipeline.backfills).map(([name, backfill]) => {
    const runs = recorded.filter(({ started }) => started.kind === "backfill" && started.name === name);
    const living = list && runs.filter((run) => run.ended === null && isListed(list, run));
    const foreign = recorded.filter((run) => !runs.includes(run)).flatMap(({ started }) => started.log ?? []);
    return { name, backfill, runs, living, foreignLogs: new Set(foreign) };
  });
}

async function recordBegun(
  workspace: Workspace,
  ports: Ports,
  list: readonly ProcessInfo[],
  recorded: readonly Run[],
): Promise<Result<RunStarted[]>> {
  const begun: RunStarted[] = [];
  let outcome: Result<void> = success(undefined);
  for (const [name, backfill] of Object.entries(workspace.pipeline.backfills))
    for (const process of await unrecordedRuns(workspace, ports, backfill, list, recorded)) {
      const { pid, identity } = process;
      const record = observedRecord(name, process, runId({ kind: "backfill", name, pid, identity }));
      const appended = await ports.store.appendRun(record);
      if (!appended.ok) outcome = appended;
      begun.push(record);
    }
  return outcome.ok ? success(begun) : outcome;
}

async function recordEnded(
  { pipeline }: Workspace,
  ports: Ports,
  list: readonly ProcessInfo[],
  recorded: readonly Run[],
): Promise<Result<void>> {
  const isGone = (run: Run): boolean =>
    run.ended === null && run.started.name in pipeline.backfills && !isListed(list, run);
  let gone = recorded.filter(isGone);
  if (gone.some(({ started }) => started.origin === "launched")) {
    await pause(recordPatienceMs);
    gone = runsOf(await ports.store.runs()).filter(isGone);
  }
  for (const { started } of gone) {
    const appended = await ports.store.appendRun(await unseenEnd(ports, started));
    if (!appended.ok) return appended;
  }
  return success(undefined);
}

/** The end of a run that nobody saw: its log's last change is its last sign of life. */
async function unseenEnd({ clock, files }: Ports, started: RunStarted): Promise<RunEnded> {
  const now = clock.now();
  const changed = started.log === null ? null : ((await files.stat(started.log))?.modifiedAt ?? null);
  const endedAt =
    changed !== null && changed.getTime() > Date.parse(started.startedAt) && changed < now ? changed : now;
  const said = { type: "ended" as const, run: started.id, exitCode: null, signal: null, reason: null };
  // Without the time: several windows that see the same end say the same.
  return { ...said, id: recordId(said), endedAt: endedAt.toISOString() };
}

function withMissing(runs: readonly Run[], seen: readonly Run[]): Run[] {
  const known = new Set(runs.map(({ started }) => started.id));
  return [...runs, ...seen.filter(({ started }) => !known.has(started.id))];
}
