import * as z from "zod";
import type { Diagnostic, Severity, SourceRange } from "../diagnostic";
import { compareDecimals, decimalText, parseDecimal, type Decimal } from "../coverage/decimal";
import { parseMetric, type Metric } from "../coverage/metric";
import { fragmentDiagnostics } from "../pipeline/fragmentDiagnostics";
import { diagnosticAt, type Path, type YamlFile } from "../yaml/readYaml";
import { schemaDiagnostics } from "../yaml/schemaDiagnostics";
import type { Bound } from "./thresholds";

/** Numbers are read from their text, without rounding; `35_000` is a text to YAML. */
const number = z.union([z.number(), z.string(), z.null()], { error: "must be a number." });
const columns = z.union([z.string().transform((name) => [name]), z.array(z.string())], {
  error: "must be a column or a list of columns.",
});

/** A bound written as a map, where one number is not enough. */
const boundSchema = z.strictObject({
  fail: number.optional(),
  warn: number.optional(),
  min: number.optional(),
  max: number.optional(),
  where: z.string().optional(),
  segments: columns.optional(),
  allow_empty: z.boolean().optional(),
  runbook: z.string().optional(),
  metric: z.string().optional(),
  sql: z.string().optional(),
});
const boundKeys = Object.keys(boundSchema.shape);

const emptyBound: Omit<Bound, "key" | "range"> = {
  fail: null,
  warn: null,
  comparison: null,
  metric: null,
  where: null,
  segments: [],
  allowEmpty: null,
  runbook: null,
  unreadable: null,
};

/** What stands for something that asks and cannot be read: its check is `unknown` for this reason. */
export function unreadableBound(key: string, range: SourceRange, reason: string): Bound {
  return { ...emptyBound, key, range, unreadable: reason };
}

/** Reads one bound. A mistake is a diagnostic and makes the bound `unreadable`; it is never left out. */
export function readBound(yaml: YamlFile, path: Path, value: unknown, diagnostics: Diagnostic[]): Bound {
  const empty: Bound = { ...emptyBound, key: String(path.at(-1)), range: yaml.rangeOfKey(path) };
  const found: Diagnostic[] = [];
  const bound =
    typeof value === "object" && value !== null
      ? readMap(yaml, path, value, empty, found)
      : readScalar(yaml, path, empty, found);
  diagnostics.push(...found);
  const error = found.find((diagnostic) => diagnostic.severity === "error");
  return error ? { ...bound, unreadable: error.message } : bound;
}

function readScalar(yaml: YamlFile, path: Path, empty: Bound, found: Diagnostic[]): Bound {
  const fail = parseDecimal(yaml.sourceOf(path) ?? "");
  if (fail) found.push(...percentageDiagnostics(yaml, path, empty.key, fail));
  else
    found.push(
      diagnosticAt(
        yaml,
        yaml.rangeOfValue(path),
        "error",
        "invalid-value",
        `${empty.key} must be a number, or a map with fail: or warn:.`,
      ),
    );
  return { ...empty, fail: fail ?? null };
}

function readMap(yaml: YamlFile, path: Path, value: object, empty: Bound, found: Diagnostic[]): Bound {
  if (Array.isArray(value)) {
    const message = `${empty.key} is a dated list, which this version cannot measure yet. Write one number, or a map with fail: and warn:.`;
    found.push(diagnosticAt(yaml, yaml.rangeOfKey(path), "error", "not-in-this-version", message));
    return empty;
  }
  const parsed = boundSchema.safeParse(value);
  if (!parsed.success) {
    found.push(...schemaDiagnostics(yaml, parsed.error.issues, path, () => boundKeys));
    return empty;
  }
  const raw = parsed.data;
  const decimalAt = (key: string): Decimal | null => parseDecimal(yaml.sourceOf([...path, key]) ?? "") ?? null;
  const limit = (["fail", "min", "max"] as const).find((key) => raw[key] !== undefined && raw[key] !== null);
  const bound: Bound = {
    ...empty,
    fail: limit === undefined ? null : decimalAt(limit),
    warn: raw.warn === undefined ? null : decimalAt("warn"),
    comparison: limit === "max" ? "<=" : limit === "min" ? ">=" : null,
    metric: metricOf(raw),
    where: raw.where ?? null,
    segments: raw.segments ?? [],
    allowEmpty: raw.allow_empty ?? null,
    runbook: raw.runbook ?? null,
  };
  found.push(...mapDiagnostics(yaml, path, raw, bound));
  return bound;
}

