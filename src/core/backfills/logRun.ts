import { parseCalendarDate, type CalendarDate, type Window } from "../calendar";
import { assertNever } from "../result";
import type { LogEvent } from "./recipe";

/** What a log has told of one run so far. Times are milliseconds since 1970 UTC. */
export type LogRun = {
  startedAt: number | null;
  workers: number | null;
  total: number | null;
  range: Window | null;
  current: CalendarDate | null;
  /** Dates that the log names as begun, and of which it has not told the end. */
  begun: Set<CalendarDate>;
  /** Records of each date that succeeded; null where the log does not say. */
  succeeded: Map<CalendarDate, number | null>;
  /** Why each date failed, in the log's own words; null where it does not say. */
  failed: Map<CalendarDate, string | null>;
  /** Told before the failure itself. */
  reasons: Map<CalendarDate, string>;
  completions: number[];
  /** When each date ended, well or not. */
  endedAt: Map<CalendarDate, number>;
  /** How often the log announced a pass over dates: a second one goes over what had failed or was left. */
  passes: number;
  /** The date that each completion is of. */
  completedDates: CalendarDate[];
  /** The closing summary was reached; what it counts, where it says so. */
  summary: { succeeded: number | null; failed: number | null } | null;
  fatal: string | null;
};

/** A line that fitted a rule, with the groups of its pattern. */
export type LogMatch = {
  readonly event: LogEvent;
  readonly time: number;
  readonly groups: Readonly<Record<string, string | null>>;
};

export function newRun(): LogRun {
  return {
    startedAt: null,
    workers: null,
    total: null,
    range: null,
    current: null,
    begun: new Set(),
    succeeded: new Map(),
    failed: new Map(),
    reasons: new Map(),
    completions: [],
    endedAt: new Map(),
    passes: 0,
    completedDates: [],
    summary: null,
    fatal: null,
  };
}

/** Takes in one line. Whether a `start` belongs to this run is for `beginsAnew` to judge. */
export function takeIn(run: LogRun, { event, time, groups }: LogMatch): void {
  const date = dateIn(groups["date"]) ?? run.current;
  run.startedAt ??= time;
  switch (event) {
    case "start":
      run.passes++;
      return takeInAnnouncement(run, groups);
    case "announce":
      return takeInAnnouncement(run, groups);
    case "current":
      run.current = date;
      if (date !== null) run.begun.add(date);
      run.total ??= numberIn(groups["total"]);
      return;
    case "succeeded":
      if (date === null) return;
      run.failed.delete(date);
      run.reasons.delete(date);
      run.succeeded.set(date, numberIn(groups["records"]));
      run.completions.push(time);
      run.completedDates.push(date);
      takeInEnd(run, date, time);
      return;
    case "failed":
      return takeInFailure(run, date, groups["reason"] ?? null, time);
    case "reason":
      if (date !== null && groups["reason"]) run.reasons.set(date, groups["reason"]);
      return;
    case "summary":
      run.summary ??= { succeeded: null, failed: null };
      return;
    case "totals":
      // Progress lines in the middle of a run may read the same.
      if (run.summary === null) return;
      run.summary.succeeded ??= numberIn(groups["succeeded"]);
      run.summary.failed ??= numberIn(groups["failed"]);
      return;
    case "fatal":
      run.fatal = groups["reason"] ?? "the log says that the run cannot go on";
      return;
    default:
      return assertNever(event);
  }
}

function takeInAnnouncement(run: LogRun, groups: LogMatch["groups"]): void {
  // A further pass over failed dates announces how many these are; the run's own total stays.
  if (run.completions.length === 0) run.total = numberIn(groups["total"]) ?? run.total;
  run.workers = numberIn(groups["workers"]) ?? run.workers;
  run.range = windowIn(groups["from"], groups["to"]) ?? run.range;
}

function takeInEnd(run: LogRun, date: CalendarDate, time: number): void {
  run.begun.delete(date);
  run.endedAt.set(date, time);
}

function takeInFailure(run: LogRun, date: CalendarDate | null, reason: string | null, time: number): void {
  if (date === null) return;
  // `✗ Failed: D` and then `✗ Exception: …` are one failure of one date.
  if (!run.failed.has(date)) {
    run.completions.push(time);
    run.completedDates.push(date);
  }
  takeInEnd(run, date, time);
  run.succeeded.delete(date);
  run.failed.set(date, run.reasons.get(date) ?? reason ?? run.failed.get(date) ?? null);
}

/**
 * Whether a `start` line begins another run in the same file. One that announces no more dates than had failed or were left is a
 * further pass over these (a retry, or a job that resumes), and the outcomes of both belong together.
 */
export function beginsAnew(run: LogRun, { groups }: LogMatch): boolean {
  const announced = numberIn(groups["total"]);
  const ended = run.succeeded.size + run.failed.size;
  if (ended === 0 && run.summary === null) return false;
  if (run.total === null || announced === null) return true;
  const open = Math.max(0, run.total - ended) + run.failed.size;
  return announced > open;
}

function dateIn(text: string | null | undefined): CalendarDate | null {
  return parseCalendarDate(text ?? "") ?? null;
}

function windowIn(from: string | null | undefined, to: string | null | undefined): Window | null {
  const [start, end] = [dateIn(from), dateIn(to)];
  return start !== null && end !== null && start <= end ? { start, end } : null;
}

/** `9,204` is how the log writes thousands. */
function numberIn(text: string | null | undefined): number | null {
  const digits = text?.replaceAll(",", "") ?? "";
  return /^\d+$/.test(digits) ? Number(digits) : null;
}
