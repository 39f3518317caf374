import type { Column } from "../coverage/column";
import { metricText, parseMetric, type Metric } from "../coverage/metric";
import type { Fix, TextEdit } from "../diagnostic";
import { nearest } from "../nearest";
import { withColumn } from "../pipeline/mechanicsColumns";
import type { TableMechanics } from "../pipeline/pipeline";
import { scalarText } from "../yaml/scalarText";
import { declaredName } from "./nameReadings";
import type { Resolution } from "./resolution";
import type { Bound } from "./thresholds";

/** A column of a metric that is written out, in the bound itself or in `columns:`, is mended where it is written. */
export function unknownWrittenColumn(
  bound: Bound,
  mechanics: TableMechanics,
  metric: Metric,
  missing: string,
  schema: readonly Column[],
): Resolution {
  const near = nearest(
    missing,
    schema.map(({ name }) => name),
  );
  const message = `${bound.key} reads the column ${missing}, which the table does not have.${nearestWords(near)}`;
  const declared = bound.metric ? undefined : declaredName(bound.key, mechanics.columns);
  const fixes = near.flatMap((column): Fix[] => {
    const title = `Use ${column}`;
    const mended = metricText(withColumn(metric, missing, column));
    if (bound.metricRange) return [{ title, edits: [{ ...bound.metricRange, text: scalarText(mended) }] }];
    // What `key:` names is mended there.
    if (declared === undefined && !bound.key.includes(missing)) return [];
    if (declared === undefined) return [{ title, edits: [keyWith(bound, [missing], column)] }];
    const meaning = parseMetric(mechanics.columns[declared] ?? "") ? mended : column;
    return [{ title, edits: [], declare: { section: "", name: declared, meaning } }];
  });
  return { ok: false, code: "unknown-column", message, fixes };
}

function nearestWords(near: readonly string[]): string {
  return near.length > 0 ? ` Nearest: ${near.join(", ")}.` : " Name the column under `columns:` of this table.";
}

/** @param names what was looked for; the columns nearest to any of them are proposed */
export function unknownColumn(
  bound: Bound,
  message: string,
  names: readonly string[],
  schema: readonly Column[],
): Resolution {
  const columns = schema.map((column) => column.name);
  const near = [...new Set(names.flatMap((name) => nearest(name, columns)))].slice(0, 3);
  const fixes = near.map((column) => ({ title: `Use ${column}`, edits: [keyWith(bound, names, column)] }));
  return { ok: false, code: "unknown-column", message: message + nearestWords(near), fixes };
}

/** The bound's key with another column in it: `usage_rat_pct` with `usage_rate` is `usage_rate_pct`. */
function keyWith({ key, keyRange }: Bound, names: readonly string[], column: string): TextEdit {
  const wrong = [...names].sort((a, b) => b.length - a.length).find((name) => key.includes(name)) ?? key;
  return { ...keyRange, text: scalarText(key.replace(wrong, () => column)) };
}
