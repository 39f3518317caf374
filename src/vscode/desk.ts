import type * as vscode from "vscode";
import type { Announcer } from "./notices/announce";
import type { WebhookSecret } from "./notices/webhookSecret";
import type { OpenState, Session } from "./session";
import { showProblem } from "./showProblem";

/** What every command works with. */
export type Desk = {
  readonly session: Session;
  readonly log: vscode.LogOutputChannel;
  readonly announcer: Announcer;
  readonly webhookSecret: WebhookSecret;
  readonly extensionUri: vscode.Uri;
  /** The program that a terminal follows a run with. */
  readonly followerFile: string;
};

/** The opened workspace; null, and the person told why, when there is none. */
export function openedOrTold({ session, log }: Desk): OpenState | null {
  const { state } = session;
  switch (state.kind) {
    case "open":
      return state;
    case "broken":
      showProblem(state.problem, log);
      return null;
    case "starting":
      showProblem(
        { code: "unsupported", message: "Headgate is still reading this folder; try again in a moment." },
        log,
      );
      return null;
    case "untrusted":
      showProblem(
        { code: "unsupported", message: "This folder is not trusted, so Headgate runs nothing in it. Trust it first." },
        log,
      );
      return null;
    case "absent":
      showProblem(
        { code: "no-configuration", message: "There is no headgate.yaml in this folder. Set one up first." },
        log,
      );
      return null;
  }
}
