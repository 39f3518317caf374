import { statSync } from "node:fs";
import { parseOpenFiles, parsePs, psColumns } from "./parsePs";
import type { ProcessSource, SystemProcess } from "./processSource";
import { answer, answerNow, type Question } from "./question";
import type { AskedProcesses } from "./askedTable";

const all: Question = { program: "ps", words: ["-axww", ...psColumns] };
const one = (pid: number): Question => ({ program: "ps", words: ["-ww", "-p", String(pid), ...psColumns] });
/** Without looking up names of hosts and ports, and without warnings. */
const filesOf = (pids: readonly number[], descriptors: string): Question => ({
  program: "lsof",
  words: ["-n", "-P", "-w", "-a", "-p", pids.join(","), "-d", descriptors, "-Fpfn"],
});
const boot: Question = { program: "sysctl", words: ["-n", "kern.boottime"] };

const uid = (): number => process.geteuid?.() ?? -1;

/** macOS and other systems without `/proc`: what `ps` and `lsof` tell. */
export function ps(): ProcessSource {
  const find = (pid: number): SystemProcess | null => parsePs(answerNow(one(pid)), uid(), new Date())[0] ?? null;
  return {
    list: () => parsePs(answerNow(all), uid(), new Date()),
    find,
    outputFiles: (pid) => outputIn(answerNow(filesOf([pid], "1,2")), pid),
    bootId: () => answerNow(boot).trim() || "unknown",
  };
}

/** The same without keeping anybody waiting, and with the folders of this user's processes. */
export function askedPs(): AskedProcesses {
  return {
    list: async () => parsePs(await answer(all), uid(), new Date()),
    find: async (pid) => {
      const [found] = parsePs(await answer(one(pid)), uid(), new Date());
      return found ? ((await withFolders([found]))[0] ?? null) : null;
    },
    withFolders,
    outputFiles: async (pid) => outputIn(await answer(filesOf([pid], "1,2")), pid),
  };
}

/** `lsof` may look into this user's processes only. */
async function withFolders(processes: readonly SystemProcess[]): Promise<SystemProcess[]> {
  const readable = processes.filter(({ own, zombie }) => own && !zombie).map(({ pid }) => pid);
  if (readable.length === 0) return [...processes];
  const files = parseOpenFiles(await answer(filesOf(readable, "cwd")));
  return processes.map((process) => ({ ...process, cwd: files.get(process.pid)?.cwd ?? process.cwd }));
}

function outputIn(text: string, pid: number): string[] {
  return (parseOpenFiles(text).get(pid)?.output ?? []).filter(isRegularFile);
}

function isRegularFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
