import type { Check, UnreadableCheck } from "../../core/coverage/check";
import { findColumn, type Column } from "../../core/coverage/column";
import { parseDecimal } from "../../core/coverage/decimal";
import type { TableResult } from "../../core/coverage/validation";
import type { Requirement } from "../../core/gate/decision";
import { featureId } from "../../core/gate/requirements";
import type { Gate, TableMechanics } from "../../core/pipeline/pipeline";
import { featureColumn } from "../../core/thresholds/featureColumn";
import type { Section } from "../../core/thresholds/thresholds";

export type FeatureChecks = { readonly checks: readonly Check[]; readonly unreadable: readonly UnreadableCheck[] };

/**
 * `features:` of a gate as checks: completeness of each column (or name of `columns:`) that the training will read. They are
 * measured in the table's one statement; a column that is not there is unknown, not left out.
 */
export function featureChecks(
  gate: Gate,
  section: Section,
  mechanics: TableMechanics,
  columns: readonly Column[],
): FeatureChecks {
  const { features } = gate;
  const bound = features?.of === section.name ? parseDecimal(features.minPctSource) : undefined;
  if (!features || !bound) return { checks: [], unreadable: [] };
  const checks: Check[] = [];
  const unreadable: UnreadableCheck[] = [];
  for (const name of features.columns) {
    const id = featureId(section.name, name);
    const range = section.bounds.find((one) => one.key === `${name}_pct`)?.range ?? section.range;
    const column = findColumn(columns, featureColumn(name, mechanics));
    if (column)
      checks.push({
        id,
        key: `${name}_pct`,
        metric: { function: "completeness", column: column.name },
        comparison: ">=",
        fail: bound,
        warn: null,
        where: null,
        dates: null,
        baseline: null,
        skipsWithoutBaseline: false,
        segments: [],
        allowEmpty: false,
        runbook: null,
        range,
      });
    else
      unreadable.push({
        id,
        key: name,
        range,
        reason: `The gate's features name ${name}, which is no column of the table.`,
      });
  }
  return { checks, unreadable };
}

/** The features of a table that could not even be found: asked for, and not measurable. */
export function unmeasuredFeatures(gate: Gate, tables: readonly TableResult[]): Requirement[] {
  const table = tables.find(({ name }) => name === gate.features?.of);
  if (!gate.features || table?.rows !== null) return [];
  return gate.features.columns.map((column): Requirement => {
    const message = `${column} (feature) could not be measured: ${table.reason ?? "its table was not."}`;
    return { kind: "features", id: featureId(table.name, column), state: "not-measurable", message };
  });
}
