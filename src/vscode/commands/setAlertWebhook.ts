import * as vscode from "vscode";
import { isAllowed } from "../../core/alerts/webhookAddress";
import { openedOrTold, type Desk } from "../desk";

/** Asks for the webhook's address and keeps it as a secret, for where the variable of the environment is not set. */
export async function setAlertWebhook(desk: Desk): Promise<void> {
  const opened = openedOrTold(desk);
  if (!opened) return;
  const { pipeline, root } = opened.workspace;
  const address = await vscode.window.showInputBox({
    title: "Set alert webhook",
    prompt:
      "The address that alerts are posted to. It is kept as a secret, and in no file. Leave it empty to forget it.",
    placeHolder: "https://",
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === "" || isAllowed(text.trim()) ? undefined : "It begins with https://."),
  });
  if (address === undefined) return;
  await desk.webhookSecret.keep(root, address.trim() === "" ? null : address.trim());
  const undeclared = pipeline.alerts.webhook === null && address.trim() !== "";
  if (undeclared) {
    const text = 'Alerts are sent once headgate.yaml declares them: alerts: { webhook: "${env:HEADGATE_WEBHOOK}" }.';
    void vscode.window.showInformationMessage(text);
  }
  await desk.session.refresh();
}
