import { daysOf, type CalendarDate } from "../../../src/core/calendar";
import type { CheckResult, DateValue, TableResult, Validation } from "../../../src/core/coverage/validation";

/** The day on which everything in these tests is looked at. */
export const now = new Date("2024-04-01T12:00:00Z");

export function day(text: string): CalendarDate {
  return text as CalendarDate;
}

/** Completeness of `price` in the table `orders`: so many of so many rows have one. */
export function priceResult(present: number, rows: number, more: Partial<CheckResult> = {}): CheckResult {
  return {
    id: "orders.price_pct",
    metric: "completeness(price)",
    status: "pass",
    observed: rows === 0 ? null : (present * 100) / rows,
    unit: "%",
    numerator: present,
    denominator: rows,
    comparison: ">=",
    fail: 80,
    warn: null,
    shortfall: 0,
    reason: null,
    where: null,
    location: { file: "t.yaml", line: 2, column: 3 },
    cohorts: [],
    ...more,
  };
}

/** Rows of the table `orders`. */
export function rowsResult(rows: number, more: Partial<CheckResult> = {}): CheckResult {
  const counted = { observed: rows, unit: "rows", numerator: rows, denominator: null, fail: 100 };
  return priceResult(0, 1, { id: "orders.min_records", metric: "row_count", ...counted, ...more });
}

/** Out of 1,000 rows each, from the first day on. */
export function perDay(first: string, present: readonly number[]): DateValue[] {
  const days = daysOf({ start: day(first), end: day("2024-12-31") });
  return present.map((numerator, index) => ({ date: days[index] ?? day(first), numerator, denominator: 1000 }));
}

/** A validation of `orders` at a time, over the first quarter of 2024. */
export function validationAt(
  startedAt: string,
  checks: readonly CheckResult[],
  more: Partial<TableResult> = {},
): Validation {
  const table: TableResult = {
    name: "orders",
    table: "orders",
    connection: "warehouse",
    rows: 1000,
    reason: null,
    dates: { expected: null, present: 0, missing: [], unsettled: [] },
    cohorts: [],
    scan: { statements: 1, bytesProcessed: 0, bytesBilled: 0, cached: false, durationMs: 1 },
    checks,
    ...more,
  };
  const window = { start: day("2024-01-01"), end: day("2024-03-31") };
  return { schemaVersion: 1, verdict: "pass", window, startedAt, durationMs: 1, tables: [table] };
}
