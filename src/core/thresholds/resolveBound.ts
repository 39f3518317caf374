import { findColumn, isNumeric, type Column } from "../coverage/column";
import { metricColumns, metricText, parseMetric, type Metric } from "../coverage/metric";
import type { Fix } from "../diagnostic";
import { didYouMean, nearest } from "../nearest";
import type { TableMechanics } from "../pipeline/pipeline";
import {
  declaredReading,
  firstReading,
  fittingReadings,
  fixedNames,
  partsOf,
  writtenComparison,
  type Reading,
} from "./nameReadings";
import { useInstead } from "../yaml/readYaml";
import { aliasOf } from "./aliases";
import type { Resolution } from "./resolution";
import type { Bound } from "./thresholds";
import { unknownColumn, unknownWrittenColumn } from "./unknownColumn";

/**
 * Resolves a bound's name: a metric written in place, `columns:`, the fixed names, then patterns against the columns.
 * @param schema the table's columns; null when they are not known: then the first pattern that fits the name is taken
 */
export function resolveBound(bound: Bound, mechanics: TableMechanics, schema: readonly Column[] | null): Resolution {
  const reading = writtenReading(bound, mechanics);
  if (reading) return "ok" in reading ? reading : spelled(bound, mechanics, withComparison(reading, bound), schema);
  if (schema === null) {
    const first = firstReading(bound.key);
    return first ? { ok: true, reading: withComparison(first, bound) } : unknownKey(bound, mechanics);
  }
  const readings = fittingReadings(bound.key, schema);
  const [only] = readings;
  if (only && readings.length === 1) return { ok: true, reading: withComparison(only, bound) };
  return only ? ambiguous(bound.key, readings) : nothingFits(bound, mechanics, schema);
}

function writtenReading(bound: Bound, mechanics: TableMechanics): Reading | Resolution | undefined {
  if (bound.metric) return { metric: bound.metric, comparison: writtenComparison(bound.key, bound.metric) };
  const declared = declaredReading(bound.key, mechanics.columns);
  if (declared) return declared;
  const key = aliasOf(bound.key) ?? bound.key;
  const written = parseMetric(key);
  if (written) return { metric: written, comparison: writtenComparison(key, written) };
  if (bound.key === "max_duplicates") {
    if (mechanics.key) return { metric: { function: "duplicates", columns: mechanics.key }, comparison: "<=" };
    return missing(
      "max_duplicates counts rows with the same key. Name the key's columns: `key: [...]` under `tables:`.",
    );
  }
  if (bound.key === "max_age_hours" && mechanics.writtenAt === null)
    return missing(
      "max_age_hours needs the column that says when a row was written. Name it: `written_at:` under `tables:`.",
    );
  return Object.hasOwn(fixedNames, key) ? fixedNames[key] : undefined;
}

function withComparison(reading: Reading, bound: Bound): Reading {
  return bound.comparison === null ? reading : { ...reading, comparison: bound.comparison };
}

/** Replaces the columns of a metric that was written out by their real spelling. */
function spelled(
  bound: Bound,
  mechanics: TableMechanics,
  reading: Reading,
  schema: readonly Column[] | null,
): Resolution {
  if (schema === null) return { ok: true, reading };
  const found = new Map<string, Column>();
  for (const name of metricColumns(reading.metric)) {
    const column = findColumn(schema, name);
    if (!column) return unknownWrittenColumn(bound, mechanics, reading.metric, name, schema);
    found.set(name, column);
  }
  const spell = (name: string): string => found.get(name)?.name ?? name;
  const wrong = wrongType(bound.key, reading.metric, [...found.values()]);
  return wrong ?? { ok: true, reading: { ...reading, metric: spellMetric(reading.metric, spell) } };
}

function spellMetric(metric: Metric, spell: (name: string) => string): Metric {
  if ("column" in metric) return { ...metric, column: spell(metric.column) };
  return "columns" in metric ? { ...metric, columns: metric.columns.map(spell) } : metric;
}

function wrongType(key: string, metric: Metric, columns: readonly Column[]): Resolution | undefined {
  const numeric = ["average", "minimum", "maximum", "sum", "stddev"].includes(metric.function);
  const column = columns.find(
    (one) => (numeric && !isNumeric(one.kind)) || (metric.function === "share" && one.kind !== "boolean"),
  );
  return column && wrongKind(key, column, numeric ? "a number" : "true or false");
}

function missing(message: string): Resolution {
  return { ok: false, code: "missing-mechanics", message, fixes: [] };
}

function ambiguous(key: string, readings: readonly Reading[]): Resolution {
  const texts = readings.map((reading) => metricText(reading.metric));
  const message = `${key} can mean ${texts.join(" or ")}. Say which under \`columns:\` of this table.`;
  return { ok: false, code: "ambiguous-name", message, fixes: texts.map((text) => meaning(key, text)) };
}

/** Says in `columns:` what a name means; `resolveSection` knows of which section. */
function meaning(name: string, text: string): Fix {
  return {
    title: `columns: { ${name}: ${text} }`,
    edits: [],
    declare: { section: "", name, meaning: text },
  };
}

function unknownKey({ key, keyRange }: Bound, mechanics: TableMechanics): Resolution {
  const known = [
    ...Object.keys(fixedNames),
    "max_duplicates",
    "min_success_rate",
    "timeout_hours",
    "settle_hours",
    ...Object.keys(mechanics.columns),
  ];
  const near = nearest(key, known);
  const hint = didYouMean(near) ?? "Bounds look like min_records, <column>_pct or min_<column>.";
  return {
    ok: false,
    code: "unknown-key",
    message: `${key} is not a bound that Headgate knows. ${hint}`,
    fixes: near.map((name) => useInstead(keyRange, name)),
  };
}

/** No pattern fits an existing column: either a column is mistyped, or the key is no bound at all. */
function nothingFits(bound: Bound, mechanics: TableMechanics, schema: readonly Column[]): Resolution {
  const { key } = bound;
  const parts = partsOf(key);
  const fixed = nearest(key, [...Object.keys(fixedNames), "max_duplicates"]);
  if (parts.length === 0 || fixed.length > 0) return unknownKey(bound, mechanics);
  for (const { subject, prefix, suffix } of parts) {
    const present =
      findColumn(schema, subject) ?? (suffix === "_pct" ? findColumn(schema, `is_${subject}`) : undefined);
    if (present && prefix !== "") return wrongKind(key, present, suffix === "_pct" ? "true or false" : "a number");
  }
  const subjects = [...new Set(parts.map((part) => part.subject))];
  return unknownColumn(
    bound,
    `${key} fits no column of the table: it has no ${subjects.join(" and no ")}.`,
    parts,
    schema,
  );
}

function wrongKind(key: string, column: Column, wanted: string): Resolution {
  const message = `${key} needs a column that holds ${wanted}, and ${column.name} is ${column.type}.`;
  return { ok: false, code: "wrong-type", message, fixes: [] };
}
