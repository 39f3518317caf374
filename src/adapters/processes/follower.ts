import { constants } from "node:os";
import { followRun, type FollowPorts } from "../../app/launching/followRun";
import type { RunEnded, RunStarted } from "../../app/ports";
import { runsOf } from "../../app/backfills/runs";
import { stopRun } from "../../app/launching/stopRun";
import { fileSystem } from "../logs/fileSystem";
import { storeAt } from "../store/openStore";
import { processes } from "./processes";

/*
 * What runs in a terminal while something was launched: `follower.js STORE_FOLDER RUN_ID` shows the run's output and exits as
 * the run does. Ctrl+C stops the run; closing the terminal only stops following.
 */

const couldNotTell = 2;
/** VS Code calls a terminal that ends sooner "failed to launch", whatever its exit code says. */
const shortestLifeMs = 700;

async function follow(storeFolder: string, id: string): Promise<number> {
  const ports: FollowPorts = {
    clock: { now: () => new Date() },
    files: fileSystem,
    processes: processes(),
    store: storeAt(storeFolder),
  };
  const run = runsOf(await ports.store.runs()).find(({ started }) => started.id === id)?.started;
  if (run === undefined) return complain(`No run ${id} is recorded in ${storeFolder}.`);
  const following = new AbortController();
  for (const signal of ["SIGHUP", "SIGTERM"] as const) process.once(signal, () => following.abort());
  process.on("SIGINT", () => void stop(ports, run));
  const ended = await followRun(ports, run, (text) => process.stdout.write(text), following.signal);
  return ended.ok ? exitCodeOf(ended.value) : complain(ended.error.message);
}

async function stop(ports: FollowPorts, run: RunStarted): Promise<void> {
  process.stderr.write(`\nStopping ${run.name} (PID ${run.pid})…\n`);
  const stopped = await stopRun(ports, run.pid);
  if (!stopped.ok) complain(stopped.error.message);
}

function exitCodeOf({ exitCode, signal, reason }: RunEnded): number {
  if (exitCode !== null) return exitCode;
  if (reason !== null) complain(reason);
  const number = constants.signals[signal as NodeJS.Signals] as number | undefined;
  // As shells do.
  return number === undefined ? couldNotTell : 128 + number;
}

function complain(message: string): number {
  process.stderr.write(`${message}\n`);
  return couldNotTell;
}

const [storeFolder = "", id = ""] = process.argv.slice(2);
const shortestLife = setTimeout(() => undefined, shortestLifeMs);
follow(storeFolder, id).then(
  (exitCode) => {
    process.exitCode = exitCode;
    if (!process.stdout.isTTY) clearTimeout(shortestLife);
  },
  (error: unknown) => {
    process.exitCode = complain(`Following broke off: ${String(error)}.`);
  },
);
