import * as vscode from "vscode";
import { commands } from "../../contract/ids";
import { inBackground } from "../inBackground";
import type { Session } from "../session";
import { plainMessage } from "../showProblem";
import type { Notice } from "./notice";
import { noticesOf } from "./noticesOf";

/** Far more than can be open news at one time. */
const mostRemembered = 500;
const toldKey = "headgate.toldNotices";
const sinceKey = "headgate.noticesSince";

export type Announcer = vscode.Disposable & {
  /** Shows a notice, and remembers it so that it is not told again. */
  tell(notice: Notice): void;
  /** Something that was told in another way already. */
  remember(notice: Notice): void;
};

/** Tells each piece of news once: what was told is remembered in the workspace, so that a reload does not repeat it. */
export function announce(session: Session, memory: vscode.Memento, log: vscode.LogOutputChannel): Announcer {
  const told = new Set(memory.get<string[]>(toldKey, []));
  // What had ended before this workspace was first opened is history, not news.
  const since = new Date(memory.get<string>(sinceKey) ?? Date.now());
  inBackground(log, "Remembering", Promise.resolve(memory.update(sinceKey, since.toISOString())));

  function remember(notice: Notice): void {
    told.add(notice.id);
    inBackground(log, "Remembering", Promise.resolve(memory.update(toldKey, [...told].slice(-mostRemembered))));
  }

  function tell(notice: Notice): void {
    remember(notice);
    inBackground(log, "Showing a notification", show(notice));
  }

  const listener = session.onDidChange(() => {
    const { state } = session;
    if (state.kind !== "open") return;
    for (const notice of noticesOf(state.facts, since)) if (!told.has(notice.id)) tell(notice);
  });
  return { tell, remember, dispose: () => listener.dispose() };
}

const shows = {
  information: vscode.window.showInformationMessage,
  warning: vscode.window.showWarningMessage,
  error: vscode.window.showErrorMessage,
} as const;

async function show({ severity, message, actions }: Notice): Promise<void> {
  const title = await shows[severity](plainMessage(message), ...actions.map((action) => action.title));
  const chosen = actions.find((action) => action.title === title);
  if (chosen) await vscode.commands.executeCommand(commands[chosen.command], chosen.subject);
}
