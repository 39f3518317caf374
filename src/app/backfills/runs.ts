import type { RunEnded, RunKind, RunRecord, RunStarted } from "../ports";

/** One execution, with its end where that is recorded. */
export type Run = { readonly started: RunStarted; readonly ended: RunEnded | null };

const remembered = new WeakMap<readonly RunRecord[], Run[]>();

/** Every recorded run, in the order in which they started. The same records give the same runs: a store that has not changed since the last look tells the same records. */
export function runsOf(records: readonly RunRecord[]): readonly Run[] {
  // Records that can still be added to are put together anew.
  if (!Object.isFrozen(records)) return runsIn(records);
  const runs = remembered.get(records) ?? runsIn(records);
  remembered.set(records, runs);
  return runs;
}

function runsIn(records: readonly RunRecord[]): Run[] {
  const ends = new Map<string, RunEnded>();
  for (const record of records) {
    if (record.type !== "ended") continue;
    const known = ends.get(record.run);
    // The supervisor knows how it ended; who only saw that it was gone may have written first.
    if (known === undefined || !tellsHow(known)) ends.set(record.run, record);
  }
  return records
    .flatMap((record) => (record.type === "started" ? [{ started: record, ended: ends.get(record.id) ?? null }] : []))
    .map((run) => ({ run, at: Date.parse(run.started.startedAt) }))
    .sort((one, other) => one.at - other.at)
    .map(({ run }) => run);
}

/** The recorded runs of one declared thing, oldest first. */
export function runsNamed(records: readonly RunRecord[], kind: RunKind, name: string): Run[] {
  return runsOf(records).filter(({ started }) => started.kind === kind && started.name === name);
}

function tellsHow(ended: RunEnded): boolean {
  return ended.exitCode !== null || ended.signal !== null;
}
