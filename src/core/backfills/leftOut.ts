import { rangesOf, type CalendarDate } from "../calendar";
import type { RunEvidence } from "./runOutcome";

/** What became of a backfill's dates before a run began, over the runs that are on record. */
export type EarlierDates = {
  readonly done: ReadonlySet<CalendarDate>;
  /** Failed or unfinished. */
  readonly open: ReadonlySet<CalendarDate>;
};

export const noEarlierDates: EarlierDates = { done: new Set(), open: new Set() };

/** The dates of its range that a run which resumes does not touch. */
export type LeftOut = {
  /** Taken for done, and nothing says that they are not; ascending. */
  readonly done: readonly CalendarDate[];
  /** Left out although no run has filled them; ascending. */
  readonly undone: readonly CalendarDate[];
  /** How many more such dates there are that cannot be named yet. */
  readonly unnamed: number;
};

/** Whether a run may leave dates out: what became of them before has then to be known. */
export function mayResume({ dates, reading, checkpoint, alive }: RunEvidence): boolean {
  const told = reading?.run.total ?? null;
  if ((checkpoint?.skipped.length ?? 0) > 0) return true;
  return dates !== null && (told === null ? !alive : told < dates.length);
}

/**
 * Tells which dates a run leaves out. It resumes when its log counts fewer dates than it was asked for, or its checkpoint names
 * some as skipped. Many jobs go on after the latest date that was done: where dates end out of order, every earlier one that was
 * still open is then left undone for good.
 * @param asked ascending; null where it is not known what it was to fill
 * @param told how many dates its log or checkpoint counts
 * @param tried its dates that have ended
 */
export function leftOut(
  evidence: RunEvidence,
  asked: readonly CalendarDate[] | null,
  told: number | null,
  tried: ReadonlySet<CalendarDate>,
  earlier: EarlierDates,
): LeftOut {
  const skippedByJob = new Set(evidence.checkpoint?.skipped);
  const resumes = asked !== null && (told === null ? endedByItself(evidence) : told < asked.length);
  if (asked === null || (!resumes && skippedByJob.size === 0)) return { done: [], undone: [], unnamed: 0 };
  const doneBefore = new Set([...earlier.done, ...(evidence.checkpoint?.succeeded ?? [])]);
  const trusted = (date: CalendarDate): boolean =>
    (resumes && doneBefore.has(date)) || (skippedByJob.has(date) && !earlier.open.has(date));
  const untouched = asked.filter((date) => !tried.has(date));
  const done = untouched.filter(trusted);
  const open = untouched.filter((date) => !trusted(date));
  const tooMany = told === null || !resumes ? 0 : Math.max(0, open.length - Math.max(0, told - tried.size));
  // All that it counts has ended: whatever is open now is left out.
  const isThrough = tooMany === open.length;
  const from = tooMany > 0 ? resumesFrom(evidence, asked, told ?? 0, tried, doneBefore) : null;
  const undone = open.filter((date) => isThrough || skippedByJob.has(date) || (from !== null && date < from));
  return { done, undone, unnamed: Math.max(0, tooMany - undone.length) };
}

/** The first date that it fills, where it plainly fills the last ones of its range; null where that cannot be told. */
function resumesFrom(
  { reading }: RunEvidence,
  asked: readonly CalendarDate[],
  told: number,
  tried: ReadonlySet<CalendarDate>,
  doneBefore: ReadonlySet<CalendarDate>,
): CalendarDate | null {
  const from = asked[asked.length - told];
  const before = asked[asked.length - told - 1];
  if (from === undefined || before === undefined) return null;
  const begun = reading?.run.begun ?? new Set<CalendarDate>();
  const named = [...tried, ...begun];
  if (named.some((date) => date < from)) return null;
  const afterLatestDone =
    doneBefore.has(before) && !asked.some((date) => date >= from && doneBefore.has(date) && !tried.has(date));
  // One after another, and the first that it began is the first of these.
  const inOrder = (reading?.run.current ?? null) !== null && named.includes(from);
  return afterLatestDone || inOrder ? from : null;
}

function endedByItself({ alive, end, reading }: RunEvidence): boolean {
  return !alive && (end?.exitCode === 0 || (reading?.run.summary ?? null) !== null);
}

/** What has to be known of the dates that a run leaves out undone, in words; null where there are none. */
export function leftOutRemark({ undone, unnamed }: LeftOut, alive: boolean): string | null {
  const count = undone.length + unnamed;
  if (count === 0) return null;
  const dates = count === 1 ? "a date" : `${count} dates`;
  const them = count === 1 ? "it" : "them";
  const ranges = rangesOf(undone).map(({ start, end }) => (start === end ? start : `${start}…${end}`));
  const more = ranges.length > mostRanges || unnamed > 0 ? " …" : "";
  const named = ranges.length === 0 ? "" : ` (${ranges.slice(0, mostRanges).join(", ")}${more})`;
  return alive
    ? `It goes on where an earlier run stopped, and leaves out ${dates} that no run has filled${named}; retry ${them} once it has ended.`
    : `It went on where an earlier run had stopped, and left out ${dates} that no run has filled${named}; retry ${them}.`;
}

const mostRanges = 4;
