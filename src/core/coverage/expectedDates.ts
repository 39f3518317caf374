import { daysOf, weekdayOf, type CalendarDate, type Window } from "../calendar";
import type { ExpectedDates } from "../pipeline/pipeline";

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
