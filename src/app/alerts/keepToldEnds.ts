import { endToKeep, runKey } from "../../core/alerts/toldEnd";
import type { BackfillStatus } from "../../core/backfills/status";
import type { Ports } from "../ports";
import { recordId } from "../recordId";

/** Keeps the conservative ends that the rows tell, so that whoever watches later can notice that one has passed. */
export async function keepToldEnds(
  { store, clock }: Pick<Ports, "store" | "clock">,
  rows: readonly BackfillStatus[],
  pollMs: number,
): Promise<void> {
  if (rows.every(({ eta }) => eta === null)) return;
  const kept = await store.alerts.toldEnds();
  for (const row of rows) {
    const key = runKey(row);
    const end = endToKeep(
      row,
      kept.filter(({ run }) => run === key),
      clock.now(),
      pollMs,
    );
    if (end === null) continue;
    // Where it cannot be written, the next look tries again; nothing else depends on it.
    await store.alerts.keepToldEnd({ ...end, id: recordId({ run: end.run, number: end.number }) });
  }
}
