import { setTimeout as sleep } from "node:timers/promises";
import type { Processes } from "../../app/ports";
import { failure, success, type Result } from "../../core/result";
import { processSource, type ProcessSource, type SystemProcess } from "./processSource";

const noWindows =
  "Headgate cannot look at processes on Windows yet: runs are neither seen nor launched there; use it inside WSL.";

/** The processes of this machine. On Windows every question is answered with that it is not supported yet. */
export function processes(platform: NodeJS.Platform = process.platform): Processes {
  const source = processSource(platform);
  if (source === null)
    return {
      list: async () => failure("unsupported", noWindows),
      find: async () => null,
      outputFiles: async () => [],
      stop: async () => failure("unsupported", noWindows),
    };
  return {
    list: async () => list(source),
    find: async (pid) => source.find(pid),
    outputFiles: async (pid) => source.outputFiles(pid),
    stop: (pid, identity, graceMs) => stop(source, pid, identity, graceMs),
  };
}

/** Every run would look dead in a list that is empty because it could not be had: one that lacks this process is none. */
function list(source: ProcessSource): Result<readonly SystemProcess[]> {
  const unseen = "The processes of this machine could not be listed; whether something runs cannot be told.";
  try {
    const processes = source.list();
    return processes.some(({ pid }) => pid === process.pid) ? success(processes) : failure("unsupported", unseen);
  } catch {
    return failure("unsupported", unseen);
  }
}

const pauseMs = 50;
/** After SIGKILL only the kernel's own work is left to wait for. */
const killedMs = 5_000;

async function stop(source: ProcessSource, pid: number, identity: string, graceMs: number): Promise<Result<void>> {
  const found = source.find(pid);
  if (found?.identity !== identity) return success(undefined);
  const leadsItsGroup = found.groupId === pid;
  const signal = (name: NodeJS.Signals): void => void process.kill(leadsItsGroup ? -pid : pid, name);
  const gone = (): boolean => {
    const leader = source.find(pid);
    if (leader?.identity === identity && !leader.zombie) return false;
    return !leadsItsGroup || !source.list().some((one) => one.groupId === pid && !one.zombie);
  };
  try {
    signal("SIGINT");
    if (await within(graceMs, gone)) return success(undefined);
    signal("SIGKILL");
    if (await within(killedMs, gone)) return success(undefined);
  } catch (error) {
    if (gone()) return success(undefined);
    const reason = error instanceof Error && "code" in error && error.code === "EPERM" ? "it is another user's" : error;
    return failure("stop-failed", `Process ${pid} could not be stopped: ${String(reason)}.`);
  }
  return failure(
    "stop-failed",
    `Process ${pid} is still there after SIGKILL; it may be waiting for a disk or network.`,
  );
}

async function within(patienceMs: number, holds: () => boolean): Promise<boolean> {
  for (let waited = 0; waited <= patienceMs; waited += pauseMs) {
    if (holds()) return true;
    await sleep(pauseMs);
  }
  return holds();
}
