import { daysOf, type CalendarDate } from "../calendar";
import { shareOf } from "./counted";
import { estimateEnd } from "./estimateEnd";
import { inItsOwnTime } from "./countedPace";
import { etaOf } from "./eta";
import type { LogReading } from "./logReader";
import { hasEnded, type LogRun } from "./logRun";
import type { LogProgress } from "./status";

export type ProgressOptions = {
  readonly recipe: string;
  /** How many dates the run is to fill, where that is known better than the log tells. */
  readonly total: number | null;
  /** The moment the progress is told for, milliseconds since 1970 UTC; null: the log's last line. */
  readonly now: number | null;
};

/** What a log tells of its (last) run: the JSON of `headgate recipe`. */
export function logProgress(reading: LogReading, options: ProgressOptions): LogProgress {
  const { run, lines, lastRecordAt } = reading;
  const total = totalOf(run, options.total);
  const state = logState(run, total);
  const now = state === "running" ? (options.now ?? lastRecordAt) : lastRecordAt;
  const { done, failed } = countsOf(run, total);
  return {
    schemaVersion: 1,
    recipe: options.recipe,
    state,
    startedAt: run.startedAt === null ? null : new Date(run.startedAt).toISOString(),
    elapsedMs: elapsedOf(run, now),
    workers: run.workers,
    done,
    failed,
    total,
    percent: percentOf(run, total),
    records: recordsOf(run),
    ...failuresOf(run),
    unfinishedDates: state === "running" ? [] : unfinishedOf(run, total),
    skippedDates: [...run.skipped].sort(),
    currentDate: state === "running" ? run.current : null,
    eta: state === "running" && now !== null ? etaOf({ run, total, workers: run.workers, now }) : null,
    remaining: state === "running" ? remainingOf(run, total) : null,
    moments: reading.moments,
    rounds: run.metrics.rounds,
    metrics: Object.fromEntries(run.metrics.values),
    warnings: run.warnings,
    errors: run.errors,
    lastError: run.lastError,
    remarks: remarksOf(reading, options.now),
    lines: { ...lines },
  };
}

function remainingOf(run: Readonly<LogRun>, total: number | null): LogProgress["remaining"] {
  const { counted } = run;
  const pace = hasEnded(run) ? null : inItsOwnTime(counted, total);
  const estimated = pace && estimateEnd(pace);
  if (estimated === null || pace === null) return null;
  return {
    optimisticMs: Math.max(0, Math.round(estimated.optimistic - pace.now)),
    conservativeMs: Math.max(0, Math.round(estimated.conservative - pace.now)),
    confidence: estimated.confidence,
    byBarMs: counted.last?.leftMs ?? null,
  };
}

/** How many dates the run is to fill: told from outside, by the log, or by the range it names; else what its own count goes to. */
export function totalOf(run: Readonly<LogRun>, told: number | null): number | null {
  const total = told ?? run.total ?? (run.range && daysOf(run.range).length);
  if (hasEnded(run)) return total === null ? null : Math.max(total, endedIn(run));
  return total ?? run.counted.last?.total ?? null;
}

/** As the log alone tells it. */
export function logState(run: Readonly<LogRun>, total: number | null): LogProgress["state"] {
  if (run.fatal !== null) return "failed";
  if (run.summary === null) return "running";
  const { done, failed } = countsOf(run, total);
  if (done === 0 && failed > 0) return "failed";
  const left = total === null ? 0 : total - done - failed - run.skipped.size;
  return failed > 0 || left > 0 ? "partial" : "succeeded";
}

/**
 * What succeeded and what failed. Lines that tell of each date count; what they leave open, the closing summary may fill: lines get
 * lost, and days without data have none.
 */
export function countsOf(
  run: Readonly<LogRun>,
  total: number | null,
): { readonly done: number; readonly failed: number } {
  const items = [...run.items.values()];
  const done = run.succeeded.size + items.filter(({ succeeded }) => succeeded).length;
  const failed = run.failed.size + items.filter(({ succeeded }) => !succeeded).length;
  const open = total === null ? Number.POSITIVE_INFINITY : Math.max(0, total - done - failed);
  if (!hasEnded(run) && run.summary?.succeeded == null) return { done: run.counted.last?.done ?? 0, failed: 0 };
  const moreDone = Math.min(open, Math.max(0, (run.summary?.succeeded ?? 0) - done));
  const moreFailed = Math.min(open - moreDone, Math.max(0, (run.summary?.failed ?? 0) - failed));
  return { done: done + moreDone, failed: failed + moreFailed };
}

function percentOf(run: Readonly<LogRun>, total: number | null): number | null {
  const { last } = run.counted;
  if (!hasEnded(run) && last !== null) {
    const share = shareOf({ ...last, total });
    return share === null ? null : share * 100;
  }
  const { done, failed } = countsOf(run, total);
  return total === null || total === 0 ? null : ((done + failed) / total) * 100;
}

function elapsedOf(run: Readonly<LogRun>, now: number | null): number | null {
  if (run.startedAt === null || now === null) return run.counted.last?.elapsedMs ?? null;
  return Math.max(0, now - run.startedAt);
}

function failuresOf(run: Readonly<LogRun>): Pick<LogProgress, "failedDates" | "failureReasons" | "failedItems"> {
  const dates = [...run.failed].sort(([one], [other]) => (one < other ? -1 : 1));
  const told = dates.filter(([, reason]) => reason !== null) as (readonly [CalendarDate, string])[];
  return {
    failedDates: dates.map(([date]) => date),
    failureReasons: Object.fromEntries(told),
    failedItems: [...run.items].flatMap(([name, { succeeded, reason }]) => (succeeded ? [] : [{ name, reason }])),
  };
}

/** The dates of its range that have not ended, where these are as many as are left: of a run that resumes the log does not tell which. */
function unfinishedOf(run: Readonly<LogRun>, total: number | null): CalendarDate[] {
  if (run.range === null || total === null) return [];
  const { succeeded, failed, skipped } = run;
  const open = daysOf(run.range).filter((date) => !succeeded.has(date) && !failed.has(date) && !skipped.has(date));
  return open.length === leftOf(run, total) ? open : [];
}

/** Rows that the dates together wrote; null where the log says nothing of rows. */
export function recordsOf(run: Readonly<LogRun>): number | null {
  const told = [...run.succeeded.values()].filter((records) => records !== null);
  return told.length === 0 ? null : told.reduce((sum, records) => sum + records, 0);
}

function remarksOf({ moments, lines }: LogReading, until: number | null): string[] {
  return [
    ...(until !== null && moments === null && lines.matched > 0
      ? ["The lines of this log have no time of their own, so all of them were read, whatever the moment asked for."]
      : []),
    ...(lines.cut === 1 ? ["1 line is so long that only its beginning was looked at."] : []),
    ...(lines.cut > 1 ? [`${lines.cut} lines are so long that only their beginnings were looked at.`] : []),
  ];
}

function endedIn({ succeeded, failed, items }: Readonly<LogRun>): number {
  return succeeded.size + failed.size + items.size;
}

/** How many dates, or other things, are still to come. */
export function leftOf(run: Readonly<LogRun>, total: number): number {
  return Math.max(0, total - endedIn(run) - run.skipped.size);
}
