import type { SeenBackfill } from "../backfills/lookAtBackfills";
import type { FileFacts, Ports } from "../ports";
import type { Run } from "../backfills/runs";
import type { Workspace } from "../workspace";

export type FoundLog = { readonly path: string; readonly facts: FileFacts };

/** Times of processes and of files are told to about a hundredth of a second. */
const clockGrainMs = 20;

/** Where a run may log: files that are known to be its own, and those that fit one of its globs. */
export type RunLogs = {
  /** What is on record, and what its output points to while it is alive, the likeliest first. */
  readonly named: readonly FoundLog[];
  /** Of each glob, the files that were written to during the run's life, the youngest first. Looked for when asked. */
  readonly globbed: () => Promise<FoundLog[][]>;
};

/** Where a run may log. */
export async function logsOfRun(
  { root }: Workspace,
  { files, processes }: Pick<Ports, "files" | "processes">,
  { backfill, foreignLogs }: SeenBackfill,
  { started, ended }: Run,
  alive: boolean,
): Promise<RunLogs> {
  const from = Date.parse(started.startedAt) - clockGrainMs;
  const until = ended === null ? Number.POSITIVE_INFINITY : Date.parse(ended.endedAt) + clockGrainMs;
  const paths = [
    ...(started.log === null ? [] : [started.log]),
    ...(alive ? await processes.outputFiles(started.pid) : []),
  ];
  const isOfRun = ({ path, facts }: FoundLog): boolean =>
    facts.modifiedAt.getTime() >= from && facts.bornAt.getTime() <= until && !foreignLogs.has(path);
  const named = await Promise.all([...new Set(paths)].map((path) => found(files, path)));
  return {
    named: named.flatMap((log) => log ?? []),
    globbed: () =>
      Promise.all(
        backfill.log.map(async (pattern) => (await logsOfGlob({ root }, { files }, [pattern])).filter(isOfRun)),
      ),
  };
}

/** The files of a backfill's globs, the youngest first. */
export async function logsOfGlob(
  { root }: Pick<Workspace, "root">,
  { files }: Pick<Ports, "files">,
  patterns: readonly string[],
): Promise<FoundLog[]> {
  const paths = new Set((await Promise.all(patterns.map((pattern) => files.glob(pattern, root)))).flat());
  const logs = (await Promise.all([...paths].map((path) => found(files, path)))).flatMap((log) => log ?? []);
  return logs.sort(
    (one, other) =>
      other.facts.bornAt.getTime() - one.facts.bornAt.getTime() ||
      other.facts.modifiedAt.getTime() - one.facts.modifiedAt.getTime(),
  );
}

/** A file that was there before the run holds lines of earlier runs: those before its start do not count. */
export function sinceStart({ started }: Run, path: string, bornAt: number): number | null {
  // The output of a launch was made for it.
  if (started.origin === "launched" && started.log === path) return null;
  const startedAt = Date.parse(started.startedAt);
  return bornAt < startedAt - clockGrainMs ? startedAt - 1000 : null;
}

async function found(files: Ports["files"], path: string): Promise<FoundLog | null> {
  const facts = await files.stat(path);
  return facts === null ? null : { path, facts };
}
