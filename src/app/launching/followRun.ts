import { success, failure, type Result } from "../../core/result";
import { pause } from "../pause";
import type { Ports, RunEnded, RunStarted } from "../ports";
import { runsOf } from "../backfills/runs";
import { unseenEnd } from "../backfills/unseenEnd";

export type FollowPorts = Pick<Ports, "clock" | "files" | "processes" | "store">;

const pauseMs = 200;
/** How long after a process is gone its supervisor may take to record how it ended. */
const recordPatienceMs = 3_000;
const chunkBytes = 1 << 20;

/**
 * Passes a run's output on as it is written, until the run has ended. Aborting stops following, not the run.
 * @returns how it ended; exit code and signal are null when nobody was there to see it. `interrupted` when aborted
 */
export async function followRun(
  ports: FollowPorts,
  run: RunStarted,
  onOutput: (text: string) => void,
  signal: AbortSignal,
): Promise<Result<RunEnded>> {
  const passOn = outputOf(ports, run, onOutput);
  let goneForMs = 0;
  while (!signal.aborted) {
    // Before the records are read: who is gone by then has written what there is to write.
    const mayTell = (await mayTellEnd(ports, run)) ?? true;
    // Asked before the output is read: what was written until the end is then passed on, too.
    const ended = await endOf(ports, run);
    const alive = ended === null && (await isAlive(ports, run));
    await passOn();
    if (ended) return success(ended);
    if (!alive && (!mayTell || goneForMs >= recordPatienceMs)) return success(await recordUnseenEnd(ports, run));
    goneForMs = alive ? 0 : goneForMs + pauseMs;
    await pause(pauseMs, signal);
  }
  return failure("interrupted", `${run.name} is followed no longer; it goes on (PID ${run.pid}).`);
}

/** Whether the very process of a run is still there. */
export async function isAlive(
  { processes }: Pick<Ports, "processes">,
  { pid, identity }: Pick<RunStarted, "pid" | "identity">,
): Promise<boolean> {
  const found = await processes.find(pid);
  return found !== null && found.identity === identity && !found.zombie;
}

/** Whether somebody may be about to record how a run ended; null where that cannot be seen, of earlier records. */
export async function mayTellEnd(
  ports: Pick<Ports, "processes">,
  { origin, supervisor }: RunStarted,
): Promise<boolean | null> {
  if (origin === "observed") return false;
  return supervisor === undefined ? null : isAlive(ports, supervisor);
}

async function endOf({ store }: FollowPorts, run: RunStarted): Promise<RunEnded | null> {
  return runsOf(await store.runs()).find(({ started }) => started.id === run.id)?.ended ?? null;
}

function outputOf({ files }: FollowPorts, run: RunStarted, onOutput: (text: string) => void): () => Promise<void> {
  // One decoder for the whole of it: a character may be cut by the end of a chunk.
  const decoder = new TextDecoder();
  let offset = 0;
  return async () => {
    while (run.log !== null) {
      const bytes = await files.readBytes(run.log, offset, offset + chunkBytes);
      if (!bytes.ok || bytes.value.length === 0) return;
      offset += bytes.value.length;
      onOutput(decoder.decode(bytes.value, { stream: true }));
    }
  };
}

/** Kept as well, so that whoever judges the run finds that it has ended; where that fails, the next look sees it again. */
async function recordUnseenEnd(ports: FollowPorts, run: RunStarted): Promise<RunEnded> {
  const ended = await unseenEnd(ports, run);
  await ports.store.appendRun(ended);
  return { ...ended, reason: "The process is gone, and nobody saw how it ended." };
}
