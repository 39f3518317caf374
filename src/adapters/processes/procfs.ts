import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { parseStat } from "./parseStat";
import type { ProcessSource, SystemProcess } from "./processSource";

/** Linux: everything is read from `/proc`; what belongs to others and cannot be read stays unknown. */
export function procfs(): ProcessSource {
  const boot = textOf("/proc/sys/kernel/random/boot_id")?.trim() ?? "unknown";
  // Taken once: were it taken at every look, the same process would seem to have started some milliseconds apart.
  const bootedAtMs = Date.now() - 1000 * Number.parseFloat(textOf("/proc/uptime") ?? "0");
  const find = (pid: number): SystemProcess | null => readProcess(pid, boot, bootedAtMs);
  return {
    find,
    list: () =>
      readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name) => find(Number(name)) ?? []),
    outputFiles: (pid) => [...new Set([1, 2].flatMap((descriptor) => regularFile(`/proc/${pid}/fd/${descriptor}`)))],
    bootId: () => boot,
  };
}

function readProcess(pid: number, boot: string, bootedAtMs: number): SystemProcess | null {
  const stat = parseStat(textOf(`/proc/${pid}/stat`) ?? "");
  const commandLine = textOf(`/proc/${pid}/cmdline`);
  if (stat === null || commandLine === null) return null;
  return {
    pid,
    parentPid: stat.parentPid,
    groupId: stat.groupId,
    argv: commandLine.split("\0").slice(0, -1),
    cwd: linkTarget(`/proc/${pid}/cwd`),
    startedAt: new Date(bootedAtMs + stat.startedAfterBootMs),
    identity: `${boot}:${stat.startTicks}`,
    zombie: stat.zombie,
    threads: stat.threads,
  };
}

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

/** Null when the process is gone, which may happen between any two reads. */
function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
