import type { SystemProcess } from "./processSource";

/** A column each, without headings; `lstart` is always five words, `command` comes last since it may hold anything. */
export const psColumns = ["pid", "ppid", "pgid", "uid", "state", "rss", "time", "lstart", "command"].flatMap(
  (column) => ["-o", `${column}=`],
);

const psLine =
  /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\d+)\s+([\d:.,-]+)\s+(\w{3}\s+\w{3}\s+\d+ [\d:]{8} \d{4})\s(.*)$/;

/**
 * Reads what `ps` prints for `psColumns` with LC_ALL=C and TZ=UTC; lines of another form are passed over. It does not tell where one
 * argument ends and the next begins: they are split at blanks. Threads and folders it does not tell either.
 * @param uid the user that Headgate runs as
 * @param at when `ps` was asked
 */
export function parsePs(text: string, uid: number, at: Date): SystemProcess[] {
  return text.split("\n").flatMap((line) => {
    const match = psLine.exec(line);
    if (!match) return [];
    const [, pid, parentPid, groupId, user, state = "", rss, time = "", started = "", command = ""] = match;
    return [
      {
        pid: Number(pid),
        parentPid: Number(parentPid),
        groupId: Number(groupId),
        argv: command.split(/\s+/).filter((word) => word !== ""),
        cwd: null,
        startedAt: new Date(`${started} UTC`),
        identity: started.replace(/\s+/g, " "),
        zombie: state.startsWith("Z"),
        suspended: state.startsWith("T"),
        own: Number(user) === uid,
        threads: null,
        cpuMs: parseCpuTime(time),
        memoryBytes: Number(rss) * 1024,
        readAt: at,
      },
    ];
  });
}

/**
 * Processor time as `ps` writes it, in milliseconds: minutes and hundredths on macOS (`312:05.21`), days and hours elsewhere
 * (`1-02:03:04`). Null for another form.
 */
export function parseCpuTime(text: string): number | null {
  const match = /^(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+)(?:[.,](\d+))?$/.exec(text);
  if (!match) return null;
  const [, days = "0", hours = "0", minutes, seconds, part = "0"] = match;
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return Math.round((whole + Number(`0.${part}`)) * 1000);
}

/** What `lsof -Fpfn` tells of one process. */
export type OpenFiles = { readonly cwd: string | null; readonly output: readonly string[] };

/**
 * Reads what `lsof -Fpfn` prints: a line each, its first letter says what it tells. `p` begins a process, `f` a descriptor (`cwd`,
 * or a number), `n` names its file.
 */
export function parseOpenFiles(text: string): Map<number, OpenFiles> {
  const files = new Map<number, OpenFiles>();
  let [pid, descriptor] = [-1, ""];
  for (const line of text.split("\n")) {
    const value = line.slice(1);
    if (line.startsWith("p")) pid = Number(value);
    else if (line.startsWith("f")) descriptor = value;
    else if (line.startsWith("n") && value.startsWith("/")) {
      const { cwd, output } = files.get(pid) ?? { cwd: null, output: [] };
      if (descriptor === "cwd") files.set(pid, { cwd: value, output });
      else files.set(pid, { cwd, output: output.includes(value) ? output : [...output, value] });
    }
  }
  return files;
}
