import type { Problem } from "../../core/result";

/** A run of the backfill itself is alive. */
export function runsAlready(name: string, pid: number): Problem {
  const message = `${name} is running already (PID ${pid}); wait for its end, stop it, or force it with a reason.`;
  return { code: "conflicting-run", message };
}
