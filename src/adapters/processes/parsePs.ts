import type { SystemProcess } from "./processSource";

/** A column each, without headings; `lstart` is always five words, `command` comes last since it may hold anything. */
export const psColumns = ["pid", "ppid", "pgid", "state", "lstart", "command"].flatMap((column) => [
  "-o",
  `${column}=`,
]);

/** Reads what `ps` prints for `psColumns`; lines of another form are passed over. */
export function parsePs(text: string): SystemProcess[] {
  return text.split("\n").flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\w{3}\s+\w{3}\s+\d+ [\d:]{8} \d{4})\s(.*)$/.exec(line);
    if (!match) return [];
    const [, pid = "", parentPid = "", groupId = "", state = "", started = "", command = ""] = match;
    return [
      {
        pid: Number(pid),
        parentPid: Number(parentPid),
        groupId: Number(groupId),
        argv: command.split(/\s+/).filter((word) => word !== ""),
        cwd: null,
        startedAt: new Date(started),
        identity: started.replace(/\s+/g, " "),
        zombie: state.startsWith("Z"),
        threads: 1,
      },
    ];
  });
}

/** Reads what `lsof -Fn` prints: the names are the lines that begin with `n`. */
export function parseOpenFiles(text: string): string[] {
  const names = text.split("\n").filter((line) => line.startsWith("n"));
  return [...new Set(names.map((line) => line.slice(1)))];
}
