import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { parseOpenFiles, parsePs, psColumns } from "./parsePs";
import type { ProcessSource } from "./processSource";

/**
 * macOS and other systems without `/proc`: what `ps` and `lsof` tell. `ps` does not tell working folders nor where one
 * argument ends and the next begins, so folders stay unknown and arguments are split at spaces.
 */
export function ps(): ProcessSource {
  return {
    list: () => parsePs(output("ps", ["-axww", ...psColumns])),
    find: (pid) => parsePs(output("ps", ["-ww", "-p", String(pid), ...psColumns]))[0] ?? null,
    outputFiles: (pid) =>
      parseOpenFiles(output("lsof", ["-a", "-p", String(pid), "-d", "1,2", "-Fn"])).filter(isRegularFile),
    bootId: () => output("sysctl", ["-n", "kern.boottime"]).trim() || "unknown",
  };
}

/** Command lines may be long, and there may be many. */
const maxBuffer = 1 << 26;

/** Empty when there is nothing to tell: both programs then end with exit code 1. */
function output(program: string, words: readonly string[]): string {
  try {
    // Without LC_ALL the time of start would be written in the person's language.
    const env = { ...process.env, LC_ALL: "C" };
    return execFileSync(program, words, { encoding: "utf8", env, stdio: ["ignore", "pipe", "ignore"], maxBuffer });
  } catch {
    return "";
  }
}

function isRegularFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
