import type { SlackMessage } from "../../core/alerts/slackMessage";
import type { Result } from "../../core/result";

/** What alerts and follow-ups need of the outside world besides `Ports`. */
export type AlertPorts = {
  readonly claims: Claims;
  readonly webhook: Webhook;
  /** Starts `headgate follow-up` as a process of its own that outlives this one. */
  readonly startFollowUp: (run: string, configurationFile: string) => void;
};

/** Where an alert is told: each of them tells it once. `follow-up` is no telling, but must happen once all the same. */
export type Channel = "editor" | "webhook" | "webhook-retry" | "follow-up";

/** Keeps what must happen once from happening twice, across windows, command lines and restarts. */
export type Claims = {
  /** @returns `store-unwritable` where nothing can be claimed */
  claim(channel: Channel, id: string): Result<Claim>;
  /** Since when a channel tells: what happened before it was first asked is history, not news. */
  since(channel: Channel): Date;
  /** Forgets what was claimed so long ago that nobody can come upon it any more. */
  prune(): void;
};

export type Claim =
  | {
      readonly kind: "claimed";
      /** Counts from 1: how many have claimed it, those that ended before it was done included. */
      readonly attempt: number;
      /** It has happened: nobody will claim it again. */
      readonly done: () => void;
      /** It has not happened after all: the next may claim it. */
      readonly release: () => void;
    }
  /** It has happened. */
  | { readonly kind: "done" }
  /** A living process is at it. */
  | { readonly kind: "held" };

export type Webhook = {
  /** Posts to an address, again after a pause where that may help. The address is in no answer. */
  post(address: string, body: SlackMessage, signal: AbortSignal): Promise<Posted>;
};

export type Posted = { readonly ok: true } | { readonly ok: false; readonly reason: string };
