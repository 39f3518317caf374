import type { Check } from "../../coverage/check";
import type { Column } from "../../coverage/column";
import { metricText, type Metric } from "../../coverage/metric";
import type { TableMechanics } from "../../pipeline/pipeline";
import { unreadableBound } from "../../thresholds/readBound";
import { resolveBound } from "../../thresholds/resolveBound";
import { checkId } from "../../thresholds/resolveSection";
import type { Section } from "../../thresholds/thresholds";

/** A check that a section could have and has not, without a bound yet. */
export type NewCheck = {
  readonly check: Check;
  /** False where its name alone would mean something else, or nothing: then its metric has to be written out. */
  readonly nameTells: boolean;
};

/**
 * What is worth a bound of any table, as far as the section does not ask it already: rows, missing dates, repeated keys, the
 * completeness of every column, the distinct values of the key. Averages are left out: what they should be is for people to know.
 * @param present the section's own checks
 */
export function newChecks(
  section: Section,
  mechanics: TableMechanics,
  columns: readonly Column[],
  present: readonly Check[],
): NewCheck[] {
  const asked = new Set(present.filter(({ where }) => where === null).map(({ metric }) => metricText(metric)));
  const taken = new Set(section.bounds.map(({ key }) => key));
  // Rows without a date are in no window, and which dates there are is asked by max_missing_dates.
  const isUndated = (name: string): boolean => name.toLowerCase() !== mechanics.dateColumn?.toLowerCase();
  const named: (readonly [string, Metric, Check["comparison"]])[] = [
    ["min_records", { function: "row_count" }, ">="],
    ...(mechanics.expectedDates === null
      ? []
      : ([["max_missing_dates", { function: "missing_dates" }, "<="]] as const)),
    ...(mechanics.key === null
      ? []
      : ([["max_duplicates", { function: "duplicates", columns: mechanics.key }, "<="]] as const)),
    ...columns
      .filter(({ name }) => isUndated(name))
      .map(({ name }) => [`${name}_pct`, { function: "completeness", column: name }, ">="] as const),
    // Of a key of one column, repeated keys say the same.
    ...(mechanics.key !== null && mechanics.key.length > 1 ? mechanics.key : [])
      .filter(isUndated)
      .map((name) => [`distinct_${name}`, { function: "distinct", column: name }, ">="] as const),
  ];
  return named
    .filter(([key, metric]) => !taken.has(key) && !asked.has(metricText(metric)))
    .map(([key, metric, comparison]) => ({
      check: checkWithoutBound(section, key, metric, comparison),
      nameTells: tells(section, key, metric, mechanics, columns),
    }));
}

function tells(
  section: Section,
  key: string,
  metric: Metric,
  mechanics: TableMechanics,
  columns: readonly Column[],
): boolean {
  const bound = { ...unreadableBound(key, section.range, ""), unreadable: null };
  const resolution = resolveBound(bound, mechanics, columns);
  return resolution.ok && metricText(resolution.reading.metric) === metricText(metric);
}

function checkWithoutBound(section: Section, key: string, metric: Metric, comparison: Check["comparison"]): Check {
  return {
    id: checkId(section.name, { key, dates: null }),
    key,
    metric,
    comparison,
    fail: null,
    warn: null,
    where: null,
    dates: null,
    segments: [],
    baseline: null,
    skipsWithoutBaseline: false,
    allowEmpty: false,
    runbook: null,
    range: section.range,
  };
}
