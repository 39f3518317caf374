import { matchedArgument } from "./scripts";

/** What has to be known of a process to tell whose it is. */
export type SeenProcess = {
  readonly pid: number;
  readonly parentPid: number;
  readonly argv: readonly string[];
  readonly cwd: string | null;
  readonly zombie: boolean;
};

/** A process by whose arguments a backfill is known, with the argument itself. */
export type MatchedProcess<Process extends SeenProcess> = { readonly process: Process; readonly script: string };

/**
 * The processes of a backfill, one a run: an ancestor and its descendants with the same match are one run, and the topmost stands
 * for it.
 */
export function matchedRuns<Process extends SeenProcess>(
  processes: readonly Process[],
  match: string,
): MatchedProcess<Process>[] {
  const matched = processes.flatMap((process) => {
    const script = process.zombie ? null : matchedArgument(process.argv, match);
    return script === null ? [] : [{ process, script }];
  });
  const pids = new Set(matched.map(({ process }) => process.pid));
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  return matched.filter(({ process }) => !descendsFrom(process, pids, byPid));
}

/** Whether one of a process's ancestors (not itself) is among the given. */
export function descendsFrom(
  process: SeenProcess,
  ancestors: ReadonlySet<number>,
  byPid: ReadonlyMap<number, SeenProcess>,
): boolean {
  const seen = new Set([process.pid]);
  for (let pid = process.parentPid; !seen.has(pid); pid = byPid.get(pid)?.parentPid ?? pid) {
    if (ancestors.has(pid)) return true;
    seen.add(pid);
  }
  return false;
}
