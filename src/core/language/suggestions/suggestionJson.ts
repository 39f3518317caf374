import { toNumber } from "../../coverage/decimal";
import { metricText } from "../../coverage/metric";
import type { SuggestionBasis } from "./suggestBound";
import { suggestionText, type SectionSuggestions } from "./suggestionText";
import type { BoundSuggestion } from "./suggestSection";

/** The JSON of `headgate suggest`. */
export type SuggestionsJson = {
  readonly schemaVersion: 1;
  readonly table: string;
  /** Why the data could not be measured now; null when it was. */
  readonly notMeasured: string | null;
  readonly suggestions: readonly {
    readonly id: string;
    readonly metric: string;
    readonly where: string | null;
    readonly comparison: ">=" | "<=";
    /** Null where nothing is suggested: what stands there stays, for the reason in `because`. */
    readonly bound: number | null;
    /** The bound that stands there now; null for a new one. */
    readonly present: number | null;
    readonly change: BoundSuggestion["change"];
    readonly because: string;
    /** Null where it was made of the data as it is. */
    readonly basis: SuggestionBasis | null;
    readonly observed: number | null;
  }[];
  /** The same as lines of the thresholds language. */
  readonly yaml: string;
};

export function suggestionsJson(all: SectionSuggestions): SuggestionsJson {
  const { section, notMeasured, suggestions } = all;
  return {
    schemaVersion: 1,
    table: section,
    notMeasured,
    suggestions: suggestions.map(({ check, bound, present, change, because, basis, observed }) => ({
      id: check.id,
      metric: metricText(check.metric),
      where: check.where,
      comparison: check.comparison,
      bound: bound && toNumber(bound),
      present: present && toNumber(present.bound),
      change,
      because,
      basis,
      observed: observed?.observed ?? null,
    })),
    yaml: suggestionText(all),
  };
}
