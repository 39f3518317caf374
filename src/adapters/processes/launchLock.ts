import { hostname } from "node:os";
import type { LaunchRequest } from "../../app/ports";
import { failure, success, type Result } from "../../core/result";
import { seizeLock, takeLock, type LockHolder } from "../store/lock";
import type { ProcessSource } from "./processSource";

/** This process as the holder of a lock. */
export function ownHolder(source: ProcessSource): LockHolder {
  const identity = source.find(process.pid)?.identity ?? "unknown";
  return { host: hostname(), bootId: source.bootId(), pid: process.pid, identity };
}

/** Takes the lock of a launch, also from a living holder when the request is forced. */
export function lockLaunch(request: LaunchRequest, lock: string, own: LockHolder, source: ProcessSource): Result<void> {
  const isAlive = (holder: LockHolder): boolean =>
    // A process of another machine cannot be looked at from here: its lock is honoured.
    holder.host !== own.host || (holder.bootId === own.bootId && source.find(holder.pid)?.identity === holder.identity);
  try {
    if (request.force !== undefined) {
      seizeLock(lock, own);
      return success(undefined);
    }
    const attempt = takeLock(lock, own, isAlive);
    if (attempt.taken) return success(undefined);
    const { holder } = attempt;
    const where = holder === null ? "another window" : `PID ${holder.pid}${atHost(holder.host, own.host)}`;
    return failure(
      "conflicting-run",
      `${request.name} is already being run by ${where}; wait for its end, or stop it first.`,
    );
  } catch (error) {
    return failure(
      "store-unwritable",
      `The lock ${lock} could not be written: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

function atHost(host: string, here: string): string {
  return host === here ? "" : ` on ${host}`;
}
