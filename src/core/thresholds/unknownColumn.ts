import type { Column } from "../coverage/column";
import { metricText, parseMetric, type Metric } from "../coverage/metric";
import type { Fix } from "../diagnostic";
import { nearest } from "../nearest";
import { withColumn } from "../pipeline/mechanicsColumns";
import type { TableMechanics } from "../pipeline/pipeline";
import { scalarText } from "../yaml/scalarText";
import { declaredName, type Parts } from "./nameReadings";
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
    const key = bound.key.replace(missing, () => column);
    if (declared === undefined) return [{ title, edits: [{ ...bound.keyRange, text: scalarText(key) }] }];
    const meaning = parseMetric(mechanics.columns[declared] ?? "") ? mended : column;
    return [{ title, edits: [], declare: { section: "", name: declared, meaning } }];
  });
  return { ok: false, code: "unknown-column", message, fixes };
}

function nearestWords(near: readonly string[]): string {
  return near.length > 0 ? ` Nearest: ${near.join(", ")}.` : " Name the column under `columns:` of this table.";
}

/** @param parts the ways to take the bound's key apart; the columns nearest to what each looked for are proposed */
export function unknownColumn(
  bound: Bound,
  message: string,
  parts: readonly Parts[],
  schema: readonly Column[],
): Resolution {
  const columns = schema.map((column) => column.name);
  const nearTo = ({ subject }: Parts): string[] => [subject, `is_${subject}`].flatMap((name) => nearest(name, columns));
  const near = [...new Set(parts.flatMap(nearTo))].slice(0, 3);
  const fixes = near.flatMap((column) =>
    parts
      .filter((part) => nearTo(part).includes(column))
      .map((part) => ({
        title: `Use ${column}`,
        edits: [{ ...bound.keyRange, text: scalarText(keyOf(part, column)) }],
      })),
  );
  return { ok: false, code: "unknown-column", message: message + nearestWords(near), fixes };
}

/** The key with another column in it, which a share may leave the `is_` out of: `min_ready_pct` for `is_ready`. */
function keyOf({ subject, prefix, suffix }: Parts, column: string): string {
  const isShare = prefix !== "" && suffix === "_pct";
  const name = isShare && column.startsWith("is_") && !subject.startsWith("is_") ? column.slice(3) : column;
  return `${prefix}${name}${suffix}`;
}
