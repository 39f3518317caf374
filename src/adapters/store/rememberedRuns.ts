import { join } from "node:path";
import type { RunRecord } from "../../app/ports";
import { withStops } from "../../app/backfills/stops";
import { runRecordSchema, stopSchema } from "./recordSchemas";
import { rememberedLines } from "./rememberedLines";

/** The records of runs, ends that a person asked for marked so; the very same list while nothing was added to either file. */
export function rememberedRuns(folder: string): () => RunRecord[] {
  const records = rememberedLines(join(folder, "runs.jsonl"), runRecordSchema, isLaunched);
  const stops = rememberedLines(join(folder, "stops.jsonl"), stopSchema);
  let known: { readonly records: RunRecord[]; readonly stops: object; readonly told: RunRecord[] } | null = null;
  return () => {
    const [latest, asked] = [records(), stops()];
    if (known?.records !== latest || known.stops !== asked)
      known = { records: latest, stops: asked, told: asked.length === 0 ? latest : withStops(latest, asked) };
    return known.told;
  };
}

/** Who only saw a process may write after its supervisor, and knows less. */
function isLaunched(record: RunRecord): boolean {
  return record.type === "started" && record.origin === "launched";
}
