import type { RunRecord, StopAsked } from "../ports";

/** Ends that a person had asked for, marked so. Whoever recorded the end need not know of the asking. */
export function withStops(records: readonly RunRecord[], stops: readonly StopAsked[]): RunRecord[] {
  if (stops.length === 0) return [...records];
  const untilMs = new Map<string, number>();
  for (const { run, at, patienceMs } of stops) {
    const until = Date.parse(at) + patienceMs;
    untilMs.set(run, Math.max(until, untilMs.get(run) ?? until));
  }
  return records.map((record) => {
    if (record.type === "started") return record;
    // One that survived being stopped, and ended much later, has ended by itself.
    const until = untilMs.get(record.run);
    return until !== undefined && Date.parse(record.endedAt) <= until ? { ...record, stopped: true } : record;
  });
}
