import { matchedArgument, scriptNames } from "./scripts";

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
  return matchedByName(processes, new Set([match])).get(match) ?? [];
}

/** `matchedRuns` of many names in one pass; names that no process has are not in it. */
export function matchedByName<Process extends SeenProcess>(
  processes: readonly Process[],
  matches: ReadonlySet<string>,
): Map<string, MatchedProcess<Process>[]> {
  const found = new Map<string, MatchedProcess<Process>[]>();
  const take = (match: string, process: Process, script: string): void => {
    const others = found.get(match);
    if (others) others.push({ process, script });
    else found.set(match, [{ process, script }]);
  };
  const inPieces = [...matches].filter((match) => /\s/.test(match));
  for (const process of processes) {
    if (process.zombie) continue;
    for (const [name, script] of scriptNames(process.argv)) if (matches.has(name)) take(name, process, script);
    for (const match of inPieces) {
      const script = scriptNames(process.argv).has(match) ? null : matchedArgument(process.argv, match);
      if (script !== null) take(match, process, script);
    }
  }
  if (found.size === 0) return found;
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  for (const [match, matched] of found) {
    const pids = new Set(matched.map(({ process }) => process.pid));
    found.set(
      match,
      matched.filter(({ process }) => !descendsFrom(process, pids, byPid)),
    );
  }
  return found;
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
