import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LaunchRequest, RunEnded, RunStarted } from "../../app/ports";
import { failure, success, type Result } from "../../core/result";
import { appendLine } from "../store/jsonLines";
import { releaseLock } from "../store/lock";
import { lockLaunch, ownHolder } from "./launchLock";
import { openProblem, startProblem } from "./launchProblems";
import { endedRecord, startedRecord } from "./launchRecords";
import type { ProcessSource } from "./processSource";
import { handOver, spawnedFor } from "./spawnedFor";
import { startFollowUp } from "./startFollowUp";
import type { SupervisorAnswer, SupervisorOrder } from "./supervisorMessages";

/**
 * Runs one command to its end: takes the lock, starts the command in a process group of its own, records its start and, when it
 * ends, its exit code or signal. Calls `answer` once, as soon as the start is recorded or has failed.
 * @returns resolves when the command has ended and that is recorded
 */
export async function supervise(
  { request, storeFolder, cliFile }: SupervisorOrder,
  source: ProcessSource,
  answer: (answer: SupervisorAnswer) => void,
): Promise<void> {
  const runs = join(storeFolder, "runs.jsonl");
  const lock = join(storeFolder, "locks", `${request.kind}-${encodeURIComponent(request.name)}.lock`);
  const own = ownHolder(source);
  const locked = lockLaunch(request, lock, own, source);
  if (!locked.ok) return answer({ kind: "failed", problem: locked.error });
  let run: RunStarted;
  try {
    const started = await start(request, source, runs);
    if (!started.ok) return answer({ kind: "failed", problem: started.error });
    const { child } = started.value;
    run = started.value.run;
    const ended = endOf(child, run);
    passOnSignals(child);
    answer({ kind: "started", run });
    await recordEnd(runs, await ended);
  } finally {
    releaseLock(lock, own);
  }
  if (request.followUp !== undefined) startFollowUp(cliFile, run.id, request.followUp);
}

type Started = { readonly child: ChildProcess; readonly run: RunStarted };

async function start(request: LaunchRequest, source: ProcessSource, runs: string): Promise<Result<Started>> {
  const output = openOutput(request.output);
  if (!output.ok) return output;
  const { argv, env, input } = spawnedFor(request);
  const [program = "", ...words] = argv;
  const child = spawn(program, words, {
    cwd: request.cwd,
    env: { ...commandEnvironment(request.env), ...env },
    stdio: [input === null ? "ignore" : "pipe", output.value, output.value],
    detached: true, // a process group of its own, so that the whole of it can be stopped
  });
  closeSync(output.value);
  handOver(child, input);
  if (child.pid === undefined) return couldNotStart(request, source, runs, await errorOf(child));
  const run = startedRecord(request, source, child.pid);
  const recorded = appendLine(runs, run);
  if (recorded.ok) return success({ child, run });
  // A run that nobody would know of must not go on.
  process.kill(-child.pid, "SIGKILL");
  return recorded;
}

/** Created exclusively: two runs never write to one file, and no earlier log is lost. */
function openOutput(file: string): Result<number> {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return success(openSync(file, "ax"));
  } catch (error) {
    return failure("launch-failed", openProblem(file, error));
  }
}

/** As inherited, without what made the editor's own runtime run this supervisor. */
function commandEnvironment(declared: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ELECTRON_RUN_AS_NODE: undefined, PYTHONUNBUFFERED: "1", ...declared };
}

/** That it was asked for is recorded, under the supervisor's own PID; no date was touched. */
function couldNotStart(request: LaunchRequest, source: ProcessSource, runs: string, error: unknown): Result<never> {
  const run = startedRecord(request, source, process.pid);
  const reason = `It could not be started: ${startProblem(request, error)}`;
  appendLine(runs, run);
  appendLine(runs, { ...endedRecord(run, null, null, reason), neverStarted: true });
  return failure("launch-failed", `${request.name} could not be started: ${startProblem(request, error)}`);
}

function errorOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.once("error", resolve));
}

function endOf(child: ChildProcess, run: RunStarted): Promise<RunEnded> {
  return new Promise((resolve) => {
    child.once("exit", (exitCode, signal) => resolve(endedRecord(run, exitCode, signal, null)));
  });
}

const recordPauseMs = 1_000;
const recordAttempts = 300;

/** How the run ended is known here and nowhere else: while it cannot be written (a full disk), it is tried again. */
async function recordEnd(runs: string, ended: RunEnded): Promise<void> {
  for (let attempt = 1; !appendLine(runs, ended).ok && attempt < recordAttempts; attempt++) await sleep(recordPauseMs);
}

/** Whoever ends the supervisor means the command: it gets the signal, and its end is still recorded. */
function passOnSignals(child: ChildProcess): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, signal);
    });
}
