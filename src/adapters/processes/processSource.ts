import type { ProcessInfo } from "../../app/ports";
import { procfs } from "./procfs";
import { ps } from "./ps";
import { windowsSource } from "./windows";

export type SystemProcess = ProcessInfo & { readonly groupId: number };

/**
 * Where an operating system tells of its processes. Synchronous: the supervisor must look at its child before anything else can
 * happen. The editor asks `processes()`, which waits for no other program.
 */
export type ProcessSource = {
  list(): SystemProcess[];
  find(pid: number): SystemProcess | null;
  outputFiles(pid: number): string[];
  /** Changes when the machine starts anew. */
  bootId(): string;
};

export function processSource(platform: NodeJS.Platform = process.platform): ProcessSource {
  if (hasProcfs(platform)) return procfs();
  return platform === "win32" ? windowsSource() : ps();
}

export function hasProcfs(platform: NodeJS.Platform): boolean {
  return platform === "linux" || platform === "android";
}
