import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import type { WebviewMessage } from "../../contract/messages";
import { assertNever } from "../../core/result";
import type { Subject } from "../rows/row";

/** Does what the report asks. Names in it are data: the commands look them up among what is declared. */
export async function handleReportMessage(message: WebviewMessage, ready: () => void): Promise<void> {
  const run = async (command: string, subject?: Subject): Promise<void> => {
    await vscode.commands.executeCommand(command, subject);
  };
  switch (message.kind) {
    case "ready":
      return ready();
    case "validate":
      return run(commands.validate);
    case "decideGate":
      return run(commands.decideGate, { kind: "gate", name: message.gate });
    case "retryFailedDates":
      return run(commands.retryFailedDates, { kind: "backfill", name: message.backfill });
    case "openLog":
      return run(commands.openLog, { kind: "backfill", name: message.backfill });
    case "openLocation":
      await vscode.commands.executeCommand(commands.openLocation, message.location);
      return;
    case "train":
      return run(commands.train, { kind: "training", name: message.training });
    default:
      return assertNever(message);
  }
}
