import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { FurtherCommand, LaunchRequest } from "../../app/ports";

/** What `inTurn.ts` is told on its standard input: a command line would be as long as the dates it was split for. */
export type TurnsOrder = { readonly commands: readonly FurtherCommand[] };

/** What is spawned for a request. */
export type Spawned = {
  readonly argv: readonly string[];
  /** Over the environment of the command. */
  readonly env: Readonly<Record<string, string>>;
  /** For its standard input; null where that stays closed. */
  readonly input: string | null;
};

/** The command itself; where there are several, the one process that runs them in turn and stands for the run. */
export function spawnedFor({ argv, further = [] }: LaunchRequest): Spawned {
  if (further.length === 0) return { argv, env: {}, input: null };
  const order: TurnsOrder = { commands: [{ argv, env: {} }, ...further] };
  return {
    argv: [process.execPath, join(__dirname, "inTurn.js")],
    env: { ELECTRON_RUN_AS_NODE: "1" },
    input: JSON.stringify(order),
  };
}

export function handOver({ stdin }: ChildProcess, input: string | null): void {
  if (stdin === null || input === null) return;
  // A process that could not be started, or was killed at once, reads nothing; its end tells that.
  stdin.on("error", () => undefined);
  stdin.end(input);
}
