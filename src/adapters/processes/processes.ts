import type { Processes } from "../../app/ports";
import { failure, success, type Result } from "../../core/result";
import { stopProcess } from "./stopProcess";
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
    stop: (pid, identity, graceMs) => stopProcess(source, pid, identity, graceMs),
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
