import type { Backfill } from "../../core/pipeline/pipeline";
import type { Ports, RunStarted } from "../ports";
import { figuresOf, type RunFigures } from "./runFigures";
import { runsOf, type Run } from "./runs";
import { seenBackfills } from "./seenBackfills";
import { isOfThisHost, listedProcess, observedRecord, strangers, type ByPid } from "./seeProcesses";
import { unseenEnd } from "./unseenEnd";
import { withoutRecordedEnd } from "./withoutRecordedEnd";
import type { Workspace } from "../workspace";

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
  /** What the processes of live runs take, by run id. */
  readonly figures: ReadonlyMap<string, RunFigures>;
  /** Why processes cannot be looked at, or why what was seen could not be recorded; null when all is well. */
  readonly trouble: string | null;
};

/**
 * Looks at the processes and brings the records up to date: what is seen for the first time has started, and what is no longer
 * there has ended.
 */
export async function lookAtBackfills(workspace: Workspace, ports: Ports): Promise<Look> {
  // Before the processes: what is on record as alive must be there if it is, so that its absence says that it has ended.
  const recorded = runsOf(await ports.store.runs());
  const open = recorded.filter((run) => run.ended === null && isOfThisHost(ports, run));
  const listed = await ports.processes.list(new Set(open.map(({ started }) => started.pid)));
  if (!listed.ok)
    return {
      backfills: seenBackfills(workspace, recorded, null),
      figures: new Map(),
      trouble: listed.error.message,
    };
  const list = listed.value;
  const byPid: ByPid = new Map(list.map((process) => [process.pid, process]));
  const begun: RunStarted[] = [];
  for (const { name, process } of await strangers(workspace, ports, list, byPid, recorded))
    begun.push(observedRecord(ports, name, process));
  const trouble = (await recordBegun(ports, begun)) ?? (await recordEnded(workspace, ports, byPid, open));
  // What could not be recorded is seen all the same.
  const all = withMissing(runsOf(await ports.store.runs()), begun);
  const living = await livingRuns(ports, byPid, all, recorded);
  return {
    backfills: seenBackfills(workspace, all, new Set(living.map(({ run }) => run))),
    figures: figuresOf(ports, list, living),
    trouble,
  };
}

/** Records what is seen for the first time; returns why some of it could not be, null when all is well. */
async function recordBegun(ports: Ports, begun: readonly RunStarted[]): Promise<string | null> {
  let trouble: string | null = null;
  for (const record of begun) {
    const appended = await ports.store.appendRun(record);
    if (!appended.ok) trouble ??= appended.error.message;
  }
  return trouble;
}

/** Records the ends of backfills that are no longer there; returns why one could not be, null when all is well. */
async function recordEnded(
  { pipeline }: Workspace,
  ports: Ports,
  byPid: ByPid,
  open: readonly Run[],
): Promise<string | null> {
  const gone = open.filter(
    (run) =>
      run.started.kind === "backfill" &&
      Object.hasOwn(pipeline.backfills, run.started.name) &&
      listedProcess(byPid, run) === null,
  );
  for (const { started } of await withoutRecordedEnd(ports, gone)) {
    const appended = await ports.store.appendRun(await unseenEnd(ports, started));
    if (!appended.ok) return appended.error.message;
  }
  return null;
}

type Living = Parameters<typeof figuresOf>[2];

/** Runs without an end whose process is there; one that was recorded only after the processes were listed is looked up. */
async function livingRuns(
  ports: Ports,
  byPid: ByPid,
  all: readonly Run[],
  recordedBefore: readonly Run[],
): Promise<Living> {
  const living: Living[number][] = [];
  let before: ReadonlySet<string> | null = null;
  for (const run of all) {
    if (run.ended !== null || !isOfThisHost(ports, run)) continue;
    let process = listedProcess(byPid, run);
    if (process === null) {
      before ??= new Set(recordedBefore.map(({ started }) => started.id));
      const found = before.has(run.started.id) ? null : await ports.processes.find(run.started.pid);
      process = found && listedProcess(new Map([[found.pid, found]]), run);
    }
    if (process !== null) living.push({ run, process });
  }
  return living;
}

function withMissing(runs: readonly Run[], seen: readonly RunStarted[]): readonly Run[] {
  if (seen.length === 0) return runs;
  const known = new Set(runs.map(({ started }) => started.id));
  return [...runs, ...seen.flatMap((started) => (known.has(started.id) ? [] : [{ started, ended: null }]))];
}
