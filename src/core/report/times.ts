import { rangesOf, type CalendarDate } from "../calendar";
import type { Eta } from "../backfills/status";
import { countedText } from "./numbers";

/** How times are shown to people: local, in `timeZone` where one is given, else in the zone of the machine that shows them. */

/** `16:04`. */
export function clockText(instant: string, timeZone?: string): string {
  return partsOf(instant, timeZone).time;
}

/** `16:04` for today (as `now` has it), `2026-01-03 16:04` for other days. */
export function momentText(instant: string, now: Date, timeZone?: string): string {
  const { day, time } = partsOf(instant, timeZone);
  return day === partsOf(now.toISOString(), timeZone).day ? time : `${day} ${time}`;
}

/** `2026-01-04 15:43:51 GMT-8`: in full, for tooltips and documents. */
export function fullMomentText(instant: string, timeZone?: string): string {
  const { day, time, seconds, zone } = partsOf(instant, timeZone);
  return `${day} ${time}:${seconds} ${zone}`;
}

/**
 * When a backfill ends, always as a pair: `16:04–16:12`; a day is named where it is not today's, and seconds where both ends
 * would read alike.
 */
export function etaText(eta: Pick<Eta, "optimistic" | "conservative">, now: Date, timeZone?: string): string {
  const optimistic = partsOf(eta.optimistic, timeZone);
  const conservative = partsOf(eta.conservative, timeZone);
  const first = momentText(eta.optimistic, now, timeZone);
  if (optimistic.day !== conservative.day) return `${first}–${conservative.day} ${conservative.time}`;
  if (optimistic.time !== conservative.time) return `${first}–${conservative.time}`;
  return `${first}:${optimistic.seconds}–${conservative.time}:${conservative.seconds}`;
}

/** `41 ms`, `2.1 s`, `5 min`, `2 h 25 min`, `3 d 4 h`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `just now`, `4 min ago`, `3 h ago`, `2 d ago`. */
export function agoText(instant: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(instant)) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return `${Math.floor(minutes / 1440)} d ago`;
}

/**
 * Dates as ranges: `2021-10-03, 2021-11-01…2021-11-04`; after `most` ranges the rest is counted: `… and 3 more dates`.
 * @param dates ascending, unique
 */
export function datesText(dates: readonly CalendarDate[], most = Number.POSITIVE_INFINITY): string {
  const ranges = rangesOf(dates);
  const shown = ranges.slice(0, most);
  const lastShown = shown.at(-1)?.end;
  const left = dates.filter((date) => lastShown === undefined || date > lastShown).length;
  const texts = shown.map(({ start, end }) => (start === end ? start : `${start}…${end}`)).join(", ");
  return left === 0 ? texts : `${texts} … and ${countedText(left, "more date", "more dates")}`;
}

function partsOf(instant: string, timeZone?: string): { day: string; time: string; seconds: string; zone: string } {
  const format = new Intl.DateTimeFormat("en-US", {
    ...(timeZone === undefined ? {} : { timeZone }),
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  });
  const parts = new Map(format.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? "";
  return {
    day: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
    seconds: part("second"),
    zone: part("timeZoneName"),
  };
}
