import { isHeadgates } from "../../core/backfills/scripts";
import { descendsFrom } from "../../core/backfills/liveRuns";
import { failure, success, type Result } from "../../core/result";
import { declared } from "../declared";
import type { Ports, ProcessInfo, RunStarted } from "../ports";
import { runsOf, type Run } from "./runs";
import { liesIn, listedProcess, observedRecord, type ByPid } from "./seeProcesses";
import type { Workspace } from "../workspace";

export type TrackOptions = {
  /** The log that it writes, absolute; by default found as for any other run. */
  readonly log?: string;
};

/**
 * Makes a process that somebody started the run of a backfill, whether or not it fits `match:`. It is on record from then on like any
 * run that was seen.
 * @param own the PID that asks: Headgate does not track itself
 * @returns `unknown-name` for a backfill or PID that is not there, `unreadable-file` for such a log, `conflicting-run` for a process
 * that is a run already or a part of one, `unsupported` for one of Headgate's own
 */
export async function trackProcess(
  workspace: Workspace,
  ports: Ports,
  name: string,
  pid: number,
  own: number,
  { log }: TrackOptions = {},
): Promise<Result<RunStarted>> {
  const backfill = declared("backfill", workspace.pipeline.backfills, name);
  if (!backfill.ok) return backfill;
  const recorded = runsOf(await ports.store.runs());
  const listed = await ports.processes.list(new Set([pid]));
  if (!listed.ok) return listed;
  const byPid: ByPid = new Map(listed.value.map((process) => [process.pid, process]));
  const process = byPid.get(pid);
  if (process === undefined || process.zombie)
    return failure(
      "unknown-name",
      `There is no process ${pid} on this machine; it may have ended. Look for its PID again.`,
    );
  if (pid === own || isHeadgates(process.argv))
    return failure("unsupported", `Process ${pid} is Headgate's own; track the process that fills the dates.`);
  const taken = takenBy(workspace, name, process, byPid, recorded);
  if (taken !== null) return failure("conflicting-run", taken);
  if (log !== undefined && (await ports.files.stat(log)) === null)
    return failure("unreadable-file", `There is no log ${log}; name the file that process ${pid} writes to.`);
  const record = observedRecord(ports, name, process, log ?? null);
  const appended = await ports.store.appendRun(record);
  return appended.ok ? success(record) : appended;
}

/** The processes that could be tracked, those at work in the workspace before others, the youngest first: this user's, none of Headgate's own and no part of a run. */
export async function trackableProcesses(
  workspace: Workspace,
  ports: Ports,
  own: number,
): Promise<Result<ProcessInfo[]>> {
  const recorded = runsOf(await ports.store.runs());
  const listed = await ports.processes.list();
  if (!listed.ok) return listed;
  const byPid: ByPid = new Map(listed.value.map((process) => [process.pid, process]));
  const living = recorded.filter((run) => run.ended === null && listedProcess(byPid, run) !== null);
  const runs = pidsOf(living);
  const jobs = pidsOf(living.filter((run) => !isOrchestrator(workspace, run)));
  const isFree = (process: ProcessInfo): boolean =>
    process.own &&
    !process.zombie &&
    process.argv.length > 0 &&
    process.pid !== own &&
    !isHeadgates(process.argv) &&
    !runs.has(process.pid) &&
    !descendsFrom(process, jobs, byPid);
  const free = listed.value.filter(isFree);
  const root = await ports.files.realPath(workspace.root);
  const distance = ({ cwd }: ProcessInfo): number => (cwd !== null && liesIn(root, cwd) ? 0 : 1);
  return success(
    free.sort(
      (one, other) =>
        distance(one) - distance(other) || other.startedAt.getTime() - one.startedAt.getTime() || other.pid - one.pid,
    ),
  );
}

/** What is in the way: it is a run, it works for one, or it is above the same backfill's run. */
function takenBy(
  workspace: Workspace,
  name: string,
  process: ProcessInfo,
  byPid: ByPid,
  recorded: readonly Run[],
): string | null {
  const { pid } = process;
  for (const run of recorded) {
    const living = listedProcess(byPid, run);
    if (living === null || run.ended !== null) continue;
    const { started } = run;
    if (living.pid === pid) return `Process ${pid} is already the run of ${started.name}; nothing has to be tracked.`;
    if (descendsFrom(process, new Set([living.pid]), byPid) && !isOrchestrator(workspace, run))
      return `Process ${pid} works for the run of ${started.name} (PID ${living.pid}); its dates are told there.`;
    if (started.name === name && descendsFrom(living, new Set([pid]), byPid))
      return `Process ${pid} started the run of ${name} (PID ${living.pid}), which is watched already.`;
  }
  return null;
}

/** What an orchestrator started is a run of its own. */
function isOrchestrator({ pipeline }: Workspace, { started }: Run): boolean {
  return started.kind === "backfill" && pipeline.backfills[started.name]?.kind === "orchestrator";
}

function pidsOf(runs: readonly Run[]): Set<number> {
  return new Set(runs.map(({ started }) => started.pid));
}
