import type { LogOutputChannel } from "vscode";

/** Lets work run on without anyone waiting for it. The one place where that is done: what fails is logged. */
export function inBackground(log: LogOutputChannel, what: string, work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    log.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  });
}
