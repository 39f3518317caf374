import { decimalText } from "../../coverage/decimal";
import type { CheckResult } from "../../coverage/validation";
import { countsText, observedText } from "../../report/sentences";
import { agoText } from "../../report/times";
import { wholeFraction } from "../../coverage/fraction";
import { rounded, suggestedBound, type Suggestion } from "../suggestions/suggestBound";
import type { LanguageFacts } from "../facts";
import type { Place } from "../place/placeAt";
import { plainCompletion, type Completion } from "./completion";
import { withBlank } from "./keyCompletion";

/**
 * Numbers for a bound: the one that history suggests and what was observed last, each rounded to the looser side, so that the
 * data as it is would pass.
 * @param result the latest result of the check; null where it was never measured
 */
export function completeNumbers(
  place: Place,
  result: CheckResult | null,
  measuredAt: string | null,
  facts: LanguageFacts,
): Completion[] {
  if (!result) return [];
  const suggestion = suggestedBound(result, facts.history, facts.now);
  const suggested = suggestion.bound === null ? [] : [numberOf(place, suggestion.text, becauseOf(suggestion))];
  const observed = observedNumber(result);
  if (observed === null || suggested[0]?.label === observed) return suggested;
  const counts = countsText(result);
  const age = measuredAt === null ? "" : `, ${agoText(measuredAt, facts.now)}`;
  const detail = `last observed: ${observedText(result)}${counts && ` (${counts})`}${age}`;
  return [...suggested, numberOf(place, observed, detail)];
}

function becauseOf(suggestion: Suggestion & { readonly bound: object }): string {
  return `history suggests it: ${suggestion.because}`;
}

/** The tightest number that the last observation would pass; null where nothing was measured. */
function observedNumber(result: CheckResult): string | null {
  const value = wholeFraction(result);
  return value && decimalText(rounded(value, result.comparison, result.unit));
}

function numberOf(place: Place, text: string, detail: string): Completion {
  return plainCompletion(text, "number", { detail, insert: withBlank(place, text) });
}
