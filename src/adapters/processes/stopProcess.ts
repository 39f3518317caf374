import { failure, success, type Result } from "../../core/result";
import { anotherUsers } from "./launchProblems";
import type { SystemProcess } from "./processSource";
import { isNotAllowed } from "./signals";
import { within } from "./within";

const pauseMs = 100;
/** After SIGKILL only the kernel's own work is left to wait for. */
const killedMs = 5_000;

/** What stopping has to know of processes, each time as of now. */
export type LookedUp = {
  find(pid: number): Promise<SystemProcess | null> | SystemProcess | null;
  list(): Promise<readonly SystemProcess[]> | readonly SystemProcess[];
};

/** What is to be ended. */
type Target = {
  readonly pid: number;
  /** It leads a process group: all of that goes with it. One that does not was typed into a shell, which stays. */
  readonly leads: boolean;
  /** By PID, the identity of all that was seen to belong to it: a worker whose parent has gone is nobody's descendant any more. */
  readonly known: Map<number, string>;
};

/**
 * Ends a process and all that it started: SIGINT, and SIGKILL to what is left after the grace period. Resolves once all are gone;
 * also when it was gone before.
 */
export async function stopProcess(
  source: LookedUp,
  pid: number,
  identity: string,
  graceMs: number,
): Promise<Result<void>> {
  const found = await source.find(pid);
  if (found?.identity !== identity) return success(undefined);
  const target: Target = { pid, leads: found.groupId === pid, known: new Map([[pid, identity]]) };
  const gone = async (): Promise<boolean> => (await remaining(source, target)).length === 0;
  const ask = (name: NodeJS.Signals): Promise<void> => signal(source, target, name);
  try {
    if (await ended(ask, graceMs, gone)) return success(undefined);
  } catch (error) {
    if (await gone()) return success(undefined);
    if (isNotAllowed(error)) return anotherUsers(pid);
    return failure("stop-failed", `Process ${pid} could not be stopped: ${String(error)}.`);
  }
  return failure(
    "stop-failed",
    `Process ${pid} is still there after SIGKILL; it may be waiting for a disk or network.`,
  );
}

async function ended(
  ask: (name: NodeJS.Signals) => Promise<void>,
  graceMs: number,
  gone: () => Promise<boolean>,
): Promise<boolean> {
  await ask("SIGINT");
  // One that is suspended hears it only when it goes on.
  await ask("SIGCONT");
  if (await within(graceMs, pauseMs, gone)) return true;
  // Again and again: what is just being started was not there the first time.
  for (let waitedMs = 0; waitedMs < killedMs; waitedMs += pauseMs) {
    await ask("SIGKILL");
    if (await within(pauseMs, pauseMs, gone)) return true;
  }
  return false;
}

/** What belongs to the target and is there. */
async function remaining(source: LookedUp, { pid, leads, known }: Target): Promise<SystemProcess[]> {
  const list = (await source.list()).filter(({ zombie }) => !zombie);
  const isKnown = (one: SystemProcess): boolean => known.get(one.pid) === one.identity;
  const byPid = new Map(list.map((one) => [one.pid, one]));
  const belongs = (one: SystemProcess): boolean => {
    const parent = byPid.get(one.parentPid);
    return (leads && one.groupId === pid) || (parent !== undefined && isKnown(parent));
  };
  for (let more = true; more;) {
    const found = list.filter((one) => !isKnown(one) && belongs(one));
    for (const one of found) known.set(one.pid, one.identity);
    more = found.length > 0;
  }
  return list.filter((one) => isKnown(one) && one.pid !== process.pid);
}

async function signal(source: LookedUp, target: Target, name: NodeJS.Signals): Promise<void> {
  const left = await remaining(source, target);
  const inGroup = left.filter(({ groupId }) => target.leads && groupId === target.pid);
  // The group in one go: nobody in it can start another meanwhile.
  if (inGroup.length > 0) send(-target.pid, name);
  for (const { pid } of left.filter((one) => !inGroup.includes(one))) send(pid, name);
}

function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It ended just now.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
