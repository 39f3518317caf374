import { followRun } from "../app/launching/followRun";
import { stopRun } from "../app/launching/stopRun";
import type { RunEnded, RunStarted } from "../app/ports";
import type { Result } from "../core/result";
import type { Context } from "./context";

/**
 * Passes a launch's output on until it has ended. Ctrl+C stops the run, as in any terminal; closing the terminal does not.
 * The output goes to standard error where standard output must hold one JSON object.
 */
export async function followToEnd({ ports, output, signal }: Context, run: RunStarted): Promise<Result<RunEnded>> {
  const stop = (): void => {
    output.note(`Stopping ${run.name} (PID ${run.pid})`);
    stopRun(ports, run.pid).then(
      (stopped) => (stopped.ok ? undefined : output.note(stopped.error.message)),
      (error: unknown) => output.note(String(error)),
    );
  };
  if (signal.aborted)
    stop(); // Ctrl+C came while it was being started.
  else signal.addEventListener("abort", stop, { once: true });
  try {
    const stream = output.json ? process.stderr : process.stdout;
    return await followRun(ports, run, (text) => stream.write(text), new AbortController().signal);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
