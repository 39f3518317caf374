import { daysOf, type CalendarDate } from "../calendar";
import { etaOf } from "./eta";
import type { LogReading } from "./logReader";
import type { LogRun } from "./logRun";
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
  const failures = [...run.failed].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    schemaVersion: 1,
    recipe: options.recipe,
    state,
    startedAt: run.startedAt === null ? null : new Date(run.startedAt).toISOString(),
    elapsedMs: run.startedAt === null || now === null ? null : Math.max(0, now - run.startedAt),
    workers: run.workers,
    done: run.succeeded.size,
    failed: run.failed.size,
    total,
    records: recordsOf(run),
    failedDates: failures.map(([date]) => date),
    failureReasons: Object.fromEntries(failures.filter(([, reason]) => reason !== null)) as Record<
      CalendarDate,
      string
    >,
    eta: state === "running" && now !== null ? etaOf({ run, total, workers: run.workers, now }) : null,
    lines,
  };
}

/** How many dates the run is to fill: told from outside, by the log, or by the range it names. */
export function totalOf(run: Readonly<LogRun>, told: number | null): number | null {
  const total = told ?? run.total ?? (run.range && daysOf(run.range).length);
  return total === null ? null : Math.max(total, run.succeeded.size + run.failed.size);
}

/** As the log alone tells it. */
export function logState(run: Readonly<LogRun>, total: number | null): LogProgress["state"] {
  if (run.fatal !== null) return "failed";
  if (run.summary === null) return "running";
  const succeeded = Math.max(run.succeeded.size, run.summary.succeeded ?? 0);
  const failed = Math.max(run.failed.size, run.summary.failed ?? 0);
  if (succeeded === 0 && failed > 0) return "failed";
  const left = total === null ? 0 : total - succeeded - failed;
  return failed > 0 || left > 0 ? "partial" : "succeeded";
}

/** Rows that the dates together wrote; null where the log says nothing of rows. */
export function recordsOf(run: Readonly<LogRun>): number | null {
  const told = [...run.succeeded.values()].filter((records) => records !== null);
  return told.length === 0 ? null : told.reduce((sum, records) => sum + records, 0);
}
