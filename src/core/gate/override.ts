import type { GateDecision, Override } from "./decision";

/** The override in force at a moment: the latest one recorded for the gate that has not expired. */
export function overrideInForce(decisions: readonly GateDecision[], gate: string, now: Date): Override | null {
  const overrides = decisions.flatMap((decision) =>
    decision.gate === gate && decision.override ? [decision.override] : [],
  );
  const latest = overrides.sort((a, b) => a.at.localeCompare(b.at)).at(-1);
  return latest && Date.parse(latest.expires) > now.getTime() ? latest : null;
}

/**
 * What an override of a decision covers: each blocker by its id, and apart whether it was missed or could not be measured.
 * Whoever let something pass that was unknown did not let pass what turned out to be wrong.
 */
export function coverOf({ blockers, requirements }: Pick<GateDecision, "blockers" | "requirements">): string[] {
  const unknown = new Set(requirements.filter(({ state }) => state === "not-measurable").map(({ id }) => id));
  return blockers.map(({ id }) => (unknown.has(id) ? `${id} (not measurable)` : id));
}

/**
 * Whether a training may start although the gate does not say GO: under an override of exactly these blockers, given for the
 * thresholds as they are. A new blocker or an edited bound closes the gate again.
 */
export function isOverridden(taken: GateDecision): boolean {
  const { decision, override, receipt } = taken;
  if (decision === "GO" || override?.thresholdsHash !== receipt.thresholdsHash) return false;
  return coverOf(taken).every((blocker) => override.covers.includes(blocker));
}

/** Reads a duration such as `24h`, `30m` or `7d`, in milliseconds; `undefined` for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,6}(?:\.\d+)?)(m|h|d)$/.exec(text.trim());
  const milliseconds = { m: 60_000, h: 3_600_000, d: 86_400_000 }[match?.[2] ?? ""];
  return match && milliseconds !== undefined ? Number(match[1]) * milliseconds : undefined;
}
