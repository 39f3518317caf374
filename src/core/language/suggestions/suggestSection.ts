import type { Check } from "../../coverage/check";
import { compareDecimals, decimalText, type Decimal } from "../../coverage/decimal";
import { decimalBeside, wholeFraction, type Fraction } from "../../coverage/fraction";
import { metricText } from "../../coverage/metric";
import type { CheckResult, Validation } from "../../coverage/validation";
import { quantityText } from "../../report/sentences";
import { resultsOf } from "../observations";
import { looserBound, rounded, suggestedBound, type SuggestionBasis } from "./suggestBound";

/** What is suggested for one bound of a section, present or new. */
export type BoundSuggestion = {
  readonly check: Check;
  /** False where the check's metric has to be written out beside its bound. */
  readonly nameTells: boolean;
  /** The bound that stands there now: the one that fails, else the one that warns. */
  readonly present: { readonly bound: Decimal; readonly limit: "fail" | "warn" } | null;
  /** Null where nothing can be suggested; `because` is then the reason. */
  readonly bound: Decimal | null;
  /** `none`: what stands there stays. */
  readonly change: "new" | "looser" | "tighter" | "same" | "none";
  /** Where it comes from, as a phrase. */
  readonly because: string;
  /** Null where it is the data as it is. */
  readonly basis: SuggestionBasis | null;
  /** The latest result; null where it was never measured. */
  readonly observed: CheckResult | null;
};

/**
 * The bound that is suggested for a check: out of history where there is enough of it, else of the data as it is. The latest
 * result never fails it.
 * @param history oldest first; the latest measurement included
 */
export function suggestFor(
  check: Check,
  nameTells: boolean,
  history: readonly Validation[],
  now: Date,
): BoundSuggestion {
  const limit: "fail" | "warn" = check.fail === null ? "warn" : "fail";
  const standing = check.fail ?? check.warn;
  const present = standing === null ? null : { bound: standing, limit: limit };
  const observed = resultsOf(check, history).at(-1)?.result ?? null;
  const common = { check, nameTells, present, observed };
  const fromHistory = suggestedBound(check, history, now);
  if (fromHistory.bound !== null) {
    const { bound, because, basis } = fromHistory;
    return { ...common, bound, because, basis, change: changeOf(check, present?.bound ?? null, bound) };
  }
  const value = observed && wholeFraction(observed);
  if (!observed || value === null) {
    const because = observed?.reason ?? fromHistory.reason;
    return { ...common, bound: null, because, basis: null, change: "none" };
  }
  const bound = asItIs(value, check.comparison, observed.unit, metricText(check.metric));
  const shown = quantityText(observed, observed);
  if (bound.units <= 0n && check.comparison === ">=" && observed.unit !== "") {
    const because = `It is ${shown} now, and a bound of 0 asks for nothing.`;
    return { ...common, bound: null, because, basis: null, change: "none" };
  }
  const change = changeOf(check, present?.bound ?? null, bound);
  return { ...common, bound, because: `${shown} now`, basis: null, change };
}

function changeOf(check: Check, present: Decimal | null, bound: Decimal): BoundSuggestion["change"] {
  if (present === null) return "new";
  if (compareDecimals(present, bound) === 0) return "same";
  return looserBound(bound, present, check.comparison) ? "looser" : "tighter";
}

/** The value itself, to the looser side; of large counts two digits, so that a few rows less are no failure. */
function asItIs(value: Fraction, comparison: Check["comparison"], unit: string, metric: string): Decimal {
  const isCount = unit === "rows" || metric.startsWith("distinct(");
  if (!isCount || comparison === "<=") return rounded(value, comparison, unit);
  const whole = value.top / value.bottom;
  const dropped = Math.max(0, String(whole).length - 2);
  const step = 10n ** BigInt(dropped);
  return { units: decimalBeside({ top: whole, bottom: step }, 0, "down").units * step, scale: 0 };
}

/** `91.1`: as it would stand in the file. */
export function suggestedText({ bound }: BoundSuggestion): string {
  return bound === null ? "" : decimalText(bound);
}
