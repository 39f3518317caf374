import { addDays, type CalendarDate } from "../calendar";
import { holdsOn, type DateRange } from "../coverage/check";
import { compareFractions, dateFraction, wholeFraction, type Fraction } from "../coverage/fraction";
import { metricText, type Metric } from "../coverage/metric";
import type { CheckResult, Validation } from "../coverage/validation";

/** What names a check and says what it measures: a `Check` of the text, or a `CheckResult`. */
export type Measurable = {
  readonly id: string;
  readonly metric: Metric | string;
  readonly where: string | null;
  /** The days it holds for, of a dated list; null or absent: all. */
  readonly dates?: DateRange | null;
};

/** One value of a check: that of a date, or that of the last validation of a day. */
export type Observation = { readonly date: CalendarDate; readonly value: Fraction };

/** So many days are looked back. */
export const periodDays = 90;

/** Whether a result measured what the check asks: the same check, the same metric, the same rows. */
export function measuresSame(check: Measurable, result: CheckResult): boolean {
  const metric = typeof check.metric === "string" ? check.metric : metricText(check.metric);
  return check.id === result.id && metric === result.metric && check.where === result.where;
}

/** Results of the check, oldest first, each with when it was measured and over how long a window. */
export function resultsOf(
  check: Measurable,
  history: readonly Validation[],
): { readonly result: CheckResult; readonly at: string; readonly window: Validation["window"] }[] {
  return history
    .flatMap(({ tables, startedAt, window }) =>
      tables.flatMap((table) =>
        table.checks
          .filter((result) => measuresSame(check, result))
          .map((result) => ({ result, at: table.measuredAt ?? startedAt, window })),
      ),
    )
    .sort((a, b) => a.at.localeCompare(b.at));
}

/** Whether a date's value can be held against the bound of the whole: shares and averages can, counts cannot. */
export function hasDateValues(metric: string): boolean {
  return /^(completeness|missing|share|average)\(/.test(metric);
}

/**
 * The values of the dates, ascending, over the 90 days up to the latest one that was measured: backfills fill years that are
 * long gone. Of each date the latest measurement counts; dates without rows have no value.
 */
export function dateObservations(check: Measurable, history: readonly Validation[], now: Date): Observation[] {
  const today = now.toISOString().slice(0, 10);
  const byDate = new Map<CalendarDate, Fraction | null>();
  for (const { result } of resultsOf(check, history))
    for (const value of result.byDate ?? [])
      if (value.date <= today && holdsOn(check.dates ?? null, value.date))
        byDate.set(value.date, dateFraction(value, result.unit));
  const measured = [...byDate]
    .flatMap(([date, value]) => (value === null ? [] : [{ date, value }]))
    .sort((a, b) => a.date.localeCompare(b.date));
  const last = measured.at(-1)?.date;
  return last === undefined ? [] : measured.filter(({ date }) => date > addDays(last, -periodDays));
}

/**
 * What the whole table said, ascending by day, over the last 90 days: the last validation of each day. Counts of a window are
 * compared with those of windows that begin on the same day or are as long.
 */
export function dayObservations(check: Measurable, history: readonly Validation[], now: Date): Observation[] {
  const found = resultsOf(check, history).filter(({ at }) => Date.parse(at) <= now.getTime());
  const latest = found.at(-1);
  if (latest === undefined) return [];
  const first = addDays(now.toISOString().slice(0, 10) as CalendarDate, 1 - periodDays);
  const byDay = new Map<CalendarDate, Fraction>();
  for (const { result, at, window } of found) {
    const value = wholeFraction(result);
    const isAlike = window.start === latest.window.start || lengthOf(window) === lengthOf(latest.window);
    if (value !== null && isAlike) byDay.set(at.slice(0, 10) as CalendarDate, value);
  }
  return [...byDay]
    .filter(([day]) => day >= first)
    .map(([date, value]) => ({ date, value }))
    .sort((a, b) => a.date.localeCompare(b.date));
}

/** Ascending. */
export function inSize(observations: readonly Observation[]): Observation[] {
  return [...observations].sort((a, b) => compareFractions(a.value, b.value));
}

function lengthOf({ start, end }: Validation["window"]): number {
  return Date.parse(end) - Date.parse(start);
}
