import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { LaunchRequest } from "../../app/ports";
import { failure, success, type Result } from "../../core/result";
import { openProblem } from "./launchProblems";
import { handOver, spawnedFor } from "./spawnedFor";

/** A command that was asked for: `pid` is undefined when it could not be started. */
export type StartedCommand = ChildProcess;

/**
 * Starts a command in a process group of its own, its output going to the file of the request.
 * @param variables over the inherited and the declared environment
 * @returns `launch-failed` where the output file cannot be made: it is created exclusively, so that no earlier log is lost
 */
export function startCommand(
  request: LaunchRequest,
  variables: Readonly<Record<string, string>>,
): Result<StartedCommand> {
  const output = openOutput(request.output);
  if (!output.ok) return output;
  const { argv, env, input } = spawnedFor(request);
  const [program = "", ...words] = argv;
  try {
    const child = spawn(program, words, {
      cwd: request.cwd,
      // Without what made the editor's own runtime run this supervisor.
      env: {
        ...process.env,
        ELECTRON_RUN_AS_NODE: undefined,
        PYTHONUNBUFFERED: "1",
        ...request.env,
        ...env,
        ...variables,
      },
      stdio: [input === null ? "ignore" : "pipe", output.value, output.value],
      // So that the whole of it can be stopped; Windows has no groups, and would open a console for it.
      detached: process.platform !== "win32",
      windowsHide: true,
      // A line for the Windows shell is passed on as it was written.
      windowsVerbatimArguments: request.verbatim === true,
    });
    handOver(child, input);
    return success(child);
  } finally {
    closeSync(output.value);
  }
}

/** Passes a signal on to all that the command started; where it is gone already, there is nothing to do. */
export function signalCommand(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It ended just now.
  }
}

function openOutput(file: string): Result<number> {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return success(openSync(file, "ax"));
  } catch (error) {
    return failure("launch-failed", openProblem(file, error));
  }
}
