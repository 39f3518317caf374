import * as vscode from "vscode";
import type { Finding } from "../../core/backfills/preflight";
import type { Problem } from "../../core/result";
import type { Desk } from "../desk";
import { inBackground } from "../inBackground";
import { plainMessage } from "../showProblem";

/** What a start found that is only to be minded. */
export type Minded = {
  readonly take: (finding: Finding) => void;
  /** Shows it beside the work, without waiting for an answer; in the output as a whole. */
  readonly show: (started: boolean) => void;
};

export function mindedIn({ log }: Pick<Desk, "log">, name: string): Minded {
  const messages: string[] = [];
  return {
    take: ({ severity, message }) => {
      if (severity === "warns") messages.push(message);
    },
    show: (started) => {
      if (messages.length === 0) return;
      for (const message of messages) log.warn(`${name}: ${message}`);
      if (!started) return;
      const told = vscode.window.showWarningMessage(plainMessage([`${name} was started.`, ...messages].join("\n")));
      inBackground(log, "Telling what is to be minded", Promise.resolve(told));
    },
  };
}

/** Whether a person may override it with a reason. */
export function isInTheWay({ code }: Problem): boolean {
  return code === "conflicting-run" || code === "preflight-failed";
}

/** Something is in the way: whoever starts anyway says why, and the reason is kept with the run. */
export async function askToForce(message: string): Promise<string | undefined> {
  const anyway = "Start Anyway…";
  if ((await vscode.window.showWarningMessage(plainMessage(message), anyway)) !== anyway) return undefined;
  return vscode.window.showInputBox({
    title: "Start anyway",
    prompt: "Why? The reason is kept with the run.",
    validateInput: (text) => (text.trim() === "" ? "A reason is needed." : undefined),
  });
}
