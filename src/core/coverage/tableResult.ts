import type { CalendarDate, Window } from "../calendar";
import { dateValues, valueOf } from "./breakdown";
import { metricText } from "./metric";
import type { Check } from "./check";
import type { Cube, Group } from "./cube";
import { judge } from "./judge";
import type { CheckMeasures } from "./measures";
import type { Plan } from "./plan";
import { otherCohort } from "./planSource";
import type { CheckResult, DateCoverage } from "./validation";
import { wholeFinding } from "./wholeFinding";

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
  const finding = wholeFinding(check, measures, { table, rows, missing });
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
    ...(breaksDown ? { byDate: dateValues(check, measures, table, missing) } : {}),
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
