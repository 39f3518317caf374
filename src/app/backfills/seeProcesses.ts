import { isAbsolute, join, sep } from "node:path";
import { argumentDates } from "../../core/backfills/argumentDates";
import { descendsFrom, matchedByName, type MatchedProcess } from "../../core/backfills/liveRuns";
import { derivedMatch } from "../../core/backfills/scripts";
import type { Backfill } from "../../core/pipeline/pipeline";
import type { Ports, ProcessInfo, RunStarted } from "../ports";
import { runId } from "./runId";
import type { Run } from "./runs";
import type { Workspace } from "../workspace";

/** Processes by their PID. */
export type ByPid = ReadonlyMap<number, ProcessInfo>;

/** The very process of a run among those listed; null when it is gone, its PID came round again, or it is a zombie. */
export function listedProcess(byPid: ByPid, { started }: Run): ProcessInfo | null {
  const found = byPid.get(started.pid);
  return found?.identity === started.identity && !found.zombie ? found : null;
}

/** Whether a run was seen on this machine, so that its process could be seen from here if it were alive. */
export function isOfThisHost({ processes }: Pick<Ports, "processes">, { started }: Run): boolean {
  return started.host === undefined || started.host === processes.host;
}

/** A process that is not on record yet, with the name of the backfill it is a run of. */
export type Stranger = { readonly name: string; readonly process: ProcessInfo };

/** The processes of declared backfills that are not on record yet: somebody started them without Headgate. */
export async function strangers(
  { pipeline, root }: Workspace,
  { files }: Pick<Ports, "files">,
  list: readonly ProcessInfo[],
  byPid: ByPid,
  recorded: readonly Run[],
): Promise<Stranger[]> {
  const names = matchesOf(pipeline.backfills);
  const matched = matchedByName(list, names.all, byPid);
  if (matched.size === 0) return [];
  const living = new Set(recorded.filter((run) => listedProcess(byPid, run)).map(({ started }) => started.pid));
  const unknown = names.each.flatMap(([name, match]) =>
    (matched.get(match) ?? [])
      .filter(({ process }) => !living.has(process.pid) && !descendsFromRun(name, process, byPid, recorded))
      .map((found) => ({ name, ...found })),
  );
  if (unknown.length === 0) return [];
  const realRoot = await files.realPath(root);
  const ours = await Promise.all(unknown.map((found) => belongsTo(realRoot, files, found)));
  return unknown.filter((_, index) => ours[index] === true).map(({ name, process }) => ({ name, process }));
}

type Matches = {
  readonly each: readonly (readonly [name: string, match: string])[];
  readonly all: ReadonlySet<string>;
};
const remembered = new WeakMap<Workspace["pipeline"]["backfills"], Matches>();

/** By which names of scripts backfills are known; those that have none are known by their launches alone. */
function matchesOf(backfills: Readonly<Record<string, Backfill>>): Matches {
  const known = remembered.get(backfills);
  if (known) return known;
  const each = Object.entries(backfills).flatMap(([name, { match, command }]): [string, string][] => {
    const script = match ?? derivedMatch(command);
    return script === null ? [] : [[name, script]];
  });
  const matches = { each, all: new Set(each.map(([, match]) => match)) };
  remembered.set(backfills, matches);
  return matches;
}

/** A worker of a run that is on record, perhaps tracked by hand. What an orchestrator started is a run of its own. */
function descendsFromRun(name: string, process: ProcessInfo, byPid: ByPid, recorded: readonly Run[]): boolean {
  const same = recorded.filter((run) => run.started.name === name && listedProcess(byPid, run));
  return descendsFrom(process, new Set(same.map(({ started }) => started.pid)), byPid);
}

/** A script that lies outside this workspace, run from outside, is another project's of the same name. */
async function belongsTo(
  root: string,
  files: Ports["files"],
  { process, script }: MatchedProcess<ProcessInfo>,
): Promise<boolean> {
  if (process.cwd !== null && liesIn(root, process.cwd)) return true;
  // Its folder was removed under it: whatever it was, it was not this workspace's.
  if (process.cwd !== null && (await files.stat(process.cwd)) === null) return false;
  const path = isAbsolute(script) ? script : process.cwd === null ? null : join(process.cwd, script);
  // It may have changed its folder since it was started, so that its script cannot be found from there.
  if (path === null || (await files.stat(path)) === null) return true;
  return liesIn(root, await files.realPath(path));
}

/** Whether a path is the folder itself or below it; both are absolute and real. */
export function liesIn(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** What is recorded of a process that somebody else started. */
export function observedRecord(
  { processes }: Pick<Ports, "processes">,
  name: string,
  process: ProcessInfo,
  log: string | null = null,
): RunStarted {
  const { pid, identity, argv, cwd } = process;
  return {
    type: "started",
    id: runId({ kind: "backfill", name, pid, identity }),
    kind: "backfill",
    name,
    origin: "observed",
    host: processes.host,
    pid,
    identity,
    startedAt: process.startedAt.toISOString(),
    argv,
    cwd,
    log,
    dates: argumentDates(argv),
    forced: null,
  };
}
