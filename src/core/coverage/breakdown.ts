import { isWithin, type CalendarDate } from "../calendar";
import type { Check } from "./check";
import type { Group } from "./cube";
import { toNumber } from "./decimal";
import { countsOf, findingOf, observedOf, type Finding } from "./judge";
import type { CheckMeasures } from "./sql/measures";
import { metricUnit } from "./metric";
import type { CohortValue, DateValue } from "./validation";
import type { Counted } from "./wholeFinding";

const unmeasuredGroup: Group = { name: "", value: () => null };

/**
 * What one cohort or segment says of a check.
 * @param group undefined where no row fell into it
 */
export function valueOf(check: Check, measures: CheckMeasures, name: string, group: Group | undefined): CohortValue {
  const finding = findingOf(check, measures, group ?? unmeasuredGroup);
  return { name, observed: observedOf(finding), ...shownCounts(check, finding) };
}

/** A ratio over no rows is 0 of 0; other metrics that found nothing have no counts at all. */
function shownCounts(check: Check, finding: Finding): ReturnType<typeof countsOf> {
  const isRatio = metricUnit(check.metric) === "%";
  return finding.kind === "nothing" && isRatio ? { numerator: 0, denominator: 0 } : countsOf(finding);
}

/** What each date of its days says of a check, ascending: those that have rows, and the expected ones that have none. */
export function dateValues(check: Check, measures: CheckMeasures, { table, days, missing }: Counted): DateValue[] {
  const holes = missing.map((date) => dateValue(check, date, findingOf(check, measures, unmeasuredGroup)));
  const measured = table.cube.dates
    .filter(({ date }) => days === null || isWithin(date, days))
    .map((group) => dateValue(check, group.date, findingOf(check, measures, group)));
  return [...measured, ...holes].sort((a, b) => a.date.localeCompare(b.date));
}

function dateValue(check: Check, date: CalendarDate, finding: Finding): DateValue {
  if (check.metric.function === "average")
    return finding.kind === "quotient"
      ? { date, sum: toNumber(finding.sum), count: Number(finding.count) }
      : { date, sum: null, count: 0 };
  const isCounted = finding.kind === "count" || metricUnit(check.metric) === "%";
  return isCounted ? { date, ...shownCounts(check, finding) } : { date, value: observedOf(finding) };
}
