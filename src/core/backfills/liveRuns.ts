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
  byPid: ReadonlyMap<number, Process> = new Map(processes.map((process) => [process.pid, process])),
): Map<string, MatchedProcess<Process>[]> {
  const found = new Map<string, MatchedProcess<Process>[]>();
  const take = (match: string, process: Process, script: string): void => {
    const others = found.get(match);
    if (others) others.push({ process, script });
    else found.set(match, [{ process, script }]);
  };
  for (const process of processes) {
    if (process.zombie) continue;
    for (const [match, script] of matchesAmong(process.argv, matches)) take(match, process, script);
  }
  for (const [match, matched] of found) {
    const pids = new Set(matched.map(({ process }) => process.pid));
    found.set(
      match,
      matched.filter(({ process }) => !descendsFrom(process, pids, byPid)),
    );
  }
  return found;
}

type Matched = readonly (readonly [match: string, script: string])[];
const remembered = new WeakMap<ReadonlySet<string>, WeakMap<readonly string[], Matched>>();

/** Told once for a list of arguments, as long as the names asked for are the same set. */
function matchesAmong(argv: readonly string[], matches: ReadonlySet<string>): Matched {
  let known = remembered.get(matches);
  if (!known) remembered.set(matches, (known = new WeakMap<readonly string[], Matched>()));
  const found = known.get(argv);
  if (found) return found;
  const names = scriptNames(argv);
  const whole = [...names].filter(([name]) => matches.has(name));
  const inPieces = [...matches]
    .filter((match) => /\s/.test(match) && !names.has(match))
    .flatMap((match): [string, string][] => {
      const script = matchedArgument(argv, match);
      return script === null ? [] : [[match, script]];
    });
  const all = [...whole, ...inPieces];
  known.set(argv, all);
  return all;
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
