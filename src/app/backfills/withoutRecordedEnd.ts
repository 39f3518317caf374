import { mayTellEnd } from "../launching/followRun";
import { pause } from "../pause";
import type { Ports } from "../ports";
import { runsOf, type Run } from "./runs";

const pauseMs = 50;
/** A supervisor records the end of its command a moment after the process is gone; on a busy disk it is a longer one. */
const recordPatienceMs = 3_000;
/** Earlier records do not name their supervisor, so that it cannot be seen whether somebody is about to write. */
const unnamedPatienceMs = 150;

/** Of runs whose process is gone those that nobody will tell the end of: supervisors that are alive are waited for. */
export async function withoutRecordedEnd(
  ports: Pick<Ports, "store" | "processes">,
  gone: readonly Run[],
): Promise<readonly Run[]> {
  if (gone.length === 0) return gone;
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    // Asked before the records are read: who is gone by then has written what there is to write.
    const isAwaited = await someMayTell(ports, gone, waitedMs);
    const open = runsOf(await ports.store.runs()).filter(({ ended }) => ended === null);
    const openIds = new Set(open.map(({ started }) => started.id));
    const left = gone.filter(({ started }) => openIds.has(started.id));
    if (!isAwaited || left.length === 0 || waitedMs >= recordPatienceMs) return left;
    await pause(pauseMs);
  }
}

async function someMayTell(ports: Pick<Ports, "processes">, runs: readonly Run[], waitedMs: number): Promise<boolean> {
  const mayTell = await Promise.all(runs.map(({ started }) => mayTellEnd(ports, started)));
  return mayTell.some((may) => may ?? waitedMs < unnamedPatienceMs);
}
