import type { CalendarDate, Window } from "../calendar";
import { metricText } from "./metric";
import type { Check, UnreadableCheck } from "./check";
import type { Cube, Group } from "./cube";
import { toNumber } from "./decimal";
import { countsOf, findingOf, judge, observedOf, type Finding } from "./judge";
import type { CheckMeasures } from "./measures";
import { otherCohort, type Plan } from "./plan";
import type { CheckResult, CohortValue, DateCoverage, DateValue } from "./validation";

export type MeasuredTable = {
  /** The thresholds file, for locations. */
  readonly file: string;
  readonly checks: readonly Check[];
  readonly plan: Plan;
  readonly cube: Cube;
  readonly window: Window | null;
  /** Ascending; null where none are declared. */
  readonly expected: readonly CalendarDate[] | null;
  readonly unsettled: readonly CalendarDate[];
  /** Declared cohorts in order. */
  readonly cohorts: readonly string[];
  readonly byDate: boolean;
  readonly now: Date;
};

const noMeasures: CheckMeasures = { numerator: null, denominator: null, value: null, notNull: null };

/** Rows, dates and cohorts of a measured table, and the result of each check. */
export function tableFindings(table: MeasuredTable): {
  rows: number;
  dates: DateCoverage;
  cohorts: { name: string; rows: number }[];
  checks: CheckResult[];
} {
  const rows = rowsOf(table.cube.total, table.plan);
  const present = new Set(table.cube.dates.filter((group) => rowsOf(group, table.plan) > 0).map((group) => group.date));
  const missing = (table.expected ?? []).filter((date) => !present.has(date));
  return {
    rows,
    dates: { expected: table.expected?.length ?? null, present: present.size, missing, unsettled: table.unsettled },
    cohorts: cohortGroups(table).map(({ name, group }) => ({ name, rows: group ? rowsOf(group, table.plan) : 0 })),
    checks: table.checks.map((check) => checkResult(check, table, rows, missing)),
  };
}

/** The results of checks that could not be measured, all for the same reason. */
export function unmeasured(
  checks: readonly Check[],
  unreadable: readonly UnreadableCheck[],
  reason: string,
  file: string,
): CheckResult[] {
  return [
    ...checks.map((check) =>
      judge(check, { kind: "nothing", reason }, { file, line: check.range.line, column: check.range.column }),
    ),
    ...unreadable.map((check) => unreadableResult(check, file)),
  ];
}

/** A line that could not be read or resolved stays visible, as unknown. */
export function unreadableResult(check: UnreadableCheck, file: string): CheckResult {
  return {
    id: check.id,
    metric: check.key,
    status: "unknown",
    observed: null,
    unit: "",
    numerator: null,
    denominator: null,
    comparison: check.key.startsWith("max_") ? "<=" : ">=",
    fail: null,
    warn: null,
    shortfall: null,
    reason: check.reason,
    where: null,
    location: { file, line: check.range.line, column: check.range.column },
    cohorts: [],
  };
}

function rowsOf(group: Group, plan: Plan): number {
  return Number(group.value(plan.rows)?.units ?? 0n);
}

function cohortGroups({ cube, cohorts }: MeasuredTable): { name: string; group: Group | undefined }[] {
  if (cohorts.length === 0) return [];
  const other = cube.cohorts.filter((group) => group.name === otherCohort);
  return [
    ...cohorts.map((name) => ({ name, group: cube.cohorts.find((group) => group.name === name) })),
    ...other.map((group) => ({ name: otherCohort, group })),
  ];
}

