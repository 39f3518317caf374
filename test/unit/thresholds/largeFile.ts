import type { RecordedSchema } from "../../../src/core/coverage/column";
import { noFacts, type LanguageFacts } from "../../../src/core/language/facts";
import { columnsOf } from "./readTable";

/** A thresholds file of about so many lines, with every form of a bound and some mistakes; the same for the same `random`. */
export function largeThresholds(lines: number, random: () => number): string {
  const text = ["# Bounds of many tables", ""];
  for (let table = 0; text.length < lines; table++) {
    text.push(`table_${table}:`, `  min_records: ${1000 + table} # rows`, "  max_missing_dates: 0");
    for (let column = 0; column < 16; column++) text.push(...bound(column, random));
    text.push("  min_quality: 75.0", "");
  }
  return `${text.slice(0, lines).join("\n")}\n`;
}

function bound(column: number, random: () => number): string[] {
  const name = `column_${column}_pct`;
  const kind = Math.floor(random() * 8);
  if (kind === 0) return [`  ${name}:`, "    fail: 95", "    warn: 97.5", "    where: column_0 IS NOT NULL"];
  if (kind === 1)
    return [`  ${name}:`, "    - { until: 2024-04-30, fail: 80 }", "    - { from: 2024-05-01, warn: 40 }"];
  if (kind === 2) return [`  ${name}: { fail: 90, runbook: docs/runbooks/column.md } # because`];
  return [`  ${name}: ${(50 + random() * 50).toFixed(1)} # % of rows with a value`];
}

/** Columns of every table of such a file, but for one column of some tables that is not there. */
export function largeFacts(tables: number, now: Date): LanguageFacts {
  const schemas = Array.from({ length: tables }, (_, table): RecordedSchema => {
    const kinds = Object.fromEntries(
      Array.from({ length: 16 }, (__, column) => [`column_${column}`, "float" as const]).slice(table % 5 === 0 ? 1 : 0),
    );
    return {
      connection: "warehouse",
      table: `table_${table}`,
      at: now.toISOString(),
      columns: columnsOf({ ...kinds, quality: "float" }),
    };
  });
  return { ...noFacts, schemas, now };
}
