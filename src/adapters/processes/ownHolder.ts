import { hostname } from "node:os";
import type { Holder } from "../store/holder";
import type { ProcessSource } from "./processSource";

/** This process as the holder of something. */
export function ownHolder(source: ProcessSource): Holder {
  const identity = source.find(process.pid)?.identity ?? "unknown";
  return { host: hostname(), bootId: source.bootId(), pid: process.pid, identity };
}

/** Whether a process is there, the very one and not a later one with its PID; one that nobody has collected yet is not. */
export function holderLives(source: ProcessSource, { pid, identity }: Pick<Holder, "pid" | "identity">): boolean {
  const found = source.find(pid);
  return found?.identity === identity && !found.zombie;
}
