import { daysOf, type CalendarDate } from "../calendar";
import type { Checkpoint } from "./checkpoint";
import { leftOut, noEarlierDates, type EarlierDates, type LeftOut } from "./leftOut";
import type { LogReading } from "./logReader";

/** Everything that is known of one run. Times are milliseconds since 1970 UTC. */
export type RunEvidence = {
  readonly pid: number | null;
  readonly startedAt: number | null;
  /** Null while it is alive. */
  readonly endedAt: number | null;
  readonly alive: boolean;
  /** Null while it is alive, and for a run of which only a log is left. */
  readonly end: {
    readonly exitCode: number | null;
    readonly signal: string | null;
    readonly reason: string | null;
    /** A person had asked it to stop. */
    readonly stopped?: true;
  } | null;
  /** What it was asked to fill, by its arguments; null where they do not say. */
  readonly dates: readonly CalendarDate[] | null;
  readonly workers: number | null;
  /** As shown to people; null while not known. */
  readonly log: string | null;
  readonly logModifiedAt: number | null;
  readonly reading: LogReading | null;
  readonly checkpoint: Checkpoint | null;
  /** Whether the recipe of its log knows a closing summary; taken for granted where it is not said. */
  readonly closes?: boolean;
  /** Remarks on how it is watched, for people. */
  readonly remarks: readonly string[];
};

/** What became of the dates of one run. */
export type RunOutcome = {
  readonly succeeded: ReadonlySet<CalendarDate>;
  readonly failed: ReadonlySet<CalendarDate>;
  /** Neither; ascending. Of a run that is alive: not yet. */
  readonly unfinished: readonly CalendarDate[];
  /** Those that it leaves out since it resumes. What it leaves out undone is unfinished as well once it has ended. */
  readonly leftOut: LeftOut;
  /** Null when it cannot be told how many dates the run was to fill. */
  readonly total: number | null;
};

/**
 * What became of the dates of a run.
 * @param earlier what became of them before: a run that resumes leaves dates out, and its log then counts fewer dates than it was
 * asked for
 */
export function runOutcome(evidence: RunEvidence, earlier: EarlierDates = noEarlierDates): RunOutcome {
  const { reading, checkpoint, alive } = evidence;
  const fromLog = tellsDates(reading);
  const succeeded = new Set(fromLog ? reading.run.succeeded.keys() : checkpoint?.succeeded);
  const failed = new Set(fromLog ? reading.run.failed.keys() : checkpoint?.failed);
  const others = countsOthers(evidence);
  const told = others ? null : (reading?.run.total ?? (fromLog ? null : (checkpoint?.total ?? null)));
  const tried = new Set([...succeeded, ...failed]);

  const nothingLeftOut = { done: [], undone: [], unnamed: 0 };
  if (others ? closedWell(evidence) : endedWell(evidence) && !knowsDates(evidence)) {
    return { succeeded, failed, unfinished: [], leftOut: nothingLeftOut, total: null };
  }
  const asked = datesOf(evidence, told);
  const out = others ? nothingLeftOut : leftOut(evidence, asked, told, tried, earlier);
  const untouched = new Set([...out.done, ...(alive ? out.undone : [])]);
  const unfinished = (asked ?? []).filter((date) => !tried.has(date) && !untouched.has(date));
  const named = tried.size + unfinished.length;
  const resumed = asked !== null && told !== null && told < asked.length;
  const total = resumed && alive ? Math.max(told, tried.size) : Math.max(named, told ?? 0);
  return { succeeded, failed, unfinished, leftOut: out, total: asked === null && told === null ? null : total };
}

/** Whether a log names any date that has ended: else the checkpoint tells of them. */
export function tellsDates(reading: LogReading | null): reading is LogReading {
  return reading !== null && reading.run.succeeded.size + reading.run.failed.size > 0;
}

/** Whether a log counts something else than dates, such as models or the steps of a bar, and nothing tells of its dates. */
export function countsOthers({ reading, checkpoint }: RunEvidence): boolean {
  const countsAny = reading !== null && (reading.run.items.size > 0 || reading.run.counted.last !== null);
  return countsAny && checkpoint === null && !tellsDates(reading);
}

/** What failed where a log counts something else than dates, by name. */
export function failedItemsOf({ reading }: RunEvidence): string[] {
  return [...(reading?.run.items ?? [])].flatMap(([name, { succeeded }]) => (succeeded ? [] : [name]));
}

/** It came to its end, and nothing that its log counts has failed: it filled the dates that it was asked for. */
function closedWell(evidence: RunEvidence): boolean {
  const { end, reading } = evidence;
  const closed = end !== null && end.exitCode === null && end.signal === null && reading?.run.summary != null;
  return (endedWell(evidence) || closed) && failedItemsOf(evidence).length === 0;
}

/** By its arguments, by the log's own range (unless the log counts other dates than that), by its checkpoint. */
function datesOf({ dates, reading, checkpoint }: RunEvidence, told: number | null): readonly CalendarDate[] | null {
  if (dates !== null) return dates;
  const range = reading?.run.range ? daysOf(reading.run.range) : null;
  if (range !== null && (told === null || told <= range.length)) return range;
  return checkpoint?.dates ?? null;
}

function endedWell({ end }: RunEvidence): boolean {
  return end?.exitCode === 0;
}

/** Whether log or checkpoint say anything at all: a job that writes neither is known by its exit code alone. */
function knowsDates({ reading, checkpoint }: RunEvidence): boolean {
  return (reading !== null && reading.lines.matched > 0) || checkpoint !== null;
}

/** The latest state of each date over several runs. */
export type DateStates = {
  readonly succeeded: readonly CalendarDate[];
  readonly failed: readonly CalendarDate[];
  readonly unfinished: readonly CalendarDate[];
};

/** Every date of the states, by whether it is done. */
export function earlierOf({ succeeded, failed, unfinished }: DateStates): EarlierDates {
  return { done: new Set(succeeded), open: new Set([...failed, ...unfinished]) };
}

/** What became of each date over all runs, the oldest first: the last run that was to fill a date decides. */
export function datesOver(runs: readonly RunEvidence[]): DateStates {
  const states = new Map<CalendarDate, keyof DateStates>();
  const inState = (state: keyof DateStates): CalendarDate[] =>
    [...states].flatMap(([date, found]) => (found === state ? [date] : [])).sort();
  const now = (): DateStates => ({
    succeeded: inState("succeeded"),
    failed: inState("failed"),
    unfinished: inState("unfinished"),
  });
  for (const evidence of runs) {
    const outcome = runOutcome(evidence, earlierOf(now()));
    for (const date of outcome.unfinished) states.set(date, "unfinished");
    for (const date of outcome.failed) states.set(date, "failed");
    for (const date of outcome.succeeded) states.set(date, "succeeded");
    // A run that ended well and tells nothing of its dates filled what it was asked for.
    if (outcome.total === null && (countsOthers(evidence) ? closedWell(evidence) : endedWell(evidence)))
      for (const date of evidence.dates ?? []) states.set(date, "succeeded");
  }
  return now();
}
