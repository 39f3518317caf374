import { closeSync, openSync, readFileSync, readlinkSync, readSync, statSync } from "node:fs";
import { closeUnusedStats, readOpenStat } from "./openStats";
import { parseStat, type Stat } from "./parseStat";
import { pidList } from "./pidList";
import type { ProcessSource, SystemProcess } from "./processSource";
import type { ReadableProcesses } from "./processTable";

/** Linux: everything is read from `/proc`; what belongs to others and cannot be read stays unknown. */
export function procfs(): ProcessSource & ReadableProcesses {
  const boot = textOf("/proc/sys/kernel/random/boot_id").trim() || "unknown";
  // Taken once: were it taken at every look, the same process would seem to have started some milliseconds apart.
  const bootedAtMs = Date.now() - 1000 * Number.parseFloat(textOf("/proc/uptime") || "0");
  /** Always with the same fields in the same order: a look goes through all processes several times, and like objects are read faster. */
  const told = (pid: number, stat: Stat, { argv, cwd, own }: Nature): SystemProcess => ({
    pid,
    parentPid: stat.parentPid,
    groupId: stat.groupId,
    startedAt: new Date(bootedAtMs + stat.startedAfterBootMs),
    identity: `${boot}:${stat.startTicks}`,
    zombie: stat.zombie,
    suspended: stat.suspended,
    threads: stat.threads,
    cpuMs: stat.cpuMs,
    memoryBytes: stat.residentPages * pageBytes,
    readAt: new Date(),
    argv,
    cwd,
    own,
  });
  const find = (pid: number): SystemProcess | null => {
    const stat = statOf(pid);
    return stat && told(pid, stat, nature(pid, commandLineOf(pid)));
  };
  const isSame = (known: SystemProcess, stat: Stat): boolean => known.identity === `${boot}:${stat.startTicks}`;
  const knownPids = pidList();
  const pids = (): number[] => {
    closeUnusedStats();
    return knownPids();
  };
  return {
    find,
    pids,
    refreshed(known) {
      const again = readOpenStat(known.pid);
      const stat = again === null ? statOf(known.pid) : parseStat(again);
      if (stat === null) return null;
      return isSame(known, stat) ? told(known.pid, stat, known) : find(known.pid);
    },
    reread(known) {
      const stat = statOf(known.pid);
      if (stat === null) return null;
      const commandLine = commandLineOf(known.pid);
      const isSameProgram = isSame(known, stat) && commandLine === known.argv.join("\0");
      return told(known.pid, stat, isSameProgram ? known : nature(known.pid, commandLine));
    },
    list: () => pidList()().flatMap((pid) => find(pid) ?? []),
    outputFiles: (pid) => {
      const links = [1, 2].map((descriptor) => `/proc/${pid}/fd/${descriptor}`);
      const targets = new Map(links.map((link) => [linkTarget(link), link]));
      return [...targets].flatMap(([target, link]) => (target !== null && isRegularFile(target, link) ? [target] : []));
    },
    bootId: () => boot,
  };
}

type Nature = Pick<SystemProcess, "argv" | "cwd" | "own">;

/** What of a process changes only when it becomes another program; its folder is told as it was then. */
function nature(pid: number, commandLine: string): Nature {
  const argv = commandLine === "" ? [] : commandLine.split("\0");
  return { argv, cwd: linkTarget(`/proc/${pid}/cwd`), own: isOwn(pid) };
}

/** The arguments with a NUL between them. Each ends with one, but a process that wrote over its title may have left it out. */
function commandLineOf(pid: number): string {
  return textOf(`/proc/${pid}/cmdline`).replace(/\0$/, "");
}

/** The folder of a process belongs to its user; to root where its program is protected from being looked into. */
function isOwn(pid: number): boolean {
  try {
    return statSync(`/proc/${pid}`).uid === process.geteuid?.();
  } catch {
    return false;
  }
}

function statOf(pid: number): Stat | null {
  return parseStat(textOf(`/proc/${pid}/stat`));
}

/** AT_PAGESZ of what the kernel tells each program at its start: pairs of machine words, ended by a zero. */
const pageSizeKey = 6n;

/** 4 KB on most machines, 16 or 64 KB on some with ARM. */
const pageBytes = ((): number => {
  try {
    const words = new BigUint64Array(new Uint8Array(readFileSync("/proc/self/auxv")).buffer);
    for (let index = 0; index + 1 < words.length; index += 2)
      if (words[index] === pageSizeKey) return Number(words[index + 1]);
  } catch {
    // Not Linux, or hidden: the usual size then.
  }
  return 4096;
})();

/** What was deleted is still there for who has it open, and nobody else can read it. */
function isRegularFile(target: string, link: string): boolean {
  try {
    return target.startsWith("/") && !target.endsWith(" (deleted)") && statSync(link).isFile();
  } catch {
    return false;
  }
}

function linkTarget(link: string): string | null {
  try {
    return readlinkSync(link);
  } catch {
    return null;
  }
}

const buffer = Buffer.alloc(1 << 16);

/**
 * Empty when the process is gone, which may happen between any two reads. By hand into one buffer: a poll reads many of these,
 * and `readFileSync` takes twice as long for files that do not tell their size.
 */
function textOf(path: string): string {
  try {
    const descriptor = openSync(path, "r");
    try {
      const filled = readSync(descriptor, buffer, 0, buffer.length, null);
      return filled < buffer.length ? buffer.toString("utf8", 0, filled) : readFileSync(path, "utf8");
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return "";
  }
}
