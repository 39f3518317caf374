import { parseCalendarDate, type CalendarDate } from "../calendar";
import type { LogMatch, LogRun } from "./logRun";
import { numberIn } from "./numberIn";

/** A date that is told twice within this time is told by two handlers of one log, not tried twice. */
const twiceToldMs = 1000;
/** Logs quote whole pages of HTML as reasons. */
const longestReason = 2000;

/** The date that a line is about: the one it names, else the one that is worked on; null where it names none that exists. */
export function dateOf(run: Readonly<LogRun>, groups: LogMatch["groups"]): CalendarDate | null {
  return groups["date"] != null ? dateIn(groups["date"]) : run.current;
}

/** A date succeeded: the one that the line names, else the one that is worked on. */
export function takeInSuccess(run: LogRun, { time, groups }: LogMatch): void {
  const date = dateOf(run, groups);
  if (date === null) return;
  const isNews = !run.succeeded.has(date) || !isToldTwice(run, date, time);
  run.failed.delete(date);
  run.reasons.delete(date);
  run.skipped.delete(date);
  run.succeeded.set(date, numberIn(groups["records"]) ?? (isNews ? null : (run.succeeded.get(date) ?? null)));
  endDate(run, date, time, isNews);
}

/** A date failed. */
export function takeInFailure(run: LogRun, { time, groups }: LogMatch): void {
  const date = dateOf(run, groups);
  if (date === null) return;
  // `✗ Failed: D` and then `✗ Exception: …` are one failure of one date.
  endDate(run, date, time, !run.failed.has(date));
  run.succeeded.delete(date);
  run.skipped.delete(date);
  run.failed.set(date, run.reasons.get(date) ?? reasonIn(groups) ?? run.failed.get(date) ?? null);
  run.reasons.delete(date);
}

function endDate(run: LogRun, date: CalendarDate, time: number | null, isNews: boolean): void {
  // What is told of a date after the summary makes the numbers of the summary old.
  if (run.summary !== null) run.summary = { succeeded: null, failed: null };
  run.begun.delete(date);
  if (time === null) return;
  if (isNews) {
    run.completions.push(time);
    run.completedDates.push(date);
  }
  run.endedAt.set(date, time);
}

function isToldTwice({ endedAt }: LogRun, date: CalendarDate, time: number | null): boolean {
  const before = endedAt.get(date);
  return time === null || (before !== undefined && Math.abs(time - before) < twiceToldMs);
}

/** A date is left out; what has ended stays as it ended. */
export function takeInSkipped(run: LogRun, date: CalendarDate | null): void {
  if (date === null || run.succeeded.has(date) || run.failed.has(date)) return;
  run.skipped.add(date);
  run.begun.delete(date);
}

/** Why a date is about to fail. */
export function takeInReason(run: LogRun, date: CalendarDate | null, reason: string | null): void {
  if (date === null || reason === null) return;
  run.reasons.set(date, reason);
}

/** Something that has a name and no date ended. */
export function takeInItem(run: LogRun, item: string, { event, time, groups }: LogMatch): void {
  if (!run.items.has(item) && time !== null) run.completions.push(time);
  run.items.set(item, { succeeded: event === "succeeded", reason: reasonIn(groups) });
}

/** The reason that a line gives, cut where it would be too long; null where it gives none. */
export function reasonIn(groups: LogMatch["groups"]): string | null {
  const reason = groups["reason"]?.trim() ?? "";
  if (reason === "") return null;
  return reason.length > longestReason ? `${reason.slice(0, longestReason)}…` : reason;
}

/** The date of a text; null where there is no such day. */
export function dateIn(text: string | null | undefined): CalendarDate | null {
  return parseCalendarDate(text ?? "") ?? null;
}
