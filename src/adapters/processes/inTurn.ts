import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { FurtherCommand } from "../../app/ports";
import type { TurnsOrder } from "./spawnedFor";

/*
 * Runs several commands one after another as one run, in its own process group: whoever signals the group stops them all. One
 * that fails does not keep the others from their dates. It ends as the first of them that did not end well: with its exit code,
 * or by its signal.
 */

type Ending = { readonly exitCode: number | null; readonly signal: NodeJS.Signals | null };

/** As shells say it. */
const couldNotBeStarted: Ending = { exitCode: 127, signal: null };

let stoppedBy: NodeJS.Signals | null = null;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => (stoppedBy ??= signal));

async function runAll(commands: readonly FurtherCommand[]): Promise<Ending> {
  let first: Ending | null = null;
  for (const command of commands) {
    const ending = await run(command);
    // Signals to the group come to the command as well, which may end before this process hears of them.
    await sleep(10);
    if (stoppedBy !== null) return { exitCode: null, signal: stoppedBy };
    if (ending.exitCode !== 0) first ??= ending;
  }
  return first ?? { exitCode: 0, signal: null };
}

function run({ argv, env }: FurtherCommand): Promise<Ending> {
  const [program = "", ...words] = argv;
  const inherited = { ...process.env, ELECTRON_RUN_AS_NODE: undefined };
  const child = spawn(program, words, { env: { ...inherited, ...env }, stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve) => {
    child.once("exit", (exitCode, signal) => resolve({ exitCode, signal }));
    child.once("error", (error) => {
      process.stderr.write(`${program} could not be started: ${error.message}\n`);
      resolve(couldNotBeStarted);
    });
  });
}

function endLike({ exitCode, signal }: Ending): void {
  process.exitCode = exitCode ?? 1;
  if (signal === null) return;
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

void text(process.stdin)
  // Written by our own supervisor out of the same build.
  .then((order) => runAll((JSON.parse(order) as TurnsOrder).commands))
  .then(endLike);
