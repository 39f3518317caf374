import type { SeenBackfill } from "./lookAtBackfills";
import type { FileFacts, Ports } from "./ports";
import type { Run } from "./runs";
import type { Workspace } from "./workspace";

export type FoundLog = { readonly path: string; readonly facts: FileFacts };

/** Times of processes and of files are told to about a hundredth of a second. */
const clockGrainMs = 20;

/**
 * Where a run may log, the likeliest first: what is on record, what its output points to while it is alive, then the files of the
 * glob that were written to during its life, the newest first.
 */
export async function logsOfRun(
  { root }: Workspace,
  { files, processes }: Pick<Ports, "files" | "processes">,
  { backfill, foreignLogs }: SeenBackfill,
  { started, ended }: Run,
  alive: boolean,
): Promise<FoundLog[]> {
  const from = Date.parse(started.startedAt) - clockGrainMs;
  const until = ended === null ? Number.POSITIVE_INFINITY : Date.parse(ended.endedAt) + clockGrainMs;
  const named = [
    ...(started.log === null ? [] : [started.log]),
    ...(alive ? await processes.outputFiles(started.pid) : []),
  ];
  const globbed = (await logsOfGlob({ root }, { files }, backfill.log)).filter(
    ({ path, facts }) =>
      facts.modifiedAt.getTime() >= from && facts.bornAt.getTime() <= until && !foreignLogs.has(path),
  );
  const known = await Promise.all([...new Set(named)].map((path) => found(files, path)));
  return [...known.flatMap((log) => log ?? []), ...globbed.filter(({ path }) => !named.includes(path))];
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
export function sinceStart({ started }: Run, { path, facts }: FoundLog): number | null {
  // The output of a launch was made for it.
  if (started.origin === "launched" && started.log === path) return null;
  const startedAt = Date.parse(started.startedAt);
  return facts.bornAt.getTime() < startedAt - clockGrainMs ? startedAt - 1000 : null;
}

async function found(files: Ports["files"], path: string): Promise<FoundLog | null> {
  const facts = await files.stat(path);
  return facts === null ? null : { path, facts };
}
