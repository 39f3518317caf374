import * as vscode from "vscode";
import type { AlertPorts, Claim } from "../../app/alerts/alertPorts";
import { settings, commands } from "../../contract/ids";
import type { Alert } from "../../core/alerts/alert";
import { alertsOf, newsAgeMs } from "../../core/alerts/alertsOf";
import { toldTogether, type ToldTogether } from "../../core/alerts/severalEnded";
import { inBackground } from "../inBackground";
import type { OpenState, Session } from "../session";
import { plainMessage } from "../showProblem";
import { newsIn } from "./newsIn";

export type Announcer = vscode.Disposable & {
  /** Shows an alert that somebody asked for, and remembers it so that it is not told again. */
  tell(alert: Alert): void;
  /** Something that was told in another way already. */
  remember(alert: Alert): void;
};

/** Shows a message with buttons; resolves to the one that was chosen. */
export type Show = (severity: Alert["severity"], message: string, titles: string[]) => Thenable<string | undefined>;

/**
 * Tells each alert once, whichever window sees it first and however often it is reloaded: whoever claims it shows it.
 * @param portsFor the claims of a store's folder, the same each time
 */
export function announce(
  session: Session,
  portsFor: (storeFolder: string) => AlertPorts,
  log: vscode.LogOutputChannel,
  show: Show = showNotification,
): Announcer {
  /** Alerts with which this window is done; others are asked for at every change. */
  const settled = new Set<string>();
  const begun = new Set<string>();

  function claimed(alert: Alert, { claims }: AlertPorts): Extract<Claim, { kind: "claimed" }> | null {
    const claim = claims.claim("editor", alert.id);
    if (!claim.ok) log.warn(claim.error.message);
    // Where nothing can be claimed, this window at least tells it once.
    const taken: Claim = claim.ok ? claim.value : { kind: "claimed", attempt: 1, done: nothing, release: nothing };
    if (taken.kind !== "held") settled.add(alert.id);
    return taken.kind === "claimed" ? taken : null;
  }

  function leaveHistory(alerts: readonly Alert[], { claims }: AlertPorts, storeFolder: string): void {
    if (begun.has(storeFolder)) return;
    begun.add(storeFolder);
    claims.prune();
    // What had ended before this workspace was first opened is history, not news.
    const since = claims.since("editor").getTime();
    for (const { id, at } of alerts) if (Date.parse(at) < since) settled.add(id);
  }

  function tellNews(state: OpenState): void {
    const now = new Date();
    const news = newsIn(state, now);
    if (news === null) return;
    const ports = portsFor(state.ports.store.folder);
    const alerts = alertsOf(news, new Date(now.getTime() - newsAgeMs));
    leaveHistory(alerts, ports, state.ports.store.folder);
    const due = alerts
      .filter(({ id }) => !settled.has(id))
      .filter((alert) => isWanted(alert) || !settled.add(alert.id));
    const taken = due.flatMap((alert) => {
      const claim = claimed(alert, ports);
      return claim === null ? [] : [{ alert, claim }];
    });
    for (const together of toldTogether(taken.map(({ alert }) => alert))) inform(together);
    for (const { claim } of taken) claim.done();
  }

  function inform({ severity, message, details, steps }: ToldTogether): void {
    const said = plainMessage([message, ...details].join(" "));
    const titles = steps.map(({ title }) => title);
    const answered = Promise.resolve(show(severity, said, titles)).then(async (title) => {
      const chosen = steps.find((step) => step.title === title);
      if (chosen) await vscode.commands.executeCommand(commands[chosen.command], chosen.subject);
    });
    inBackground(log, "Showing a notification", answered);
  }

  function remember(alert: Alert): boolean {
    const { state } = session;
    if (settled.has(alert.id)) return false;
    settled.add(alert.id);
    if (state.kind === "open") claimed(alert, portsFor(state.ports.store.folder))?.done();
    return true;
  }

  const listener = session.onDidChange(() => {
    if (session.state.kind === "open") tellNews(session.state);
  });
  return {
    tell: (alert) => {
      if (remember(alert)) inform({ ...alert, ids: [alert.id] });
    },
    remember,
    dispose: () => listener.dispose(),
  };
}

/** What a person does not want to hear is not claimed: another person's window may tell it. */
function isWanted({ severity }: Alert): boolean {
  const wanted = vscode.workspace.getConfiguration().get<string>(settings.notifications, "all");
  return wanted === "all" || (wanted === "problems" && severity !== "information");
}

const shows = {
  information: vscode.window.showInformationMessage,
  warning: vscode.window.showWarningMessage,
  error: vscode.window.showErrorMessage,
} as const;

function showNotification(
  severity: Alert["severity"],
  message: string,
  titles: string[],
): Thenable<string | undefined> {
  return shows[severity](message, ...titles);
}

function nothing(): void {
  // There is nothing to give back.
}
