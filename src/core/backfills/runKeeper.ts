import { parseCalendarDate, type CalendarDate, type Window } from "../calendar";
import { hasEnded, newRun, takeIn, type LogMatch, type LogRun } from "./logRun";
import { numberIn } from "./numberIn";

/** Tells apart the runs that write to one log; the last one counts. */
export type RunKeeper = {
  /** @param previousAt when the line before was written; null when there was none, or when it has no moment */
  take(match: LogMatch, previousAt: number | null): void;
  run(): LogRun;
};

/** A further pass over dates that were left or had failed: what it said so far, and what was known when it began. */
type Pass = {
  readonly matches: LogMatch[];
  readonly succeeded: ReadonlySet<CalendarDate>;
  /** The dates that it can be about; null where some are left whose names are not known. */
  readonly open: ReadonlySet<CalendarDate> | null;
  readonly range: Window | null;
};

/** One start is announced in several lines, and what follows so late is another. */
const oneStartMs = 10_000;
const mostAnnounced = 100;

/** @param oneRun several commands write the log of one run, one after another: none of them begins a run of its own */
export function runKeeper(oneRun = false): RunKeeper {
  let run = newRun();
  let before: LogRun | null = null;
  let announced: LogMatch[] = [];
  let pass: Pass | null = null;
  let startedAt: number | null | undefined;

  function begin(matches: readonly LogMatch[]): void {
    before = run;
    run = newRun();
    pass = null;
    for (const match of matches) takeIn(run, match);
  }

  function start(match: LogMatch, previousAt: number | null): void {
    const isRepeated = startedAt !== undefined && isSameStart(run, startedAt, announced, match);
    if (startedAt !== undefined && !isRepeated && !oneRun && beginsAnew(run, match)) begin([...announced, match]);
    else if (startedAt === undefined || isRepeated) takeIn(run, match);
    else {
      pass = oneRun ? null : passOver(run, [...announced, match]);
      goOn(run, match, previousAt);
    }
    startedAt = match.time;
    announced = [];
  }

  return {
    take(match, previousAt) {
      if (match.event === "start") return start(match, previousAt);
      if (match.event === "announce" && announced.length < mostAnnounced) announced.push(match);
      if (isResumed(run, before, match)) {
        run = resumed(run, before);
        before = null;
      }
      if (pass !== null) {
        pass.matches.push(match);
        if (isElsewhere(pass, match)) return begin(pass.matches);
      }
      // What is announced after dates have ended is about the run that comes, or a repetition in a summary.
      if (match.event !== "announce" || !hasEnded(run)) takeIn(run, match);
    },
    run: () => run,
  };
}

/** Nothing happened since the last `start`, and this one follows at once: two lines about one start. */
function isSameStart(
  run: LogRun,
  startedAt: number | null,
  announced: readonly LogMatch[],
  { time }: LogMatch,
): boolean {
  const isUntouched = !hasEnded(run) && run.summary === null && run.current === null && run.counted.last === null;
  const follows = startedAt === null || time === null || time - startedAt < oneStartMs;
  return isUntouched && follows && announced.length === 0;
}

/**
 * Whether a `start` line begins another run in the same file. One that announces no more dates than had failed or were left is a
 * further pass over these (a retry, or a job that resumes), and the outcomes of both belong together.
 */
function beginsAnew(run: LogRun, { groups }: LogMatch): boolean {
  const announced = numberIn(groups["total"]);
  if (!hasEnded(run) || run.total === null || announced === null) return true;
  const open = Math.max(0, run.total - run.succeeded.size - run.failed.size) + run.failed.size;
  return announced > open;
}

function passOver(run: LogRun, matches: LogMatch[]): Pass {
  const left = (run.total ?? 0) - run.succeeded.size - run.failed.size;
  return {
    matches,
    succeeded: new Set(run.succeeded.keys()),
    open: left > 0 ? null : new Set(run.failed.keys()),
    range: run.range,
  };
}

function goOn(run: LogRun, match: LogMatch, previousAt: number | null): void {
  const idle = match.time === null || previousAt === null ? 0 : Math.max(0, match.time - previousAt);
  run.idleMs += idle;
  run.completions = run.completions.map((time) => time + idle);
  run.summary = null;
  run.fatal = null;
  takeIn(run, match);
}

/** A date that was done already, or that the run before had nothing to do with: this is no pass over what was left. */
function isElsewhere({ succeeded, open, range }: Pass, { event, groups }: LogMatch): boolean {
  if (event !== "current" && event !== "succeeded" && event !== "failed") return false;
  const date = parseCalendarDate(groups["date"] ?? "");
  if (date === undefined) return false;
  if (succeeded.has(date)) return true;
  if (open !== null && !open.has(date)) return true;
  return range !== null && (date < range.start || date > range.end);
}

/** `Processing day 36/944` as the first day of a run that counts as many as the one before: it goes on where that one ended. */
function isResumed(run: LogRun, before: LogRun | null, { event, groups }: LogMatch): boolean {
  if (event !== "current" || before === null || hasEnded(run) || run.current !== null) return false;
  const index = numberIn(groups["index"]);
  return index !== null && index > 1 && before.total === run.total && before.summary === null && hasEnded(before);
}

function resumed(run: LogRun, before: LogRun | null): LogRun {
  if (before === null || run.startedAt === null) return run;
  const last = Math.max(...before.endedAt.values());
  const idle = Math.max(0, run.startedAt - last);
  return {
    ...before,
    workers: run.workers ?? before.workers,
    current: null,
    idleMs: before.idleMs + idle,
    completions: before.completions.map((time) => time + idle),
    fatal: null,
  };
}
