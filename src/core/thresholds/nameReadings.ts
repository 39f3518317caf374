import { findColumn, isNumeric, type Column } from "../coverage/column";
import { parseMetric, type Metric } from "../coverage/metric";

/** What a name can mean. */
export type Reading = { readonly metric: Metric; readonly comparison: ">=" | "<=" };

/** A name taken apart: `min_x_pct` is `x` with the prefix `min_` and the suffix `_pct`. */
type Parts = {
  readonly subject: string;
  readonly prefix: "min_" | "max_" | "";
  readonly suffix: "_pct" | "_drop_pct" | "";
};

/** Names whose meaning does not depend on columns. */
export const fixedNames: Readonly<Record<string, Reading>> = {
  min_records: { metric: { function: "row_count" }, comparison: ">=" },
  max_records: { metric: { function: "row_count" }, comparison: "<=" },
  max_missing_dates: { metric: { function: "missing_dates" }, comparison: "<=" },
  max_age_hours: { metric: { function: "age_hours" }, comparison: "<=" },
};

/** The ways to take a name apart, in the order in which they are tried where no schema can tell. */
export function partsOf(key: string): Parts[] {
  const parts: Parts[] = [];
  const prefix = key.startsWith("min_") ? "min_" : key.startsWith("max_") ? "max_" : "";
  const add = (from: number, suffix: Parts["suffix"], taken: Parts["prefix"]): void => {
    const subject = key.slice(from, key.length - suffix.length);
    if (key.endsWith(suffix) && subject !== "") parts.push({ subject, prefix: taken, suffix });
  };
  add(0, "_drop_pct", "");
  if (prefix !== "") add(4, "_pct", prefix);
  add(0, "_pct", "");
  if (prefix !== "") add(4, "", prefix);
  return parts;
}

/** The readings of a name through `columns:`, whose values are columns or metrics written out. */
export function declaredReading(key: string, declared: Readonly<Record<string, string>>): Reading | undefined {
  const whole: Parts = { subject: key, prefix: "", suffix: "" };
  for (const parts of [whole, ...partsOf(key)]) {
    if (!Object.hasOwn(declared, parts.subject)) continue;
    const metric = declaredMetric(parts, declared[parts.subject] ?? "");
    if (metric) return { metric, comparison: writtenComparison(key, metric) };
  }
  return undefined;
}

/** Only completeness can be told to have dropped: a drop of another metric is no reading of a name. */
function declaredMetric(parts: Parts, text: string): Metric | undefined {
  const written = parseMetric(text);
  if (written === undefined) return columnMetric(parts, text);
  if (parts.suffix !== "_drop_pct") return written;
  return written.function === "completeness" ? columnMetric(parts, written.column) : undefined;
}

/** The readings of a name that fit existing columns. */
export function fittingReadings(key: string, schema: readonly Column[]): Reading[] {
  const readings: Reading[] = [];
  for (const parts of partsOf(key)) {
    const comparison = comparisonOf(parts);
    for (const column of candidatesOf(parts, schema))
      readings.push({ metric: columnMetric(parts, column.name), comparison });
  }
  return readings;
}

/** The reading that is taken where no schema can tell; `undefined` when the name fits no pattern. */
export function firstReading(key: string): Reading | undefined {
  const parts = partsOf(key)[0];
  return parts && { metric: columnMetric(parts, parts.subject), comparison: comparisonOf(parts) };
}

/** How a metric that is written out is compared where neither `min:` nor `max:` says so: duplicates are never wanted. */
export function writtenComparison(key: string, metric: Metric): ">=" | "<=" {
  if (key.startsWith("min_")) return ">=";
  const unwanted = ["duplicates", "missing", "missing_dates", "age_hours", "regression"].includes(metric.function);
  return key.startsWith("max_") || key.endsWith("_drop_pct") || unwanted ? "<=" : ">=";
}

function candidatesOf(parts: Parts, schema: readonly Column[]): Column[] {
  const named = findColumn(schema, parts.subject);
  if (parts.prefix !== "" && parts.suffix === "_pct") {
    const flags = [named, findColumn(schema, `is_${parts.subject}`)];
    return flags.filter((column): column is Column => column?.kind === "boolean");
  }
  if (!named || (parts.prefix !== "" && !isNumeric(named.kind))) return [];
  return [named];
}

function columnMetric(parts: Parts, column: string): Metric {
  if (parts.suffix === "_drop_pct") return { function: "regression", column };
  if (parts.suffix === "_pct") return { function: parts.prefix === "" ? "completeness" : "share", column };
  return { function: "average", column };
}

function comparisonOf(parts: Parts): ">=" | "<=" {
  return parts.prefix === "max_" || parts.suffix === "_drop_pct" ? "<=" : ">=";
}