function checkResult(check: Check, table: MeasuredTable, rows: number, missing: readonly CalendarDate[]): CheckResult {
  const measures = table.plan.byCheck.get(check.id) ?? noMeasures;
  const location = { file: table.file, line: check.range.line, column: check.range.column };
  const finding = wholeFinding(check, measures, table, rows, missing);
  const result = judge(check, finding, location);
  const permitted = rows === 0 && check.allowEmpty && finding.kind === "nothing";
  // Missing dates and age are asked of the table as a whole.
  const breaksDown = Object.values(measures).some((alias) => alias !== null);
  return {
    ...result,
    ...(permitted ? { status: "pass" as const, reason: "There are no rows, which allow_empty permits." } : {}),
    ...(result.reason === null ? { reason: remarkOn(check, measures, table.cube.total) } : {}),
    cohorts: breaksDown ? cohortGroups(table).map(({ name, group }) => valueOf(check, measures, name, group)) : [],
    ...(check.segments.length > 0 && breaksDown
      ? {
          segments: check.segments.map((column) => ({
            column,
            values: table.cube.segments(column).map((group) => valueOf(check, measures, group.name, group)),
          })),
        }
      : {}),
    ...(table.byDate && breaksDown ? { byDate: dateValues(check, measures, table, missing) } : {}),
  };
}

/** What the whole table says of a check. A window without rows was not measured, unless that is allowed. */
function wholeFinding(
  check: Check,
  measures: CheckMeasures,
  table: MeasuredTable,
  rows: number,
  missing: readonly CalendarDate[],
): Finding {
  const { cube, plan, window, expected, now } = table;
  if (check.metric.function === "age_hours") {
    const newest = plan.newest === null ? null : cube.total.value(plan.newest);
    if (newest === null) return { kind: "nothing", reason: "The table holds no row that says when it was written." };
    return { kind: "quotient", sum: { units: BigInt(now.getTime()) - newest.units, scale: 0 }, count: 3_600_000n };
  }
  if (check.metric.function === "regression")
    return {
      kind: "nothing",
      reason: "A regression against a baseline cannot be measured by this version of Headgate.",
    };
  if (rows === 0 && !check.allowEmpty)
    return {
      kind: "nothing",
      reason: window ? `There are no rows from ${window.start} to ${window.end}.` : "The table has no rows.",
    };
  if (check.metric.function === "missing_dates") {
    if (expected === null)
      return {
        kind: "nothing",
        reason: "No dates are declared as expected. Declare them: `expected_dates:` under `tables:`.",
      };
    return { kind: "count", count: BigInt(missing.length) };
  }
  return findingOf(check, measures, cube.total);
}

function valueOf(check: Check, measures: CheckMeasures, name: string, group: Group | undefined): CohortValue {
  if (!group) return { name, observed: null, numerator: 0, denominator: 0 };
  const finding = findingOf(check, measures, group);
  if (finding.kind === "nothing") return { name, observed: null, numerator: 0, denominator: 0 };
  return { name, observed: observedOf(finding), ...countsOf(finding) };
}

function dateValues(
  check: Check,
  measures: CheckMeasures,
  table: MeasuredTable,
  missing: readonly CalendarDate[],
): DateValue[] {
  const holes = missing.map((date): DateValue => ({ date, numerator: 0, denominator: 0 }));
  const measured = table.cube.dates.map((group): DateValue => {
    if (check.metric.function !== "average") return dateValue(group.date, findingOf(check, measures, group));
    const finding = findingOf(check, measures, group);
    if (finding.kind !== "quotient") return { date: group.date, sum: null, count: 0 };
    return { date: group.date, sum: toNumber(finding.sum), count: Number(finding.count) };
  });
  return [...measured, ...holes].sort((a, b) => a.date.localeCompare(b.date));
}

function dateValue(date: CalendarDate, finding: Finding): DateValue {
  if (finding.kind === "value") return { date, value: observedOf(finding) };
  return finding.kind === "nothing" ? { date, numerator: 0, denominator: 0 } : { date, ...countsOf(finding) };
}

/** Something that people should know about a result that was measured. */
function remarkOn(check: Check, measures: CheckMeasures, total: Group): string | null {
  const read = (alias: string | null): bigint => (alias === null ? 0n : (total.value(alias)?.units ?? 0n));
  if (measures.notNull === null) return null;
  const counted = check.metric.function === "completeness" ? measures.numerator : measures.denominator;
  const leftOut = read(measures.notNull) - read(counted);
  if (leftOut <= 0n) return null;
  const what = check.metric.function === "completeness" ? "count as missing" : "are left out";
  return `${leftOut.toLocaleString("en-US")} values that are not NULL ${what}: NaN, infinite or empty (${metricText(check.metric)}).`;
}
