import { parseDecimal, type Decimal } from "../coverage/decimal";
import { parseMetric, type Metric } from "../coverage/metric";
import type { Diagnostic } from "../diagnostic";
import { fragmentDiagnostics } from "../pipeline/fragmentDiagnostics";
import { diagnosticAt, type Path, type YamlFile } from "../yaml/readYaml";
import { numberMessage, type RawBound } from "./boundSchema";
import { percentageDiagnostics } from "./percentageDiagnostics";
import type { Bound } from "./thresholds";

/**
 * Reads a bound that is written as a map, where one number is not enough.
 * @param empty the bound without anything that the map says
 * @param found takes up what is wrong with it
 */
export function readBoundMap(yaml: YamlFile, path: Path, raw: RawBound, empty: Bound, found: Diagnostic[]): Bound {
  const decimalAt = (key: string): Decimal | null => parseDecimal(yaml.sourceOf([...path, key]) ?? "") ?? null;
  const [limit] = limitsOf(raw);
  const bound: Bound = {
    ...empty,
    fail: limit === undefined ? null : decimalAt(limit),
    failRange: limit === undefined ? null : yaml.rangeOfValue([...path, limit]),
    warn: raw.warn === undefined ? null : decimalAt("warn"),
    warnRange: raw.warn === undefined ? null : yaml.rangeOfValue([...path, "warn"]),
    comparison: limit === "max" ? "<=" : limit === "min" ? ">=" : null,
    metric: metricOf(raw),
    where: raw.where ?? null,
    segments: raw.segments ?? [],
    baseline: raw.baseline ?? null,
    skipsWithoutBaseline: raw.if_no_baseline === "skip",
    allowEmpty: raw.allow_empty ?? null,
    runbook: raw.runbook ?? null,
  };
  const read: ReadMap = { yaml, path, raw, bound };
  found.push(...limitDiagnostics(read), ...metricDiagnostics(read), ...percentagesOf(read));
  return bound;
}

/** The ways to say at what a check fails, those that are used. */
function limitsOf(raw: RawBound): ("fail" | "min" | "max")[] {
  return (["fail", "min", "max"] as const).filter((key) => raw[key] !== undefined && raw[key] !== null);
}

function metricOf(raw: RawBound): Metric | null {
  if (raw.sql !== undefined) return { function: "sql", sql: raw.sql };
  return raw.metric === undefined ? null : (parseMetric(raw.metric) ?? null);
}

type ReadMap = { readonly yaml: YamlFile; readonly path: Path; readonly raw: RawBound; readonly bound: Bound };

/** A mistake in what stands behind one key of the map. */
function mistake({ yaml, path }: ReadMap, key: string, code: string, message: string): Diagnostic {
  return diagnosticAt(yaml, yaml.rangeOfValue([...path, key]), "error", code, message);
}

function limitDiagnostics(read: ReadMap): Diagnostic[] {
  const { yaml, path, raw, bound } = read;
  const found = (["fail", "warn", "min", "max"] as const)
    .filter((key) => raw[key] !== undefined && raw[key] !== null && !parseDecimal(yaml.sourceOf([...path, key]) ?? ""))
    .map((key) => mistake(read, key, "invalid-value", `${key} ${numberMessage}`));
  if (found.length === 0 && bound.fail === null && bound.warn === null) {
    const message = `${bound.key} has no bound. Write fail: or warn: with a number.`;
    found.push(diagnosticAt(yaml, yaml.rangeOfKey(path), "error", "missing-bound", message));
  }
  const limits = limitsOf(raw);
  const [, second] = limits;
  if (second !== undefined) {
    const message = `${limits.join(" and ")} are both set; a check has one bound that fails. Make two checks of it.`;
    found.push(mistake(read, second, "conflicting-bounds", message));
  }
  return found;
}

function metricDiagnostics(read: ReadMap): Diagnostic[] {
  const { yaml, path, raw, bound } = read;
  const found: Diagnostic[] = [];
  if (raw.metric !== undefined && raw.sql !== undefined)
    found.push(mistake(read, "sql", "conflicting-bounds", "metric and sql are both set. Keep one of them."));
  else if (raw.metric !== undefined && bound.metric === null) {
    const message = `${raw.metric} is not a metric. Write one such as average(column), distinct(column) or share(condition).`;
    found.push(mistake(read, "metric", "invalid-value", message));
  }
  if (raw.sql !== undefined && raw.where !== undefined) {
    const message = "where cannot narrow sql. Put the condition into the SQL.";
    found.push(mistake(read, "where", "conflicting-bounds", message));
  }
  const inMetric = raw.metric !== undefined && bound.metric !== null && "sql" in bound.metric ? bound.metric.sql : null;
  return [
    ...found,
    ...fragmentDiagnostics(yaml, [...path, "where"], raw.where),
    ...fragmentDiagnostics(yaml, [...path, "sql"], raw.sql),
    ...fragmentDiagnostics(yaml, [...path, "metric"], inMetric),
  ];
}

function percentagesOf({ yaml, path, raw, bound }: ReadMap): Diagnostic[] {
  const [limit = "fail"] = limitsOf(raw);
  return [
    ...(bound.fail ? percentageDiagnostics(yaml, [...path, limit], bound.key, bound.fail) : []),
    ...(bound.warn ? percentageDiagnostics(yaml, [...path, "warn"], bound.key, bound.warn) : []),
  ];
}
