import type { CalendarDate, Window } from "../calendar";
import { newMetrics, takeInMetrics, type LogMetrics } from "./logMetrics";
import { newCounted, takeInCount, type Counted } from "./counted";
import {
  dateIn,
  dateOf,
  reasonIn,
  takeInFailure,
  takeInItem,
  takeInReason,
  takeInSkipped,
  takeInSuccess,
} from "./logOutcomes";
import { numberIn } from "./numberIn";
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
  /** Dates that it left out, since it took them for done. */
  skipped: Set<CalendarDate>;
  /** Told before the failure itself. */
  reasons: Map<CalendarDate, string>;
  /** When dates ended, in any order; without the time between two passes, in which nothing ran. */
  completions: number[];
  /** The date that each completion is of; shorter than these where some are of something that is no date. */
  completedDates: CalendarDate[];
  /** How often the log announced a pass over dates: a second one goes over what had failed or was left. */
  passes: number;
  /** How long nothing ran between the passes of one run, milliseconds. */
  idleMs: number;
  /** When each date last ended, as far as its line has a moment. */
  endedAt: Map<CalendarDate, number>;
  /** What it does instead of dates, by names: models, tests; whether each succeeded, and why it failed. */
  items: Map<string, { readonly succeeded: boolean; readonly reason: string | null }>;
  /** How far it is by its own count, where it names neither. */
  counted: Counted;
  metrics: LogMetrics;
  /** The closing summary was reached; what it counts, where it says so. */
  summary: { succeeded: number | null; failed: number | null } | null;
  fatal: string | null;
  /** Lines by the level that they bear. */
  warnings: number;
  errors: number;
  lastError: string | null;
};

/** A line that fitted a rule, with the groups of its pattern. */
export type LogMatch = {
  readonly event: LogEvent;
  /** Null where the line has no moment and nobody saw it come. */
  readonly time: number | null;
  readonly groups: Readonly<Record<string, string | null>>;
  /** The number that the first of numbered rounds has. */
  readonly first?: number;
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
    skipped: new Set(),
    reasons: new Map(),
    completions: [],
    completedDates: [],
    passes: 0,
    idleMs: 0,
    endedAt: new Map(),
    items: new Map(),
    counted: newCounted(),
    metrics: newMetrics(),
    summary: null,
    fatal: null,
    warnings: 0,
    errors: 0,
    lastError: null,
  };
}

/** Takes in one line. Whether a `start` belongs to this run is for `runsApart` to judge. */
export function takeIn(run: LogRun, match: LogMatch): void {
  const { event, time, groups } = match;
  run.startedAt ??= time;
  switch (event) {
    case "start":
    case "announce":
      // A further pass over failed dates announces how many these are; the run's own total stays.
      if (!hasEnded(run)) run.total = numberIn(groups["total"]) ?? run.total;
      run.workers = numberIn(groups["workers"]) ?? run.workers;
      run.range = windowIn(groups["from"], groups["to"]) ?? run.range;
      if (event === "start") {
        run.current = null;
        run.passes++;
      }
      return;
    case "current":
      run.current = dateIn(groups["date"]);
      if (run.current !== null) run.begun.add(run.current);
      run.total ??= numberIn(groups["total"]);
      return;
    case "succeeded":
    case "failed":
      run.total ??= numberIn(groups["total"]);
      if (groups["item"] != null) return takeInItem(run, groups["item"], match);
      return event === "succeeded" ? takeInSuccess(run, match) : takeInFailure(run, match);
    case "skipped":
      run.total ??= numberIn(groups["total"]);
      return takeInSkipped(run, dateIn(groups["date"]));
    case "reason":
      return takeInReason(run, dateOf(run, groups), reasonIn(groups));
    case "progress":
      // A bar may be one of many, or count something else than dates; a line such as `PROGRESS: 40/944 days` counts these.
      if (groups["days"] != null) run.total ??= numberIn(groups["days"]);
      return takeInCount(run.counted, match);
    case "metric":
      takeInMetrics(run.metrics, match);
      if (run.metrics.rounds !== null && groups["round"] != null)
        takeInCount(run.counted, { ...match, groups: { done: String(run.metrics.rounds) } });
      return;
    case "summary":
    case "finished":
      run.summary ??= { succeeded: null, failed: null };
      return takeInTotals(run.summary, groups);
    case "totals":
      // Progress lines in the middle of a run may read the same.
      return run.summary === null ? undefined : takeInTotals(run.summary, groups);
    case "fatal":
      run.fatal = reasonIn(groups) ?? "the log says that the run cannot go on";
      return;
    default:
      return assertNever(event);
  }
}

/** Whether anything of the run has ended, well or badly. */
export function hasEnded({ succeeded, failed, items }: Readonly<LogRun>): boolean {
  return succeeded.size + failed.size + items.size > 0;
}

function takeInTotals(summary: NonNullable<LogRun["summary"]>, groups: LogMatch["groups"]): void {
  const succeeded = numberIn(groups["succeeded"]);
  const warned = numberIn(groups["warned"]);
  summary.succeeded ??= succeeded === null ? null : succeeded + (warned ?? 0);
  summary.failed ??= numberIn(groups["failed"]);
}

function windowIn(from: string | null | undefined, to: string | null | undefined): Window | null {
  const [start, end] = [dateIn(from), dateIn(to)];
  return start !== null && end !== null && start <= end ? { start, end } : null;
}
