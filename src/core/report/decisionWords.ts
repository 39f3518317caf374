import type { Decision, Requirement } from "../gate/decision";

/** A decision's sign; the word always stands beside it. */
export const decisionSigns: Readonly<Record<Decision, string>> = { GO: "✓", "NO-GO": "✕", UNDECIDED: "?" };

/** How a requirement or a criterion turned out, as sign and word. */
export const outcomeWords: Readonly<Record<Requirement["state"], { readonly sign: string; readonly word: string }>> = {
  met: { sign: "✓", word: "met" },
  "not-met": { sign: "✕", word: "not met" },
  "not-measurable": { sign: "?", word: "not measurable" },
};
