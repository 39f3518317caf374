import { isAbsolute, join, sep } from "node:path";
import { argumentDates } from "../core/backfills/argumentDates";
import { descendsFrom, matchedRuns } from "../core/backfills/liveRuns";
import { derivedMatch } from "../core/backfills/scripts";
import type { Backfill } from "../core/pipeline/pipeline";
import type { Ports, ProcessInfo, RunStarted } from "./ports";
import type { Run } from "./runs";
import type { Workspace } from "./workspace";

/** Whether the very process of a run is among those listed. */
export function isListed(list: readonly ProcessInfo[], { started }: Run): boolean {
  return list.some(({ pid, identity, zombie }) => pid === started.pid && identity === started.identity && !zombie);
}

/** The processes of a backfill that are not on record yet: somebody started them without Headgate. */
export async function unrecordedRuns(
  workspace: Workspace,
  { files }: Pick<Ports, "files">,
  backfill: Backfill,
  list: readonly ProcessInfo[],
  recorded: readonly Run[],
): Promise<ProcessInfo[]> {
  const match = backfill.match ?? derivedMatch(backfill.command);
  if (match === null) return [];
  const living = new Set(recorded.filter((run) => isListed(list, run)).map(({ started }) => started.pid));
  const byPid = new Map(list.map((process) => [process.pid, process]));
  const strangers = matchedRuns(list, match).filter(
    ({ process }) => !living.has(process.pid) && !descendsFrom(process, living, byPid),
  );
  const root = await files.realPath(workspace.root);
  const ours = await Promise.all(strangers.map(({ process, script }) => belongsTo(root, files, process, script)));
  return strangers.flatMap(({ process }, index) => (ours[index] === true ? [process] : []));
}

/** A script that lies outside this workspace, run from outside, is another project's of the same name. */
async function belongsTo(root: string, files: Ports["files"], process: ProcessInfo, script: string): Promise<boolean> {
  const inside = (path: string): boolean => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
  if (process.cwd !== null && inside(process.cwd)) return true;
  // Its folder was removed under it: whatever it was, it was not this workspace's.
  if (process.cwd !== null && (await files.stat(process.cwd)) === null) return false;
  const path = isAbsolute(script) ? script : process.cwd === null ? null : join(process.cwd, script);
  // It may have changed its folder since it was started, so that its script cannot be found from there.
  if (path === null || (await files.stat(path)) === null) return true;
  return inside(await files.realPath(path));
}

/** What is recorded of a process that somebody else started. `id` is what its run is known by. */
export function observedRecord(name: string, process: ProcessInfo, id: string): RunStarted {
  const { pid, identity, argv, cwd } = process;
  return {
    type: "started",
    id,
    kind: "backfill",
    name,
    origin: "observed",
    pid,
    identity,
    startedAt: process.startedAt.toISOString(),
    argv,
    cwd,
    log: null,
    dates: argumentDates(argv),
    forced: null,
  };
}
