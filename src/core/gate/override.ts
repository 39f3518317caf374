import type { Blocker, GateDecision, Override } from "./decision";

/** The override in force at a moment: the latest one recorded for the gate that has not expired. */
export function overrideInForce(decisions: readonly GateDecision[], gate: string, now: Date): Override | null {
  const overrides = decisions.flatMap((decision) =>
    decision.gate === gate && decision.override ? [decision.override] : [],
  );
  const latest = overrides.sort((a, b) => a.at.localeCompare(b.at)).at(-1);
  return latest && Date.parse(latest.expires) > now.getTime() ? latest : null;
}

/** True when each blocker is one of those that the override was given for: a new one closes the gate again. */
export function covers(override: Override | null, blockers: readonly Blocker[]): boolean {
  return override !== null && blockers.every((blocker) => override.covers.includes(blocker.id));
}

/** Whether a training may start although the gate does not say GO. */
export function isOverridden({ decision, override, blockers }: GateDecision): boolean {
  return decision !== "GO" && covers(override, blockers);
}

/** Reads a duration such as `24h`, `30m` or `7d`, in milliseconds; `undefined` for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,6}(?:\.\d+)?)(m|h|d)$/.exec(text.trim());
  const milliseconds = { m: 60_000, h: 3_600_000, d: 86_400_000 }[match?.[2] ?? ""];
  return match && milliseconds !== undefined ? Number(match[1]) * milliseconds : undefined;
}
