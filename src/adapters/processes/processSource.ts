import type { ProcessInfo } from "../../app/ports";
import { procfs } from "./procfs";
import { ps } from "./ps";

export type SystemProcess = ProcessInfo & { readonly groupId: number };

/**
 * Where an operating system tells of its processes. Synchronous: a sweep of some hundred processes takes about 20 ms, and
 * the supervisor must look at its child before anything else can happen.
 */
export type ProcessSource = {
  list(): SystemProcess[];
  find(pid: number): SystemProcess | null;
  outputFiles(pid: number): string[];
  /** Changes when the machine starts anew. */
  bootId(): string;
};

/** Null on Windows, which is not supported yet. */
export function processSource(platform: NodeJS.Platform = process.platform): ProcessSource | null {
  if (platform === "linux" || platform === "android") return procfs();
  return platform === "win32" ? null : ps();
}
