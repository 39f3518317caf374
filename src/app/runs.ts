import type { RunEnded, RunKind, RunRecord, RunStarted } from "./ports";

/** One execution, with its end where that is recorded. */
export type Run = { readonly started: RunStarted; readonly ended: RunEnded | null };

/** Every recorded run, in the order in which they started. */
export function runsOf(records: readonly RunRecord[]): Run[] {
  const ends = new Map<string, RunEnded>();
  for (const record of records) {
    if (record.type !== "ended") continue;
    const known = ends.get(record.run);
    // The supervisor knows how it ended; who only saw that it was gone may have written first.
    if (known === undefined || !tellsHow(known)) ends.set(record.run, record);
  }
  return records
    .flatMap((record) => (record.type === "started" ? [{ started: record, ended: ends.get(record.id) ?? null }] : []))
    .sort((one, other) => Date.parse(one.started.startedAt) - Date.parse(other.started.startedAt));
}

/** The recorded runs of one declared thing, oldest first. */
export function runsNamed(records: readonly RunRecord[], kind: RunKind, name: string): Run[] {
  return runsOf(records).filter(({ started }) => started.kind === kind && started.name === name);
}

function tellsHow(ended: RunEnded): boolean {
  return ended.exitCode !== null || ended.signal !== null;
}
