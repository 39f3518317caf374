import { daysOf, weekdayOf, type CalendarDate, type Window } from "../calendar";
import type { ExpectedDates, TableMechanics } from "../pipeline/pipeline";

/** The table and column that `expected_dates: { from: table.column }` names; null where the dates are declared in place. */
export function spineOf({ expectedDates }: TableMechanics): { table: string; column: string } | null {
  if (expectedDates === null || typeof expectedDates.days !== "object" || !("from" in expectedDates.days)) return null;
  const { from } = expectedDates.days;
  const dot = from.lastIndexOf(".");
  return { table: from.slice(0, dot), column: from.slice(dot + 1) };
}

/**
 * The dates of a window on which rows are expected: the spine that results are joined to.
 * @param listed dates read from a table, for `expected_dates: { from: … }`
 * @returns ascending; null when no expectation is declared
 */
export function expectedDatesIn(
  window: Window,
  declared: ExpectedDates | null,
  listed: readonly CalendarDate[],
): CalendarDate[] | null {
  if (declared === null) return null;
  const inWindow = daysOf(window).filter(
    (day) => !declared.skip.some((range) => range.start <= day && day <= range.end),
  );
  const { days } = declared;
  if (days === "every day") return inWindow;
  if (days === "weekdays") return inWindow.filter((day) => weekdayOf(day) !== 0 && weekdayOf(day) !== 6);
  const wanted = new Set<CalendarDate>("from" in days ? listed : days);
  return inWindow.filter((day) => wanted.has(day));
}
