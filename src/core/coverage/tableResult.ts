import { isWithin, type CalendarDate, type Window } from "../calendar";
import { dateValues, valueOf } from "./breakdown";
import type { Check } from "./check";
import type { Cube, Group } from "./cube";
import { judge } from "./judge";
import type { CheckMeasures } from "./sql/measures";
import { metricText } from "./metric";
import { periodOf } from "./period";
import type { Plan } from "./sql/plan";
import type { MeasuredBaseline } from "./regression";
import { otherCohort, uncertainCohort } from "./sql/rowTests";
import type { BaselineCounts, CheckResult, DateCoverage } from "./validation";
import { wholeFinding, type Counted } from "./wholeFinding";

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
  /** Of each regression, by its id. */
  readonly baselines: ReadonlyMap<string, MeasuredBaseline>;
  readonly now: Date;
};

/** Rows, dates and cohorts of a measured table, and the result of each check. */
export function tableFindings(table: MeasuredTable): {
  rows: number;
  dates: DateCoverage;
  cohorts: { name: string; rows: number }[];
  checks: CheckResult[];
} {
  const { cube, plan } = table;
  const present = new Set(cube.dates.filter((group) => rowsOf(group, plan.rows) > 0).map((group) => group.date));
  const missing = (table.expected ?? []).filter((date) => !present.has(date));
  return {
    rows: rowsOf(cube.total, plan.rows),
    dates: { expected: table.expected?.length ?? null, present: present.size, missing, unsettled: table.unsettled },
    cohorts: cohortGroups(table, cube.cohorts).map(({ name, group }) => ({
      name,
      rows: group ? rowsOf(group, plan.rows) : 0,
    })),
    checks: table.checks.flatMap((check) => {
      const measures = plan.byCheck.get(check.id);
      return measures ? [checkResult(check, measures, table, missing)] : [];
    }),
  };
}

function rowsOf(group: Group, alias: string): number {
  return Number(group.value(alias)?.units ?? 0n);
}

/** The declared cohorts, also those without rows; and what rows could not be told, or are in none of them. */
function cohortGroups(
  { cohorts }: MeasuredTable,
  groups: readonly Group[],
): { name: string; group: Group | undefined }[] {
  if (cohorts.length === 0) return [];
  const others = [uncertainCohort, otherCohort].filter((name) => !cohorts.includes(name));
  return [
    ...cohorts.map((name) => ({ name, group: groups.find((group) => group.name === name) })),
    ...others.flatMap((name) => groups.filter((group) => group.name === name).map((group) => ({ name, group }))),
  ];
}

function checkResult(
  check: Check,
  measures: CheckMeasures,
  table: MeasuredTable,
  allMissing: readonly CalendarDate[],
): CheckResult {
  const slice = measures.period === null ? table.cube : table.cube.period(measures.period);
  const days = table.window && periodOf(check, table.window);
  const missing = allMissing.filter((date) => days === null || isWithin(date, days));
  const counted: Counted = { table, slice, rows: rowsOf(slice.total, measures.rows), days, missing };
  const location = { file: table.file, line: check.range.line, column: check.range.column };
  const result = judge(check, wholeFinding(check, measures, counted), location);
  return {
    ...result,
    ...(result.reason === null ? { reason: remarkOn(check, measures, slice.total) } : {}),
    ...baselineIn(table.baselines.get(check.id)),
    ...(breaksDown(check) ? breakdownOf(check, measures, counted) : {}),
  };
}

/** Missing dates and age are asked of the table as a whole, and a drop against all of its baseline. */
function breaksDown({ metric }: Check): boolean {
  return !["missing_dates", "age_hours", "regression"].includes(metric.function);
}

function breakdownOf(check: Check, measures: CheckMeasures, counted: Counted): Partial<CheckResult> {
  const { table, slice } = counted;
  const segments = check.segments.map((column) => ({
    column,
    values: slice.segments(column).map((group) => valueOf(check, measures, group.name, group)),
  }));
  return {
    cohorts: cohortGroups(table, slice.cohorts).map(({ name, group }) => valueOf(check, measures, name, group)),
    ...(segments.length > 0 ? { segments } : {}),
    byDate: dateValues(check, measures, counted),
  };
}

function baselineIn(baseline: MeasuredBaseline | undefined): { baseline?: BaselineCounts } {
  if (!baseline) return {};
  const { window, counts } = baseline;
  const shown = (count: bigint | undefined): number | null => (count === undefined ? null : Number(count));
  return {
    baseline: { ...window, numerator: shown(counts?.numerator), denominator: shown(counts?.denominator) },
  };
}

/** Something that people should know about a result that was measured. */
function remarkOn(check: Check, measures: CheckMeasures, total: Group): string | null {
  const read = (alias: string | null): bigint => (alias === null ? 0n : (total.value(alias)?.units ?? 0n));
  if (measures.notNull === null) return null;
  const counted = check.metric.function === "completeness" ? measures.numerator : measures.denominator;
  const leftOut = read(measures.notNull) - read(counted);
  if (leftOut <= 0n) return null;
  const [values, count, leave] =
    leftOut === 1n
      ? ["value that is not NULL", "counts as missing", "is left out"]
      : ["values that are not NULL", "count as missing", "are left out"];
  const what = check.metric.function === "completeness" ? count : leave;
  return `${leftOut.toLocaleString("en-US")} ${values} ${what}: NaN, infinite or empty (${metricText(check.metric)}).`;
}
