import { hostname } from "node:os";
import type { Processes } from "../../app/ports";
import { failure, success, type Result } from "../../core/result";
import { askedTable, type AskedProcesses } from "./askedTable";
import { hasProcfs, type SystemProcess } from "./processSource";
import { processTable } from "./processTable";
import { procfs } from "./procfs";
import { askedPs } from "./ps";
import { rememberedOutputs } from "./rememberedOutputs";
import { isThere } from "./signals";
import { stopProcess } from "./stopProcess";
import { stopTree } from "./stopTree";
import { askedWindows } from "./windows";

/** The processes of this machine. Reading `/proc` is short; other programs are asked without keeping the editor waiting. */
export function processes(platform: NodeJS.Platform = process.platform): Processes {
  if (hasProcfs(platform)) return readProcesses();
  return platform === "win32" ? askedProcesses(askedWindows(), true) : askedProcesses(askedPs(), false);
}

function readProcesses(): Processes {
  const source = procfs();
  const table = processTable(source);
  const find = async (pid: number): Promise<SystemProcess | null> => table.find(pid);
  const fresh = { find: async (pid: number) => source.find(pid), list: async () => source.list() };
  return {
    host: hostname(),
    list: (watched = new Set()) => listed(async () => table.look(watched)),
    find,
    outputFiles: rememberedOutputs(async (pid) => source.outputFiles(pid), find),
    stop: (pid, identity, graceMs) => stopProcess(fresh, pid, identity, graceMs),
  };
}

function askedProcesses(source: AskedProcesses, isWindows: boolean): Processes {
  const table = askedTable(source, isThere);
  return {
    host: hostname(),
    list: (watched = new Set()) => listed(() => table.look(watched)),
    find: (pid) => table.find(pid),
    outputFiles: rememberedOutputs(
      (pid) => source.outputFiles(pid),
      (pid) => table.find(pid),
    ),
    stop: (pid, identity, graceMs) => (isWindows ? stopTree : stopProcess)(source, pid, identity, graceMs),
  };
}

/** Every run would look dead in a list that is empty because it could not be had: one that lacks this process is none. */
async function listed(look: () => Promise<SystemProcess[]>): Promise<Result<readonly SystemProcess[]>> {
  const unseen = "The processes of this machine could not be listed; whether something runs cannot be told.";
  try {
    const processes = await look();
    return processes.some(({ pid }) => pid === process.pid) ? success(processes) : failure("unsupported", unseen);
  } catch {
    return failure("unsupported", unseen);
  }
}
