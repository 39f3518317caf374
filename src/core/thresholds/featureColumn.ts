import { parseMetric } from "../coverage/metric";
import type { TableMechanics } from "../pipeline/pipeline";

/** The column that a gate's `features:` mean: a name of `columns:` stands for its column, also as `completeness(column)`. */
export function featureColumn(name: string, { columns }: TableMechanics): string {
  const declared = Object.hasOwn(columns, name) ? (columns[name] ?? name) : name;
  const metric = parseMetric(declared);
  return metric?.function === "completeness" ? metric.column : declared;
}
