import { worstOf, type TableResult, type Validation } from "./validation";

/** The worst of all checks. Where nothing was asked, nothing was measured: that is no pass. */
export function verdictOf(tables: readonly TableResult[]): Validation["verdict"] {
  const found = tables.flatMap((table) => table.checks.map((check) => check.status));
  return found.length === 0 ? "unknown" : worstOf(found);
}

/** A validation with the tables that it did not measure taken from an earlier one; each table tells when it was measured. */
export function completedBy(newer: Validation, older: Validation): Validation {
  const measured = new Set(newer.tables.map((table) => table.name));
  const kept = older.tables
    .filter((table) => !measured.has(table.name))
    .map((table) => ({ ...table, measuredAt: table.measuredAt ?? older.startedAt }));
  return kept.length === 0 ? newer : withTables(newer, [...newer.tables, ...kept]);
}

/** The same validation, of these tables alone. */
export function withTables(validation: Validation, tables: readonly TableResult[]): Validation {
  return { ...validation, tables, verdict: verdictOf(tables) };
}
