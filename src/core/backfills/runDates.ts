import type { CalendarDate } from "../calendar";
import type { RunEvidence, RunOutcome } from "./runOutcome";
import type { BackfillStatus, MonthOfDates } from "./status";

/** What became of one date of a run. */
export type DateState = Exclude<keyof MonthOfDates, "month">;

/** The dates of a row of `status`, by what became of them. */
export type RowDates = Pick<
  BackfillStatus,
  "failedDates" | "unfinishedDates" | "runningDates" | "skippedDates" | "failureReasons" | "months"
>;

export function rowDates(evidence: RunEvidence, outcome: RunOutcome): RowDates {
  const states = statesOfDates(evidence, outcome);
  const inState = (state: DateState): CalendarDate[] =>
    [...states].flatMap(([date, found]) => (found === state ? [date] : []));
  return {
    failedDates: [...outcome.failed].sort(),
    unfinishedDates: evidence.alive ? [] : outcome.unfinished,
    runningDates: inState("running"),
    skippedDates: inState("skipped"),
    failureReasons: reasonsOf(evidence, outcome),
    months: monthsOf(states),
  };
}

/**
 * What became of each date that a run was to fill, ascending. A date that is tried once more is running, whatever it was before.
 * Where it is not known what the run was to fill, only the dates that its log names.
 */
export function statesOfDates(evidence: RunEvidence, outcome: RunOutcome): Map<CalendarDate, DateState> {
  const { alive } = evidence;
  const { succeeded, failed, unfinished, leftOut } = outcome;
  const states = new Map<CalendarDate, DateState>();
  const enter = (dates: Iterable<CalendarDate>, state: DateState): void => {
    for (const date of dates) states.set(date, state);
  };
  enter(leftOut.done, "skipped");
  if (alive) enter(leftOut.undone, "skipped");
  enter(unfinished, alive ? "pending" : "unfinished");
  enter(failed, "failed");
  enter(succeeded, "done");
  enter(runningDates(evidence), "running");
  return new Map([...states].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * Dates that the log names as begun and not as ended. Whoever works on one date after the other has left all but the last one;
 * of several workers only what the log names is known.
 */
function runningDates({ alive, reading, workers }: RunEvidence): CalendarDate[] {
  const run = alive ? reading?.run : undefined;
  if (run?.summary !== null) return [];
  const { begun, current } = run;
  if ((run.workers ?? workers ?? 1) > 1) return [...begun];
  return current !== null && begun.has(current) ? [current] : [];
}

function reasonsOf({ reading }: RunEvidence, { failed }: RunOutcome): Record<CalendarDate, string> {
  const told = [...(reading?.run.failed ?? [])].filter(
    (entry): entry is [CalendarDate, string] => entry[1] !== null && failed.has(entry[0]),
  );
  return Object.fromEntries(told.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function monthsOf(states: ReadonlyMap<CalendarDate, DateState>): MonthOfDates[] {
  const months = new Map<string, Record<DateState, number>>();
  for (const [date, state] of states) {
    const month = date.slice(0, 7);
    const counts = months.get(month) ?? { done: 0, failed: 0, running: 0, pending: 0, skipped: 0, unfinished: 0 };
    counts[state]++;
    months.set(month, counts);
  }
  return [...months].map(([month, counts]) => ({ month, ...counts }));
}
