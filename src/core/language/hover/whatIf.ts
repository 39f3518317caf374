import type { Check } from "../../coverage/check";
import { toNumber, type Decimal } from "../../coverage/decimal";
import {
  compareFractions,
  dateFraction,
  fractionOfDecimal,
  wholeFraction,
  type Fraction,
} from "../../coverage/fraction";
import type { CheckResult } from "../../coverage/validation";
import { boundText, countText } from "../../report/numbers";
import { hasDateValues } from "../observations";

/**
 * How the dates and cohorts that were observed would fare at the bounds as they stand in the text:
 * `At 95 %: 12 of 181 dates and 1 of 3 cohorts would fail.`
 * @returns null where the bound is of the whole table alone, or nothing was observed by date or cohort
 */
export function whatIf(check: Pick<Check, "fail" | "warn" | "comparison">, result: CheckResult): string | null {
  if (!hasDateValues(result.metric)) return null;
  const dates = (result.byDate ?? []).flatMap((value) => dateFraction(value, result.unit) ?? []);
  const cohorts = result.cohorts.flatMap((cohort) => wholeFraction({ ...result, ...cohort }) ?? []);
  const sentences = [told(check, "fail", result, dates, cohorts), told(check, "warn", result, dates, cohorts)];
  return sentences.filter((sentence) => sentence !== null).join(" ") || null;
}

function told(
  check: Pick<Check, "fail" | "warn" | "comparison">,
  which: "fail" | "warn",
  { unit }: CheckResult,
  dates: readonly Fraction[],
  cohorts: readonly Fraction[],
): string | null {
  const bound = check[which];
  if (bound === null || (dates.length === 0 && cohorts.length < 2)) return null;
  const beyond = (values: readonly Fraction[]): number =>
    values.filter((value) => isBeyond(value, bound, check.comparison)).length;
  const ofDates = dates.length === 0 ? [] : [countOf(beyond(dates), dates.length, "dates")];
  const ofCohorts = cohorts.length < 2 ? [] : [countOf(beyond(cohorts), cohorts.length, "cohorts")];
  const amount = boundText(toNumber(bound)) + (unit === "%" ? " %" : "");
  return `At ${amount}: ${[...ofDates, ...ofCohorts].join(" and ")} would ${which}.`;
}

function isBeyond(value: Fraction, bound: Decimal, comparison: ">=" | "<="): boolean {
  const order = compareFractions(value, fractionOfDecimal(bound));
  return comparison === ">=" ? order < 0 : order > 0;
}

function countOf(count: number, all: number, what: string): string {
  return `${count === 0 ? "none" : countText(count)} of ${countText(all)} ${what}`;
}
