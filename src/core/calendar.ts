/** A calendar day `YYYY-MM-DD`, in whatever zone its table keeps its days. Compares correctly as text. */
export type CalendarDate = string & { readonly calendarDate: unique symbol };

/** A closed range of calendar days: both ends belong to it. */
export type Window = { readonly start: CalendarDate; readonly end: CalendarDate };

const dayInMilliseconds = 86_400_000;

/** Reads `YYYY-MM-DD`; `undefined` for anything else, also for days that do not exist (2023-02-29). */
export function parseCalendarDate(text: string): CalendarDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return undefined;
  return text as CalendarDate;
}

const firstTime = Date.parse("0000-01-01T00:00:00Z");
const lastTime = Date.parse("9999-12-31T00:00:00Z");

/** The day `days` after (or, negative, before) `date`; the calendar begins with 0000-01-01 and ends with 9999-12-31. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  const time = Date.parse(`${date}T00:00:00Z`) + days * dayInMilliseconds;
  return new Date(Math.min(Math.max(time, firstTime), lastTime)).toISOString().slice(0, 10) as CalendarDate;
}

/** The day so many months after (or, negative, before) `date`; where that month is shorter, its last day. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const total = year * 12 + month - 1 + months;
  if (total < 0) return addDays(date, Number.NEGATIVE_INFINITY);
  if (total >= 10_000 * 12) return addDays(date, Number.POSITIVE_INFINITY);
  const text = `${String(Math.floor(total / 12)).padStart(4, "0")}-${String((total % 12) + 1).padStart(2, "0")}`;
  const wanted = addDays(`${text}-01` as CalendarDate, day - 1);
  return wanted.startsWith(text) ? wanted : addDays(wanted, -Number(wanted.slice(8)));
}

/** Whether a day lies in a closed window. */
export function isWithin(date: CalendarDate, { start, end }: Window): boolean {
  return start <= date && date <= end;
}

/** The days of the windows that were asked for last: each look at a run asks for the same ones. */
const knownDays = new Map<string, readonly CalendarDate[]>();
const mostWindows = 128;
const mostKnownDays = 10_000;

/** Every day of the window, ascending; none when `end` is before `start`. */
export function daysOf({ start, end }: Window): CalendarDate[] {
  const key = `${start} ${end}`;
  const known = knownDays.get(key);
  if (known) return [...known];
  const length = (Date.parse(end) - Date.parse(start)) / dayInMilliseconds + 1;
  const days = Array.from({ length: Math.max(0, length) }, (_, index) => addDays(start, index));
  if (knownDays.size >= mostWindows) knownDays.clear();
  if (days.length <= mostKnownDays) knownDays.set(key, [...days]);
  return days;
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(date: CalendarDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** The calendar day of an instant in a time zone. */
export function dayIn(timeZone: string, instant: Date): CalendarDate {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    instant,
  ) as CalendarDate;
}

/**
 * Consecutive days as ranges, for people: `2021-10-01…2021-10-31, 2021-11-03`.
 * @param dates ascending, unique
 */
export function rangesOf(dates: readonly CalendarDate[]): Window[] {
  const ranges: { start: CalendarDate; end: CalendarDate }[] = [];
  for (const date of dates) {
    const last = ranges.at(-1);
    if (last && addDays(last.end, 1) === date) last.end = date;
    else ranges.push({ start: date, end: date });
  }
  return ranges;
}
