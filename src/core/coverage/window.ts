import { addDays, dayIn, daysOf, type CalendarDate, type Window } from "../calendar";
import type { DayDeclaration, WindowDeclaration } from "../pipeline/pipeline";

/** A declared window as days: `today`, `yesterday` and `90 days ago` are meant in the given zone. */
export function resolveWindow(declared: WindowDeclaration, now: Date, timeZone: string): Window {
  const day = (declaration: DayDeclaration): CalendarDate => {
    const today = dayIn(timeZone, now);
    if (typeof declaration === "object") return addDays(today, -declaration.daysAgo);
    if (declaration === "today") return today;
    return declaration === "yesterday" ? addDays(today, -1) : declaration;
  };
  return { start: day(declared.start), end: day(declared.end) };
}

/**
 * Splits a window at the first date that is too young to count: a date is settled `settleHours` after its end.
 * @param timeZone the zone in which the table's days end
 */
export function settledWindow(
  window: Window,
  settleHours: number | null,
  now: Date,
  timeZone: string,
): { settled: Window; unsettled: CalendarDate[] } {
  if (settleHours === null) return { settled: window, unsettled: [] };
  const lastBegun = dayIn(timeZone, new Date(now.getTime() - settleHours * 3_600_000));
  const lastSettled = addDays(lastBegun, -1);
  if (window.end <= lastSettled) return { settled: window, unsettled: [] };
  const firstUnsettled = addDays(lastSettled, 1) > window.start ? addDays(lastSettled, 1) : window.start;
  return {
    settled: { start: window.start, end: addDays(firstUnsettled, -1) },
    unsettled: daysOf({ start: firstUnsettled, end: window.end }),
  };
}
