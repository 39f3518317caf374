import { failure, type Result } from "../../core/result";
import { isAlive, type FollowPorts } from "./followRun";
import type { RunStarted } from "../ports";
import { recordId } from "../recordId";
import { runsOf } from "../backfills/runs";

/** Between being asked and being made to stop, for runs of which nothing else is declared. */
export const usualGraceMs = 5_000;
/** Being killed, and having that written down, takes a moment. */
const killedMs = 30_000;

/**
 * Stops a run that is alive, with all that it started: asked first, by force after its grace period. That a person asked for it
 * is recorded before, so that its end is no mystery to anybody.
 * @param graceMs where the run itself does not say: of a process that somebody else started
 * @returns `unknown-name` for a PID that is no run of this workspace
 */
export async function stopRun(ports: FollowPorts, pid: number, graceMs = usualGraceMs): Promise<Result<void>> {
  const runs = runsOf(await ports.store.runs()).filter(({ started }) => started.pid === pid);
  for (const { started } of runs)
    if (await isAlive(ports, started)) return stopStarted(ports, started, started.graceMs ?? graceMs);
  return failure("unknown-name", `No run with PID ${pid} is alive here; look at the backfills again.`);
}

async function stopStarted(
  { clock, processes, store }: FollowPorts,
  { id: run, pid, identity }: RunStarted,
  graceMs: number,
): Promise<Result<void>> {
  const said = { run, at: clock.now().toISOString(), patienceMs: graceMs + killedMs };
  const recorded = await store.appendStop({ id: recordId(said), ...said });
  const stopped = await processes.stop(pid, identity, graceMs);
  // It has stopped all the same; only the reason of its end will be missing.
  return stopped.ok ? recorded : stopped;
}
