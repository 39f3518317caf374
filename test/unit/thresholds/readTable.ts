import type { Column, ColumnKind } from "../../../src/core/coverage/column";
import { metricText } from "../../../src/core/coverage/metric";
import type { Diagnostic } from "../../../src/core/diagnostic";
import { declaredMechanics, mechanicsSchema, mergedMechanics } from "../../../src/core/pipeline/mechanicsSchema";
import type { TableMechanics } from "../../../src/core/pipeline/pipeline";
import { readThresholds } from "../../../src/core/thresholds/readThresholds";
import { resolveSection } from "../../../src/core/thresholds/resolveSection";

const types: Partial<Record<ColumnKind, string>> = {
  boolean: "BOOLEAN",
  integer: "BIGINT",
  float: "DOUBLE",
  date: "DATE",
};

/** Columns by name and kind, as a table would have them. */
export function columnsOf(kinds: Readonly<Record<string, ColumnKind>>): Column[] {
  return Object.entries(kinds).map(([name, kind]) => ({ name, kind, type: types[kind] ?? "VARCHAR" }));
}

/** Mechanics as they are written under `tables:`. */
export function mechanicsFrom(declared: Readonly<Record<string, unknown>>): TableMechanics {
  return mergedMechanics(declaredMechanics(mechanicsSchema.parse(declared)));
}

/**
 * What the one section `t` of a text means.
 * @returns a line for each check: `key: metric comparison fail F warn W`; and all diagnostics
 */
export function meaningOf(
  text: string,
  declared: Readonly<Record<string, unknown>> = {},
  schema: readonly Column[] | null = null,
): { ids: string[]; checks: string[]; unreadable: string[]; diagnostics: Diagnostic[] } {
  const { thresholds, diagnostics } = readThresholds("t.yaml", text);
  const [section] = thresholds?.sections ?? [];
  if (!section) return { ids: [], checks: [], unreadable: [], diagnostics: [...diagnostics] };
  const mechanics = mergedMechanics(mechanicsFrom(declared), section.mechanics);
  const resolved = resolveSection("t.yaml", section, mechanics, schema, null);
  const decimal = (bound: { units: bigint; scale: number } | null): string =>
    bound ? `${bound.units}${bound.scale > 0 ? `/10^${bound.scale}` : ""}` : "none";
  return {
    ids: resolved.checks.map(({ id }) => id),
    checks: resolved.checks.map(
      ({ key, metric, comparison, fail, warn }) =>
        `${key}: ${metricText(metric)} ${comparison} fail ${decimal(fail)} warn ${decimal(warn)}`,
    ),
    unreadable: resolved.unreadable.map(({ id, reason }) => `${id}: ${reason}`),
    diagnostics: [...diagnostics, ...resolved.diagnostics],
  };
}

/** A diagnostic in one line: `line:column-endLine:endColumn severity code message [fixes]`. */
export function diagnosticLine(found: Diagnostic): string {
  const { line, column, endLine, endColumn, severity, code, message, fixes } = found;
  return `${line}:${column}-${endLine}:${endColumn} ${severity} ${code} ${message}${fixes.length > 0 ? ` [${fixes.map((fix) => fix.title).join("; ")}]` : ""}`;
}
