import { addDays, addMonths, type Window } from "../calendar";
import type { Check, DateRange } from "./check";

/** The days of a window that a check looks at: all of them, or those of its dated entry. It ends before it starts where there are none. */
export function periodOf({ dates }: Pick<Check, "dates">, window: Window): Window {
  const from = dates?.from ?? window.start;
  const until = dates?.until ?? window.end;
  return { start: from > window.start ? from : window.start, end: until < window.end ? until : window.end };
}

/**
 * The days that a regression is told against: as declared, or so many months or days right before the first day that the check
 * looks at; three months where nothing is declared.
 */
export function baselineOf(check: Pick<Check, "dates" | "baseline">, window: Window): Window {
  const declared = check.baseline ?? { months: 3 };
  if ("start" in declared) return declared;
  const { start } = periodOf(check, window);
  const first = "months" in declared ? addMonths(start, -declared.months) : addDays(start, -declared.days);
  return { start: first, end: addDays(start, -1) };
}

/** A period as it stands in a sentence: `until 2024-04-30`, `from 2024-05-01`, `from 2024-05-01 to 2024-05-31`, `on 2024-05-01`. */
export function periodText({ from, until }: DateRange): string {
  if (from === null) return until === null ? "on any day" : `until ${until}`;
  if (until === null) return `from ${from}`;
  return from === until ? `on ${from}` : `from ${from} to ${until}`;
}
