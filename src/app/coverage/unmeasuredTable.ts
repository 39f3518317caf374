import { unmeasured } from "../../core/coverage/unmeasured";
import type { ScanReceipt, TableResult } from "../../core/coverage/validation";
import { resolveSection } from "../../core/thresholds/resolveSection";
import type { TableToMeasure } from "./measureTable";

const noScan: ScanReceipt = { statements: 0, bytesProcessed: 0, bytesBilled: 0, cached: false, durationMs: 0 };

/** All checks of a table as `unknown`, for one reason. */
export function unmeasuredTable(
  table: Pick<TableToMeasure, "file" | "section" | "mechanics" | "connection" | "dialect">,
  reason: string,
): TableResult {
  const { checks, unreadable } = resolveSection(table.file, table.section, table.mechanics, null, table.dialect);
  return {
    ...tableHeader(table),
    rows: null,
    reason,
    dates: { expected: null, present: 0, missing: [], unsettled: [] },
    cohorts: [],
    scan: noScan,
    checks: unmeasured(checks, unreadable, reason, table.file),
  };
}

/** What a result says of its table whether it could be measured or not. */
export function tableHeader(
  table: Pick<TableToMeasure, "section" | "mechanics" | "connection">,
): Pick<TableResult, "name" | "table" | "connection"> {
  return { name: table.section.name, table: table.mechanics.table ?? table.section.name, connection: table.connection };
}
