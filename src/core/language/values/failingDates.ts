import type { CalendarDate } from "../../calendar";
import { parseDecimal } from "../../coverage/decimal";
import { compareFractions, dateFraction, fractionOfDecimal } from "../../coverage/fraction";
import type { CheckResult, DateValue, TableResult } from "../../coverage/validation";
import { checkName, quantityText } from "../../report/sentences";
import { hasDateValues } from "../observations";

/** A date that by itself would fail, and by what: `usage_rate 3.2 %`, `no rows`. */
export type FailingDate = { readonly date: CalendarDate; readonly reasons: readonly string[] };

/**
 * The dates of a table that have no rows though they are expected, or that by themselves do not reach a bound that fails as a
 * whole; the latest first, those without rows before all others. Counts of a whole table are not asked of its dates.
 */
export function failingDates(table: TableResult, checks: readonly CheckResult[] = table.checks): FailingDate[] {
  const reasons = new Map<CalendarDate, string[]>();
  const hole = (date: CalendarDate): number => Number(table.dates.missing.includes(date));
  const add = (date: CalendarDate, reason: string): void => {
    reasons.set(date, [...(reasons.get(date) ?? []), reason]);
  };
  for (const date of table.dates.missing) add(date, "no rows");
  for (const check of checks)
    for (const value of check.status === "fail" ? (check.byDate ?? []) : [])
      if (fails(check, value)) add(value.date, reasonText(check, value));
  return [...reasons]
    .map(([date, found]) => ({ date, reasons: found }))
    .sort((a, b) => hole(b.date) - hole(a.date) || b.date.localeCompare(a.date));
}

function fails({ metric, unit, fail, comparison }: CheckResult, value: DateValue): boolean {
  const bound = fail === null || !hasDateValues(metric) ? undefined : parseDecimal(String(fail));
  const observed = dateFraction(value, unit);
  if (!bound || observed === null) return false;
  const order = compareFractions(observed, fractionOfDecimal(bound));
  return comparison === ">=" ? order < 0 : order > 0;
}

function reasonText(check: CheckResult, { numerator, denominator, sum, count }: DateValue): string {
  const average = typeof sum === "number" && count ? sum / count : null;
  const ratio = denominator ? ((numerator ?? 0) * 100) / denominator : null;
  const counts = ratio === null ? {} : { numerator: numerator ?? 0, denominator: denominator ?? 0 };
  const measured = { observed: ratio ?? average, numerator: null, denominator: null, ...counts };
  return `${checkName(check)} ${quantityText(check, measured)}`;
}
