import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync, statSync } from "node:fs";
import { parseStat, type Stat } from "./parseStat";
import type { ProcessSource, SystemProcess } from "./processSource";
import type { ReadableProcesses } from "./processTable";

/** Linux: everything is read from `/proc`; what belongs to others and cannot be read stays unknown. */
export function procfs(): ProcessSource & ReadableProcesses {
  const boot = textOf("/proc/sys/kernel/random/boot_id").trim() || "unknown";
  // Taken once: were it taken at every look, the same process would seem to have started some milliseconds apart.
  const bootedAtMs = Date.now() - 1000 * Number.parseFloat(textOf("/proc/uptime") || "0");
  const figuresOf = (stat: Stat): Figures => ({
    parentPid: stat.parentPid,
    groupId: stat.groupId,
    startedAt: new Date(bootedAtMs + stat.startedAfterBootMs),
    identity: `${boot}:${stat.startTicks}`,
    zombie: stat.zombie,
    suspended: stat.suspended,
    threads: stat.threads,
    cpuMs: stat.cpuMs,
    memoryBytes: stat.residentPages * pageBytes,
  });
  const find = (pid: number): SystemProcess | null => {
    const stat = statOf(pid);
    return stat && { pid, ...figuresOf(stat), ...nature(pid) };
  };
  const pids = (): number[] => readdirSync("/proc").filter(isNumber).map(Number);
  return {
    find,
    pids,
    refreshed(known) {
      const stat = statOf(known.pid);
      if (stat === null) return null;
      return known.identity === `${boot}:${stat.startTicks}` ? { ...known, ...figuresOf(stat) } : find(known.pid);
    },
    list: () => pids().flatMap((pid) => find(pid) ?? []),
    outputFiles: (pid) => [...new Set([1, 2].flatMap((descriptor) => regularFile(`/proc/${pid}/fd/${descriptor}`)))],
    bootId: () => boot,
  };
}

type Figures = Omit<SystemProcess, "pid" | "argv" | "cwd" | "own">;

/** What of a process changes only when it becomes another program or moves to another folder. */
function nature(pid: number): Pick<SystemProcess, "argv" | "cwd" | "own"> {
  // Every argument ends with a NUL; a process that wrote over its title may have left the last one out.
  const argv = textOf(`/proc/${pid}/cmdline`).replace(/\0$/, "");
  return { argv: argv === "" ? [] : argv.split("\0"), cwd: linkTarget(`/proc/${pid}/cwd`), own: isOwn(pid) };
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

function regularFile(link: string): string[] {
  try {
    const target = linkTarget(link);
    return target !== null && statSync(link).isFile() && !target.endsWith(" (deleted)") ? [target] : [];
  } catch {
    return [];
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

function isNumber(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 48 && first <= 57;
}
