import { isWithin, type CalendarDate, type Window } from "../calendar";
import { countedText, countText } from "../report/numbers";
import { agoText, datesText, durationText } from "../report/times";
import type { Checkpoint } from "./checkpoint";
import { clockError } from "./clockError";
import type { LogReading } from "./logReader";
import { tellsDates, type RunEvidence, type RunOutcome } from "./runOutcome";

/** Two sources that say different things of one run. */
export type Disagreement = {
  /** What contradicts the log (where there is none: the checkpoint). */
  readonly with: "table" | "checkpoint" | "summary" | "process" | "exit code";
  readonly message: string;
};

/** The dates that a table had when it was last measured. */
export type TableDates = {
  readonly name: string;
  /** Milliseconds since 1970 UTC. */
  readonly measuredAt: number;
  readonly window: Window;
  /** Dates of the window without rows, as far as that was told. */
  readonly lacks: (date: CalendarDate) => boolean;
};

/** So long a process may take to end after its closing summary, and a log to be written to after the process has gone. */
const graceMs = 60_000;
const mostRanges = 4;
const writingMs = 1_000;

/**
 * Holds log, process, checkpoint and tables against each other.
 * @param tables as they were measured; what was measured before a date was done says nothing of it
 * @param now milliseconds since 1970 UTC
 */
export function disagreementsOf(
  evidence: RunEvidence,
  outcome: RunOutcome,
  tables: readonly TableDates[],
  now: number,
): Disagreement[] {
  return [
    ...tables.flatMap((table) => ofTable(evidence, outcome, table, now)),
    ...ofCheckpoint(evidence),
    ...(evidence.alive || evidence.reading === null ? [] : ofSummary(evidence.reading)),
    ...ofProcess(evidence, outcome, now),
  ];
}

function ofTable(evidence: RunEvidence, outcome: RunOutcome, table: TableDates, now: number): Disagreement[] {
  const lacking = [...outcome.succeeded]
    .filter(
      (date) => isWithin(date, table.window) && table.lacks(date) && wroteBefore(evidence, date, table.measuredAt),
    )
    .sort();
  if (lacking.length === 0) return [];
  const source = tellsDates(evidence.reading) ? "log" : "checkpoint";
  const ago = `(measured ${agoText(new Date(table.measuredAt).toISOString(), new Date(now))})`;
  return [
    {
      with: "table",
      message: `The ${source} says ${are(lacking, "done")}, and ${table.name} has no rows for ${them(lacking)} ${ago}.`,
    },
  ];
}

/** Whether a date had its rows, by its log, before a moment; a date that was done with no records wrote none. */
function wroteBefore(evidence: RunEvidence, date: CalendarDate, moment: number): boolean {
  const { reading, alive, endedAt } = evidence;
  if (reading?.run.succeeded.get(date) === 0) return false;
  if (!alive && endedAt !== null) return endedAt < moment;
  const doneAt = reading?.run.endedAt.get(date);
  return doneAt !== undefined && doneAt + clockError(evidence) < moment;
}

function ofCheckpoint(evidence: RunEvidence): Disagreement[] {
  const { reading, checkpoint } = evidence;
  if (checkpoint === null || !tellsDates(reading)) return [];
  const { succeeded, failed } = reading.run;
  const known = (date: CalendarDate): boolean => wasWrittenAfter(evidence, checkpoint, date);
  // One that keeps a date in both lists says nothing of it.
  const [doneTold, failedTold] = [new Set(checkpoint.succeeded), new Set(checkpoint.failed)];
  const failedThere = checkpoint.failed
    .filter((date) => succeeded.has(date) && !doneTold.has(date) && known(date))
    .sort();
  const doneThere = checkpoint.succeeded
    .filter((date) => failed.has(date) && !failedTold.has(date) && known(date))
    .sort();
  const say = (dates: readonly CalendarDate[], here: string, there: string): Disagreement[] =>
    dates.length === 0
      ? []
      : [{ with: "checkpoint", message: `The log says ${are(dates, here)}, and the checkpoint says ${there}.` }];
  return [
    ...say(failedThere, "done", failedThere.length === 1 ? "it failed" : "they failed"),
    ...say(doneThere, "failed", doneThere.length === 1 ? "it is done" : "they are done"),
  ];
}

/** A job writes its checkpoint a moment after a date has ended: until then it says what was before. */
function wasWrittenAfter(evidence: RunEvidence, checkpoint: Checkpoint, date: CalendarDate): boolean {
  const endedAt = evidence.reading?.run.endedAt.get(date);
  if (!evidence.alive || checkpoint.writtenAt === undefined || endedAt === undefined) return !evidence.alive;
  return endedAt + clockError(evidence) + writingMs < checkpoint.writtenAt;
}

/** Of a run that went over its dates once: the summary of a further pass counts that pass alone, and of models no dates. */
export function ofSummary({ run }: LogReading): Disagreement[] {
  const { summary, succeeded, failed, items, passes } = run;
  if (passes > 1 || items.size > 0) return [];
  const differ = (told: number | null | undefined, counted: number, word: string): Disagreement[] =>
    told === null || told === undefined || told === counted
      ? []
      : [
          {
            with: "summary",
            message: `The closing summary counts ${countedText(told, `${word} date`)}, and the lines of the log ${countText(counted)}.`,
          },
        ];
  return [
    ...differ(summary?.succeeded, succeeded.size, "successful"),
    ...differ(summary?.failed, failed.size, "failed"),
  ];
}

function ofProcess(evidence: RunEvidence, outcome: RunOutcome, now: number): Disagreement[] {
  const { alive, end, endedAt, pid, reading, logModifiedAt, closes = true } = evidence;
  const say = (message: string, source: Disagreement["with"] = "process"): Disagreement[] => [
    { with: source, message },
  ];
  const summary = reading?.run.summary ?? null;
  if (alive) {
    const silentMs = logModifiedAt === null ? 0 : now - logModifiedAt;
    if (summary === null || silentMs < graceMs) return [];
    return say(
      `The log has its closing summary since ${durationText(silentMs)}, and the process (PID ${pid ?? "unknown"}) is still there.`,
    );
  }
  // By the file and by its lines: a copy of it is younger than what it says, and its clock may be in another zone.
  const lastSign = Math.min(logModifiedAt ?? 0, reading?.lastRecordAt ?? 0);
  const late = endedAt === null ? 0 : lastSign - endedAt;
  if (end !== null && late > graceMs)
    return say(`The process is gone, and its log was still written to ${durationText(late)} later.`);
  if (end?.exitCode === 0 && closes && reading !== null && reading.lines.matched > 0 && summary === null)
    return say("The process ended with exit code 0, and its log has no closing summary.", "exit code");
  const allDone = outcome.total !== null && outcome.succeeded.size === outcome.total && outcome.total > 0;
  if (end !== null && (end.exitCode ?? 0) !== 0 && summary !== null && allDone)
    return say(`The process ended with exit code ${end.exitCode}, and its log says that all dates are done.`);
  return [];
}

/** `2024-01-05 is done`, `3 dates are done (2024-01-05…2024-01-07)`. */
function are(dates: readonly CalendarDate[], word: string): string {
  const verb = word === "failed" ? "" : dates.length === 1 ? "is " : "are ";
  if (dates.length === 1) return `${dates[0]} ${verb}${word}`;
  return `${countedText(dates.length, "date")} ${verb}${word} (${datesText(dates, mostRanges)})`;
}

function them(dates: readonly CalendarDate[]): string {
  return dates.length === 1 ? "it" : "them";
}
