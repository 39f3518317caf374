import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Launcher, RunStarted } from "../../app/ports";
import { failure, success, type Result } from "../../core/result";
import type { SupervisorAnswer, SupervisorOrder } from "./supervisorMessages";

export type LauncherOptions = {
  /** The built `dist/supervisor.js`, absolute. */
  readonly supervisorFile: string;
  /** Where runs are recorded: the store's `folder`. */
  readonly storeFolder: string;
};

/** Launches through a detached supervisor on this very runtime: people may have no `node` on their path. */
export function launcher({ supervisorFile, storeFolder }: LauncherOptions): Launcher {
  return {
    async launch(request) {
      if (!existsSync(supervisorFile))
        return failure("launch-failed", `${supervisorFile} is not there; build or install Headgate again.`);
      const supervisor = spawn(process.execPath, [supervisorFile], {
        detached: true,
        stdio: ["ignore", "ignore", "ignore", "ipc"],
        env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
      });
      const answered = answerOf(supervisor, request.name);
      const order: SupervisorOrder = { request, storeFolder, cliFile: join(dirname(supervisorFile), "cli.js") };
      supervisor.send(order, () => undefined); // a supervisor that is gone has answered by its exit
      const answer = await answered;
      if (supervisor.connected) supervisor.disconnect();
      supervisor.unref();
      return answer;
    },
  };
}

function answerOf(supervisor: ChildProcess, name: string): Promise<Result<RunStarted>> {
  return new Promise((resolve) => {
    const broken = (how: string): void =>
      resolve(failure("launch-failed", `${name} was not started: the supervisor ${how}; try again.`));
    supervisor.once("error", (error) => broken(`could not be started (${error.message})`));
    // Not "exit": that may come before the last message is read.
    supervisor.once("disconnect", () => broken("ended before it could tell"));
    supervisor.once("message", (message) => {
      // Sent by our own supervisor out of the same build.
      const answer = message as SupervisorAnswer;
      resolve(answer.kind === "started" ? success(answer.run) : { ok: false, error: answer.problem });
    });
  });
}
