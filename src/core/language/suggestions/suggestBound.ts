import { decimalText, type Decimal } from "../../coverage/decimal";
import {
  compareFractions,
  decimalBeside,
  fractionOfDecimal,
  wholeFraction,
  type Fraction,
} from "../../coverage/fraction";
import { metricText } from "../../coverage/metric";
import type { Validation } from "../../coverage/validation";
import { countedText } from "../../report/numbers";
import {
  dateObservations,
  dayObservations,
  hasDateValues,
  inSize,
  resultsOf,
  type Measurable,
  type Observation,
} from "../observations";

/*
 * suggestedBound(check, history, now): Suggestion
 *
 * `check` is a `Check` of the text or a `CheckResult`; `history` is `LanguageFacts.history` (oldest first). The answer has either
 * a `bound` (write `text` into the file, tell `because`) or `bound: null` and a `reason`, a sentence.
 */

/** A bound that history suggests, or why it suggests none. */
export type Suggestion =
  | {
      readonly bound: Decimal;
      /** As it is written in the file: `94.9`. */
      readonly text: string;
      readonly basis: SuggestionBasis;
      /** Where it comes from, as a phrase: "5th percentile of 90 dates, 2024-01-02 to 2024-03-31". */
      readonly because: string;
    }
  | { readonly bound: null; readonly reason: string };

/** What a suggestion was made of. */
export type SuggestionBasis = {
  /** The values of dates; or what whole validations observed, the last one of each day. */
  readonly kind: "dates" | "validations";
  /** How many dates or days. */
  readonly count: number;
  readonly first: string;
  readonly last: string;
  /** True where the percentile itself would have failed the latest result, which is then the bound. */
  readonly heldToLatest: boolean;
};

/** With fewer values a percentile says nothing. */
const fewest = 5;

/**
 * The bound that history suggests: the 5th percentile of the last 90 days of values for a lower bound, the 95th for an upper one;
 * exact, then rounded to the looser side. What was measured last never fails it.
 */
export function suggestedBound(
  check: Measurable & { readonly comparison: ">=" | "<=" },
  history: readonly Validation[],
  now: Date,
): Suggestion {
  const metric = typeof check.metric === "string" ? check.metric : metricText(check.metric);
  const dates = hasDateValues(metric) ? dateObservations(check, history, now) : [];
  const kind = dates.length > 0 ? "dates" : "validations";
  const found = kind === "dates" ? dates : dayObservations(check, history, now);
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last || found.length < fewest) return { bound: null, reason: tooFew(kind, found.length) };
  const results = resultsOf(check, history);
  const latest = results.map(({ result }) => wholeFraction(result)).findLast((value) => value !== null) ?? null;
  const percentile = percentileOf(found, check.comparison);
  const heldToLatest = latest !== null && isLooser(latest, percentile, check.comparison);
  const value = heldToLatest ? latest : percentile;
  const unit = results.at(-1)?.result.unit ?? "";
  const bound = rounded(value, check.comparison, unit);
  if (bound.units <= 0n && check.comparison === ">=" && unit !== "")
    return { bound: null, reason: asksNothing(kind, first.date, last.date) };
  const basis: SuggestionBasis = { kind, count: found.length, first: first.date, last: last.date, heldToLatest };
  return { bound, text: decimalText(bound), basis, because: because(basis, check.comparison) };
}

/** Whether one bound asks less than another. */
export function looserBound(one: Decimal, than: Decimal, comparison: ">=" | "<="): boolean {
  return isLooser(fractionOfDecimal(one), fractionOfDecimal(than), comparison);
}

/** Rounded to the looser side: whole counts, else one decimal, and for plain numbers at least three digits that count. */
export function rounded(value: Fraction, comparison: ">=" | "<=", unit: string): Decimal {
  const side = comparison === ">=" ? "down" : "up";
  return withoutZeros(decimalBeside(value, unit === "" ? decimalsOf(value) : 1, side));
}

function isLooser(one: Fraction, than: Fraction, comparison: ">=" | "<="): boolean {
  const order = compareFractions(one, than);
  return comparison === ">=" ? order < 0 : order > 0;
}

/** The value beyond which fewer than one in twenty lie: the nearest rank, from the side that the bound guards. */
function percentileOf(found: readonly Observation[], comparison: ">=" | "<="): Fraction {
  const ascending = inSize(found).map(({ value }) => value);
  const rank = Math.ceil(ascending.length / 20);
  const value = comparison === ">=" ? ascending[rank - 1] : ascending.at(-rank);
  if (value === undefined) throw new RangeError("A percentile needs values.");
  return value;
}

function decimalsOf({ top, bottom }: Fraction): number {
  const whole = (top < 0n ? -top : top) / bottom;
  if (whole > 0n) return Math.max(1, 3 - String(whole).length);
  if (top === 0n) return 1;
  return 2 + String(bottom / (top < 0n ? -top : top)).length;
}

function withoutZeros({ units, scale }: Decimal): Decimal {
  return scale > 0 && units % 10n === 0n ? withoutZeros({ units: units / 10n, scale: scale - 1 }) : { units, scale };
}

function tooFew(kind: SuggestionBasis["kind"], count: number): string {
  if (count === 0) return "It has not been measured in the last 90 days. Validate first.";
  const what =
    kind === "validations"
      ? `it was validated on ${countedText(count, "day")}`
      : `${countedText(count, "date")} ${count === 1 ? "was" : "were"} measured`;
  return `Too little to tell: ${what}, and ${fewest} are needed.`;
}

function asksNothing(kind: SuggestionBasis["kind"], first: string, last: string): string {
  const what = kind === "dates" ? "dates" : "validations";
  return `The low end of the ${what} from ${first} to ${last} is 0, and a bound of 0 asks for nothing.`;
}

function because({ kind, count, first, last, heldToLatest }: SuggestionBasis, comparison: ">=" | "<="): string {
  const percentile = comparison === ">=" ? "5th percentile" : "95th percentile";
  const what = kind === "dates" ? countedText(count, "date") : `validations on ${countedText(count, "day")}`;
  const period = `${what}, ${first} to ${last}`;
  const beyond = comparison === ">=" ? "below" : "above";
  return heldToLatest ? `the latest result, ${beyond} the ${percentile} of ${period}` : `${percentile} of ${period}`;
}
