import type { AlertPorts } from "../app/alerts/alertPorts";
import type { Ports } from "../app/ports";
import { alertSender, type AlertSender } from "../app/alerts/sendAlerts";
import type { Workspace } from "../app/workspace";
import { webhookAddress, webhookVariable } from "../core/alerts/webhookAddress";

/** Who sends alerts to the declared webhook; null, and the person told why, where none can be sent. */
export function openSender(
  { pipeline, root }: Workspace,
  ports: Ports,
  alertPorts: AlertPorts,
  note: (text: string) => void,
): AlertSender | null {
  const { webhook, on } = pipeline.alerts;
  const address = webhookAddress(webhook, process.env);
  if (!address.ok) note(address.error.message);
  else if (address.value !== null)
    return alertSender(ports, alertPorts, { address: address.value, on, root, remark: note });
  else if (webhook !== null)
    note(`The variable ${webhookVariable(webhook) ?? ""} is not set, so no alert is sent to the webhook from here.`);
  return null;
}
