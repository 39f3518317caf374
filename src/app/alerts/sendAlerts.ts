import { basename } from "node:path";
import type { Alert, AlertEvent } from "../../core/alerts/alert";
import { isDue, mostTries, type DeadLetter } from "../../core/alerts/deadLetter";
import { slackMessage, type SlackMessage } from "../../core/alerts/slackMessage";
import type { AlertPorts, Claim } from "./alertPorts";
import type { Ports } from "../ports";

/** Sends alerts to the webhook, each once, whoever else watches as well. */
export type AlertSender = {
  /**
   * Sends what is new among the alerts, and what an earlier sending did not get through when it is time for that.
   * Never rejects; one call at a time is at work, further ones wait for it.
   */
  send(alerts: readonly Alert[], signal: AbortSignal): Promise<void>;
};

export type SenderOptions = {
  /** A secret: it is in no record and in no remark. */
  readonly address: string;
  readonly on: readonly AlertEvent[];
  /** The folder that the alerts are about. */
  readonly root: string;
  /** Told for people: an alert that could not be sent. */
  readonly remark: (text: string) => void;
};

export function alertSender(
  { store, clock }: Pick<Ports, "store" | "clock">,
  { claims, webhook }: Pick<AlertPorts, "claims" | "webhook">,
  { address, on, root, remark }: SenderOptions,
): AlertSender {
  /** Alerts of which nothing is left to do; others would ask for their claims at every look. */
  const settled = new Set<string>();
  let history: Date | null = claims.since("webhook");
  let begins = true;
  let last: Promise<void> = Promise.resolve();

  async function sendNew(alerts: readonly Alert[], signal: AbortSignal): Promise<void> {
    // At the first look: what comes to light later has an older time only because its last sign of life is older.
    if (history) for (const { id, at } of alerts) if (Date.parse(at) < history.getTime()) settled.add(id);
    history = null;
    for (const alert of alerts) {
      if (signal.aborted) return;
      if (settled.has(alert.id) || !on.includes(alert.event)) continue;
      const claim = claims.claim("webhook", alert.id);
      // Where nothing can be claimed, this process at least sends it once.
      const taken: Claim = claim.ok ? claim.value : { kind: "claimed", attempt: 1, done: nothing, release: nothing };
      if (taken.kind === "done") settled.add(alert.id);
      if (taken.kind !== "claimed") continue;
      const body = slackMessage(alert, basename(root));
      const letter = { id: alert.id, tries: 1, body };
      if (await deliver(letter, signal)) {
        settled.add(alert.id);
        taken.done();
      } else taken.release();
    }
  }

  async function sendAgain(signal: AbortSignal): Promise<void> {
    const first = begins;
    begins = false;
    for (const letter of await store.alerts.deadLetters()) {
      if (signal.aborted) return;
      if (!isDue(letter, clock.now(), first)) continue;
      const claim = claims.claim("webhook-retry", `${letter.id} ${letter.tries}`);
      if (!claim.ok || claim.value.kind !== "claimed") continue;
      if (await deliver({ ...letter, tries: letter.tries + 1 }, signal)) claim.value.done();
      else claim.value.release();
    }
  }

  /** @returns whether it is off our hands: taken, or on record as not taken */
  async function deliver(letter: Pick<DeadLetter, "id" | "tries" | "body">, signal: AbortSignal): Promise<boolean> {
    const posted = await webhook.post(address, letter.body satisfies SlackMessage, signal);
    if (posted.ok && letter.tries === 1) return true;
    if (!posted.ok && signal.aborted) return false;
    const state = posted.ok ? "sent" : letter.tries >= mostTries ? "given-up" : "waiting";
    const reason = posted.ok ? null : posted.reason;
    const kept = await store.alerts.keepDeadLetter({ ...letter, at: clock.now().toISOString(), state, reason });
    if (!posted.ok) {
      const next = state === "waiting" ? "it will be tried again" : "it is given up";
      remark(`An alert could not be sent to the webhook: ${posted.reason}; ${next} (dead-letters.jsonl has it).`);
    }
    return posted.ok || kept.ok;
  }

  return {
    send(alerts, signal) {
      last = last.then(async () => {
        try {
          await sendAgain(signal);
          await sendNew(alerts, signal);
        } catch (error) {
          remark(`Sending alerts broke off (${error instanceof Error ? error.name : "unknown"}).`);
        }
      });
      return last;
    },
  };
}

function nothing(): void {
  // There is nothing to give back.
}
