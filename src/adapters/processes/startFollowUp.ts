import { spawn } from "node:child_process";

/**
 * Starts `headgate follow-up` in a session of its own, on this very runtime. The supervisor does so too, so it stays small: what
 * becomes of the steps is recorded by the process that takes them.
 */
export function startFollowUp(cliFile: string, run: string, configurationFile: string): void {
  const child = spawn(process.execPath, [cliFile, "follow-up", run, "--config", configurationFile, "--quiet"], {
    detached: true,
    stdio: "ignore",
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
  });
  // Where it cannot be started, whoever watches next does it.
  child.on("error", () => undefined);
  child.unref();
}