function metricOf(raw: z.infer<typeof boundSchema>): Metric | null {
  if (raw.sql !== undefined) return { function: "sql", sql: raw.sql };
  return raw.metric === undefined ? null : (parseMetric(raw.metric) ?? null);
}

function mapDiagnostics(yaml: YamlFile, path: Path, raw: z.infer<typeof boundSchema>, bound: Bound): Diagnostic[] {
  const found: Diagnostic[] = [];
  const say = (key: string | null, severity: Severity, code: string, message: string): void => {
    const range = key === null ? yaml.rangeOfKey(path) : yaml.rangeOfValue([...path, key]);
    found.push(diagnosticAt(yaml, range, severity, code, message));
  };
  for (const key of ["fail", "warn", "min", "max"] as const)
    if (raw[key] !== undefined && raw[key] !== null && !parseDecimal(yaml.sourceOf([...path, key]) ?? ""))
      say(key, "error", "invalid-value", `${key} must be a number.`);
  if (found.length === 0 && bound.fail === null && bound.warn === null)
    say(null, "error", "missing-bound", `${bound.key} has no bound. Write fail: or warn: with a number.`);
  const limits = (["fail", "min", "max"] as const).filter((key) => raw[key] !== undefined && raw[key] !== null);
  if (limits.length > 1)
    say(
      limits[1] ?? null,
      "error",
      "conflicting-bounds",
      `${limits.join(" and ")} are both set; a check has one bound that fails. Make two checks of it.`,
    );
  if (raw.metric !== undefined && raw.sql !== undefined)
    say("sql", "error", "conflicting-bounds", "metric and sql are both set. Keep one of them.");
  else if (raw.metric !== undefined && bound.metric === null)
    say(
      "metric",
      "error",
      "invalid-value",
      `${raw.metric} is not a metric. Write one such as average(column), distinct(column) or share(condition).`,
    );
  if (raw.sql !== undefined && raw.where !== undefined)
    say("where", "error", "conflicting-bounds", "where cannot narrow sql. Put the condition into the SQL.");
  found.push(...fragmentDiagnostics(yaml, [...path, "where"], raw.where));
  found.push(...fragmentDiagnostics(yaml, [...path, "sql"], raw.sql));
  if (raw.metric !== undefined && bound.metric !== null && "sql" in bound.metric)
    found.push(...fragmentDiagnostics(yaml, [...path, "metric"], bound.metric.sql));
  if (bound.fail) found.push(...percentageDiagnostics(yaml, [...path, limits[0] ?? "fail"], bound.key, bound.fail));
  if (bound.warn) found.push(...percentageDiagnostics(yaml, [...path, "warn"], bound.key, bound.warn));
  return found;
}

const hundred: Decimal = { units: 100n, scale: 0 };
const one: Decimal = { units: 1n, scale: 0 };

/** Percentages run from 0 to 100; between 0 and 1 somebody probably meant a share. */
export function percentageDiagnostics(yaml: YamlFile, path: Path, key: string, bound: Decimal): Diagnostic[] {
  if (!key.endsWith("_pct") && key !== "min_success_rate") return [];
  const range = yaml.rangeOfValue(path);
  const text = yaml.sourceOf(path) ?? "";
  if (bound.units < 0n || compareDecimals(bound, hundred) > 0)
    return [
      diagnosticAt(
        yaml,
        range,
        "error",
        "percentage-out-of-range",
        `${key} is ${text}; a percentage lies between 0 and 100.`,
      ),
    ];
  if (bound.units === 0n || compareDecimals(bound, one) >= 0) return [];
  const percent = decimalText({ units: bound.units * 100n, scale: bound.scale });
  return [
    diagnosticAt(
      yaml,
      range,
      "warning",
      "percentage-below-one",
      `${text} %, or ${percent} %? Percentages run from 0 to 100.`,
      [`Use ${percent}`],
    ),
  ];
}
