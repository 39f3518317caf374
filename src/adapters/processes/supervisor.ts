import { processSource } from "./processSource";
import { supervise } from "./supervise";
import type { SupervisorAnswer, SupervisorOrder } from "./supervisorMessages";

/*
 * The small process that outlives the editor: `launcher.ts` starts it in a session of its own and tells it over a pipe what to
 * run. It lets go of the pipe as soon as the start is recorded.
 */

function answer(message: SupervisorAnswer): void {
  // Who asked may be gone already; the run goes on.
  process.send?.(message, () => {
    if (process.connected) process.disconnect();
  });
}

// Closing a terminal or logging out must not end a run.
process.on("SIGHUP", () => undefined);

process.once("message", (message) => {
  // Sent by our own launcher out of the same build.
  supervise(message as SupervisorOrder, processSource(), answer).catch((error: unknown) => {
    answer({
      kind: "failed",
      problem: { code: "launch-failed", message: `The supervisor broke off: ${String(error)}.` },
    });
    process.exitCode = 1;
  });
});
