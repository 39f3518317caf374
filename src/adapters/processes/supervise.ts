import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LaunchRequest, RunEnded, RunStarted } from "../../app/ports";
import { failure, success, type Result } from "../../core/result";
import { giveBack, nameCommand, type Claim } from "../store/launchClaims";
import { appendLine } from "../store/jsonLines";
import { claimLaunch, claimOf, launchVariable } from "./launchClaim";
import { startProblem } from "./launchProblems";
import { endedRecord, startedRecord } from "./launchRecords";
import type { ProcessSource } from "./processSource";
import { startFollowUp } from "./startFollowUp";
import { signalCommand, startCommand } from "./startCommand";
import type { SupervisorAnswer, SupervisorOrder } from "./supervisorMessages";

/** Where a supervisor keeps what it does. */
type Place = { readonly source: ProcessSource; readonly runs: string; readonly locks: string };

/**
 * Runs one command to its end: claims its tables and dates, starts the command in a process group of its own, records its start
 * and, when it ends, its exit code or signal, and gives the claim back. Calls `answer` once, as soon as the start is recorded or has
 * failed.
 * @returns resolves when the command has ended and that is recorded
 */
export async function supervise(
  { request, storeFolder, cliFile }: SupervisorOrder,
  source: ProcessSource,
  answer: (answer: SupervisorAnswer) => void,
): Promise<void> {
  const place = { source, runs: join(storeFolder, "runs.jsonl"), locks: join(storeFolder, "locks") };
  const claim = claimOf(request, source);
  const claimed = claimLaunch(request, place.locks, claim, source);
  if (!claimed.ok) return answer({ kind: "failed", problem: claimed.error });
  let run: RunStarted;
  try {
    const started = await start(request, place, claim);
    if (!started.ok) return answer({ kind: "failed", problem: started.error });
    const { child } = started.value;
    run = started.value.run;
    // Whoever ends the supervisor means the command: it gets the signal, and its end is still recorded.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => signalCommand(child, signal));
    const ended = endOf(child, run);
    answer({ kind: "started", run });
    await recordEnd(place.runs, await ended);
  } finally {
    giveBack(place.locks, claim.id);
  }
  if (request.followUp !== undefined) startFollowUp(cliFile, run.id, request.followUp);
}

type Started = { readonly child: ChildProcess; readonly run: RunStarted };

async function start(request: LaunchRequest, place: Place, claim: Claim): Promise<Result<Started>> {
  const started = startCommand(request, { [launchVariable]: claim.id });
  if (!started.ok) return started;
  const child = started.value;
  if (child.pid === undefined) return couldNotStart(request, place, await errorOf(child));
  const run = startedRecord(request, place.source, child.pid);
  const recorded = recordStart(place, claim, run);
  if (recorded.ok) return success({ child, run });
  // A run that nobody would know of must not go on.
  signalCommand(child, "SIGKILL");
  return recorded;
}

/** The claim first: from then on it holds as long as the command lives, whatever becomes of this supervisor. */
function recordStart({ locks, runs }: Place, claim: Claim, run: RunStarted): Result<void> {
  try {
    nameCommand(locks, claim.id, { pid: run.pid, identity: run.identity });
  } catch (error) {
    return failure("store-unwritable", `The locks in ${locks} could not be written: ${String(error)}.`);
  }
  return appendLine(runs, run);
}

/** That it was asked for is recorded, under the supervisor's own PID; no date was touched. */
function couldNotStart(request: LaunchRequest, { source, runs }: Place, error: unknown): Result<never> {
  const run = startedRecord(request, source, process.pid);
  const reason = `It could not be started: ${startProblem(request, error)}`;
  appendLine(runs, run, { ...endedRecord(run, null, null, reason), neverStarted: true });
  return failure("launch-failed", `${request.name} could not be started: ${startProblem(request, error)}`);
}

function errorOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.once("error", resolve));
}

/** The command's own end, not that of its output: what it left behind may hold that open for long. */
function endOf(child: ChildProcess, run: RunStarted): Promise<RunEnded> {
  return new Promise((resolve) => {
    child.once("exit", (exitCode, signal) => resolve(endedRecord(run, exitCode, signal, null)));
  });
}

const shortestPauseMs = 1_000;
const longestPauseMs = 30_000;
/** A disk that is full is often noticed the next morning. */
const recordPatienceMs = 12 * 3_600_000;

/** How the run ended is known here and nowhere else: while it cannot be written (a full disk), it is tried again. */
async function recordEnd(runs: string, ended: RunEnded): Promise<void> {
  let pauseMs = shortestPauseMs;
  for (let waitedMs = 0; !appendLine(runs, ended).ok && waitedMs < recordPatienceMs; waitedMs += pauseMs) {
    await sleep(pauseMs);
    pauseMs = Math.min(longestPauseMs, pauseMs * 1.5);
  }
}
