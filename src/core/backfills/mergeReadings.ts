import type { CalendarDate } from "../calendar";
import type { LogReading } from "./logReader";
import { newRun, type LogRun } from "./logRun";

/** What several logs tell of one run that writes to all of them. A date that two of them name ended as the later line says. */
export function mergeReadings(readings: readonly LogReading[]): LogReading | null {
  const [first, ...others] = readings;
  if (first === undefined || others.length === 0) return first ?? null;
  const times = readings.flatMap(({ lastRecordAt }) => lastRecordAt ?? []);
  const sum = (count: (reading: LogReading) => number): number =>
    readings.reduce((total, reading) => total + count(reading), 0);
  return {
    run: others.reduce<LogRun>((run, { run: other }) => merged(run, other), first.run),
    lastRecordAt: times.length === 0 ? null : Math.max(...times),
    pauses: readings.flatMap(({ pauses }) => pauses),
    lines: {
      read: sum(({ lines }) => lines.read),
      matched: sum(({ lines }) => lines.matched),
      cut: sum(({ lines }) => lines.cut),
    },
    caught: first.caught.map((_, rule) => sum(({ caught }) => caught[rule] ?? 0)),
    moments: readings.find(({ moments }) => moments !== null)?.moments ?? null,
  };
}

function merged(one: Readonly<LogRun>, other: Readonly<LogRun>): LogRun {
  const [early, late] = (one.startedAt ?? 0) <= (other.startedAt ?? 0) ? [one, other] : [other, one];
  const run: LogRun = {
    ...newRun(),
    startedAt: early.startedAt ?? late.startedAt,
    workers: early.workers ?? late.workers,
    total: early.total ?? late.total,
    range: early.range ?? late.range,
    current: late.current ?? early.current,
    skipped: new Set([...early.skipped, ...late.skipped]),
    reasons: new Map([...early.reasons, ...late.reasons]),
    items: new Map([...early.items, ...late.items]),
    counted: late.counted.last === null ? early.counted : late.counted,
    metrics: {
      rounds: late.metrics.rounds ?? early.metrics.rounds,
      values: new Map([...early.metrics.values, ...late.metrics.values]),
    },
    summary: early.summary ?? late.summary,
    fatal: early.fatal ?? late.fatal,
    idleMs: Math.max(early.idleMs, late.idleMs),
    warnings: early.warnings + late.warnings,
    errors: early.errors + late.errors,
    lastError: late.lastError ?? early.lastError,
  };
  for (const date of new Set([...datesIn(early), ...datesIn(late)])) copyDate(run, early, late, date);
  // Each date once: what stands in both logs ended once.
  run.completions = [...run.endedAt.values()];
  return run;
}

function copyDate(run: LogRun, early: Readonly<LogRun>, late: Readonly<LogRun>, date: CalendarDate): void {
  const inLate = late.succeeded.has(date) || late.failed.has(date);
  const inEarly = early.succeeded.has(date) || early.failed.has(date);
  const isLate = inLate && (!inEarly || (late.endedAt.get(date) ?? 0) >= (early.endedAt.get(date) ?? 0));
  const source = isLate ? late : early;
  const endedAt = source.endedAt.get(date);
  if (endedAt !== undefined) run.endedAt.set(date, endedAt);
  run.skipped.delete(date);
  const records = early.succeeded.get(date) ?? late.succeeded.get(date) ?? null;
  const reason = source.failed.get(date) ?? early.failed.get(date) ?? late.failed.get(date) ?? null;
  if (source.succeeded.has(date)) run.succeeded.set(date, records);
  else run.failed.set(date, reason);
}

function datesIn({ succeeded, failed }: Readonly<LogRun>): CalendarDate[] {
  return [...succeeded.keys(), ...failed.keys()];
}
