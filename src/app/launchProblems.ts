import { nearest } from "../core/nearest";
import { failure, type Problem, type Result } from "../core/result";

/** A run of the backfill itself is alive. */
export function runsAlready(name: string, pid: number): Problem {
  const message = `${name} is running already (PID ${pid}); wait for its end, stop it, or force it with a reason.`;
  return { code: "conflicting-run", message };
}

/** A name that is not declared, with what may have been meant. */
export function unknownName(what: string, name: string, names: readonly string[]): Result<never> {
  const near = nearest(name, names);
  const declared =
    names.length > 0 ? `Declared: ${names.join(", ")}.` : `Declare one under ${what}s: in headgate.yaml.`;
  const hint = near.length > 0 ? `Did you mean ${near.join(" or ")}?` : declared;
  return failure("unknown-name", `No ${what} ${name} is declared. ${hint}`);
}
