import { setTimeout as sleep } from "node:timers/promises";
import type { Posted, Webhook } from "../../app/alerts/alertPorts";
import { isAllowed } from "../../core/alerts/webhookAddress";

export type WebhookOptions = {
  /** How long one attempt may take, milliseconds. */
  readonly timeoutMs: number;
  readonly attempts: number;
  /** The pause after the first attempt, milliseconds; each further one is four times as long. */
  readonly pauseMs: number;
  /** The longest that a `Retry-After` is waited for, milliseconds; what asks for more is left to a later try. */
  readonly longestPauseMs: number;
};

const standard: WebhookOptions = { timeoutMs: 10_000, attempts: 4, pauseMs: 1_000, longestPauseMs: 60_000 };

/** Of one attempt: `wait` says how long the other side asks to be left alone, milliseconds. */
type Answer =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: string; readonly again: boolean; readonly wait: number };

/**
 * Posts JSON to a webhook. What cannot be reached, hangs, or answers 408, 429 or 5xx is tried again after a pause with jitter; any
 * other refusal is final, and a redirect is not followed: where it leads nobody has agreed to. Sentences of errors are our own:
 * those of the runtime may hold the address, which is a secret.
 */
export function webhook(options: Partial<WebhookOptions> = {}): Webhook {
  const { timeoutMs, attempts, pauseMs, longestPauseMs } = { ...standard, ...options };
  return {
    async post(address, body, signal): Promise<Posted> {
      if (!isAllowed(address)) return { ok: false, reason: "the address does not begin with https://" };
      let pause = pauseMs;
      for (let attempt = 1; ; attempt++) {
        const answer = await postOnce(address, JSON.stringify(body), timeoutMs, signal);
        if (answer.ok) return answer;
        const { reason, again, wait } = answer;
        if (!again || attempt >= attempts || wait > longestPauseMs) return { ok: false, reason };
        // Between half and the whole of it, so that many who were refused at once do not come back at once.
        const jittered = pause * (0.5 + Math.random() / 2);
        await sleep(Math.max(jittered, wait), undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return { ok: false, reason };
        pause *= 4;
      }
    },
  };
}

async function postOnce(address: string, body: string, timeoutMs: number, signal: AbortSignal): Promise<Answer> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body,
      redirect: "manual",
      signal: AbortSignal.any([signal, timeout]),
    });
    // What it says is not wanted; reading on would let it hold the connection.
    await response.body?.cancel().catch(() => undefined);
    return answerOf(response);
  } catch (error) {
    if (signal.aborted) return { ok: false, reason: "it was called off", again: false, wait: 0 };
    const reason = timeout.aborted ? `it did not answer within ${timeoutMs / 1000} s` : troubleOf(error);
    return { ok: false, reason, again: true, wait: 0 };
  }
}

function answerOf(response: Response): Answer {
  const { status, ok, type } = response;
  if (ok) return { ok: true };
  if (type === "opaqueredirect" || (status >= 300 && status < 400))
    return { ok: false, reason: "it answered with a redirect, which is not followed", again: false, wait: 0 };
  const again = status === 408 || status === 429 || status >= 500;
  const wait = again ? retryAfter(response.headers.get("retry-after"), Date.now()) : 0;
  return { ok: false, reason: `it answered ${status}`, again, wait };
}

/** `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3), as milliseconds from now. */
function retryAfter(header: string | null, now: number): number {
  if (header === null) return 0;
  const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? 0 : Math.max(0, wait);
}

function troubleOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
  return troubles[code] ?? "the connection broke off";
}

const troubles: Readonly<Record<string, string | undefined>> = {
  ENOTFOUND: "its host could not be found",
  EAI_AGAIN: "its host could not be looked up",
  ECONNREFUSED: "its host refused the connection",
  ENETUNREACH: "its host cannot be reached",
  EHOSTUNREACH: "its host cannot be reached",
  ETIMEDOUT: "its host did not answer",
  UND_ERR_CONNECT_TIMEOUT: "its host did not answer",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not trusted here",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not trusted here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not trusted here",
};
