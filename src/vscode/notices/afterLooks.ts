import type * as vscode from "vscode";
import type { AlertPorts } from "../../app/alerts/alertPorts";
import { followUpStarter, type FollowUpStarter } from "../../app/alerts/followUpStarter";
import { keepToldEnds } from "../../app/alerts/keepToldEnds";
import { alertSender, type AlertSender } from "../../app/alerts/sendAlerts";
import { alertsOf, newsAgeMs } from "../../core/alerts/alertsOf";
import { webhookAddress } from "../../core/alerts/webhookAddress";
import { inBackground } from "../inBackground";
import type { OpenState, Session } from "../session";
import { newsIn } from "./newsIn";
import type { WebhookSecret } from "./webhookSecret";

/**
 * What a window does after each look besides showing it: keeps the ends that it told, starts what follows a run, and sends alerts to
 * the webhook. `headgate watch` does the same where no editor is open.
 */
export function afterLooks(
  session: Session,
  portsFor: (storeFolder: string) => AlertPorts,
  secret: WebhookSecret,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const ending = new AbortController();
  const starters = new Map<string, FollowUpStarter>();
  const senders = new Map<string, AlertSender>();
  const told = new Set<string>();

  function warnOnce(text: string): void {
    if (!told.has(text)) log.warn(text);
    told.add(text);
  }

  async function senderFor({ workspace, ports }: OpenState, alertPorts: AlertPorts): Promise<AlertSender | null> {
    const { webhook, on } = workspace.pipeline.alerts;
    const { root } = workspace;
    const address = webhookAddress(webhook, process.env, webhook === null ? null : await secret.of(root));
    if (!address.ok) warnOnce(address.error.message);
    if (!address.ok || address.value === null) return null;
    const key = JSON.stringify([ports.store.folder, on, address.value]);
    const known = senders.get(key);
    if (known) return known;
    const options = { address: address.value, on, root, remark: (text: string) => log.warn(text) };
    const sender = alertSender(ports, alertPorts, options);
    senders.set(key, sender);
    return sender;
  }

  async function after(state: OpenState): Promise<void> {
    const now = new Date();
    const news = newsIn(state, now);
    if (news === null) return;
    const { ports, workspace, facts } = state;
    const alertPorts = portsFor(ports.store.folder);
    const starter = starters.get(ports.store.folder) ?? followUpStarter(alertPorts);
    starters.set(ports.store.folder, starter);
    starter.look(workspace, facts.runs, facts.followUps, now);
    await keepToldEnds(ports, news.rows, news.pollMs);
    const sender = await senderFor(state, alertPorts);
    await sender?.send(alertsOf(news, new Date(now.getTime() - newsAgeMs)), ending.signal);
  }

  const listener = session.onDidChange(() => {
    // An untrusted folder is never open: nothing of it is run.
    if (session.state.kind === "open") inBackground(log, "After a look", after(session.state));
  });
  return {
    dispose() {
      listener.dispose();
      ending.abort();
    },
  };
}
