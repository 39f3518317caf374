import type { SlackMessage } from "./slackMessage";

/** An alert that a webhook did not take. Its address is a secret and is not part of it. */
export type DeadLetter = {
  /** The alert's id: said again, it tells the newer state. */
  readonly id: string;
  readonly state: "waiting" | "sent" | "given-up";
  /** When it was last tried (ISO 8601, UTC). */
  readonly at: string;
  /** How often it was tried, each time with its own repetitions. */
  readonly tries: number;
  /** Why it was not taken; null once it was. */
  readonly reason: string | null;
  readonly body: SlackMessage;
};

/** After so many tries a letter is given up; it stays on record. */
export const mostTries = 4;

const firstPauseMs = 5 * 60_000;

/** Whether it is time for another try: at once for a watcher that begins, else after pauses that double. */
export function isDue({ state, tries, at }: DeadLetter, now: Date, begins: boolean): boolean {
  if (state !== "waiting" || tries >= mostTries) return false;
  return begins || now.getTime() - Date.parse(at) >= firstPauseMs * 2 ** (tries - 1);
}
