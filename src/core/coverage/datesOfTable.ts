import { isWithin, type CalendarDate } from "../calendar";
import type { TableResult, Validation } from "./validation";

/** Whether a table had rows on a date when it was measured; null where that was not told. */
export function hadRows(table: TableResult, window: Validation["window"], date: CalendarDate): boolean | null {
  if (table.rows === null || !isWithin(date, table.window ?? window) || table.dates.unsettled.includes(date))
    return null;
  if (table.dates.missing.includes(date)) return false;
  const days = daysWithRows(table);
  return days === null ? null : days.has(date);
}

const daysKnown = new WeakMap<TableResult, ReadonlySet<CalendarDate>>();

/** The dates of which the values of any check are on record; null where none has them. */
function daysWithRows(table: TableResult): ReadonlySet<CalendarDate> | null {
  const known = daysKnown.get(table);
  if (known) return known;
  // A check of a dated list looks at its own days alone.
  const checks = table.checks.filter(({ byDate, dates }) => byDate !== undefined && dates === undefined);
  if (checks.length === 0) return null;
  const days = new Set(checks.flatMap(({ byDate = [] }) => byDate.map(({ date }) => date)));
  daysKnown.set(table, days);
  return days;
}
