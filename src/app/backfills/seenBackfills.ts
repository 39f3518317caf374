import type { SeenBackfill } from "./lookAtBackfills";
import type { Run } from "./runs";
import type { Workspace } from "../workspace";

type Sorted = {
  readonly runs: ReadonlyMap<string, readonly Run[]>;
  readonly logs: readonly Logged[];
  /** By the name of the backfill that they are foreign to, as far as somebody asked. */
  readonly foreign: Map<string, ReadonlySet<string>>;
};
type Logged = { readonly log: string; readonly run: Run };

/** Kept while the records stay the same: a look each second would sort them each second. */
const remembered = new WeakMap<readonly Run[], Sorted>();
const noRuns: readonly Run[] = [];

/**
 * The declared backfills, each with its runs.
 * @param living runs whose process is there; null when processes cannot be looked at
 */
export function seenBackfills(
  { pipeline }: Workspace,
  recorded: readonly Run[],
  living: ReadonlySet<Run> | null,
): SeenBackfill[] {
  const known = remembered.get(recorded) ?? sorted(recorded);
  remembered.set(recorded, known);
  const { runs, logs, foreign } = known;
  return Object.entries(pipeline.backfills).map(([name, backfill]) => {
    const own = runs.get(name) ?? noRuns;
    const foreignLogs = foreign.get(name) ?? logsOfOthers(logs, own);
    foreign.set(name, foreignLogs);
    return { name, backfill, runs: own, living: living && own.filter((run) => living.has(run)), foreignLogs };
  });
}

function sorted(recorded: readonly Run[]): Sorted {
  const runs = new Map<string, Run[]>();
  for (const run of recorded) {
    if (run.started.kind !== "backfill" || run.ended?.neverStarted === true) continue;
    const others = runs.get(run.started.name);
    if (others) others.push(run);
    else runs.set(run.started.name, [run]);
  }
  const logs = recorded.flatMap((run) => (run.started.log === null ? [] : [{ log: run.started.log, run }]));
  return { runs, logs, foreign: new Map() };
}

function logsOfOthers(logs: readonly Logged[], own: readonly Run[]): ReadonlySet<string> {
  const ours = new Set(own);
  return new Set(logs.flatMap(({ log, run }) => (ours.has(run) ? [] : [log])));
}
