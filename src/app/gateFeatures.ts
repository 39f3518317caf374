import type { Check } from "../core/coverage/check";
import { findColumn, type Column } from "../core/coverage/column";
import { parseDecimal } from "../core/coverage/decimal";
import { featureMark } from "../core/gate/requirements";
import type { Gate } from "../core/pipeline/pipeline";

/** `features:` asks for completeness of columns (or names of `columns:`) that the training will read. */
export function featureChecks(
  gate: Gate,
  section: string,
  checks: readonly Check[],
  columns: readonly Column[],
): Check[] {
  const { features } = gate;
  if (features?.of !== section) return [];
  const bound = parseDecimal(features.minPctSource);
  const range = checks[0]?.range ?? { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return features.columns.map((name): Check => {
    const declared = checks.find((check) => check.key === `${name}_pct` && check.metric.function === "completeness");
    const column =
      declared?.metric.function === "completeness" ? declared.metric.column : (findColumn(columns, name)?.name ?? name);
    return {
      id: `${section}${featureMark}${name}`,
      key: `${name}_pct`,
      metric: { function: "completeness", column },
      comparison: ">=",
      fail: bound ?? null,
      warn: null,
      where: null,
      segments: [],
      allowEmpty: false,
      runbook: null,
      range: declared?.range ?? range,
    };
  });
}
