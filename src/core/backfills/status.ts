import type { FollowUpOutcome } from "../alerts/followUp";
import type { CalendarDate } from "../calendar";
import type { UncaughtLine } from "./uncaughtLines";

/** See `docs/backfills.md`; the first state that fits is the one shown. */
export type BackfillState =
  "running" | "stalled" | "waiting" | "failed" | "died" | "partial" | "succeeded" | "idle" | "unknown";

/** When it ends, as a pair. Never shown as one point. Times are ISO 8601 in UTC. */
export type Eta = {
  readonly optimistic: string;
  readonly conservative: string;
  readonly confidence: "low" | "medium" | "high";
  /** What has to be known of the pair, in words: that the pace has changed, that it is taken from earlier runs. */
  readonly remark?: string;
};

/** What became of the dates of one month, as counts. */
export type MonthOfDates = {
  /** `2021-10`. */
  readonly month: string;
  readonly done: number;
  readonly failed: number;
  readonly running: number;
  readonly pending: number;
  readonly skipped: number;
  readonly unfinished: number;
};

/** Something that came after a run had started: its rows will not have it. */
export type StaleCode = {
  /** As the fix names it, else abbreviated; `uncommitted` for a change that is in no commit. */
  readonly commit: string;
  readonly at: string;
  /** The name of the fix under `fixes:`; null for any other change. */
  readonly fix?: string | null;
  /** Files it runs that were changed, relative to the workspace root. */
  readonly files?: readonly string[];
};

/** A run of a backfill before its latest one. */
export type EarlierRun = {
  readonly startedAt: string;
  /** Null while it is alive. */
  readonly endedAt: string | null;
  readonly state: BackfillState;
  readonly done: number;
  readonly failed: number;
  readonly unfinished: number;
  readonly exitCode: number | null;
  readonly log: string | null;
};

/** One row of `headgate status`, the same object that the editor draws. Null means "not known". */
export type BackfillStatus = {
  readonly name: string;
  readonly state: BackfillState;
  readonly pid: number | null;
  readonly startedAt: string | null;
  readonly elapsedMs: number | null;
  readonly workers: number | null;
  /** Dates that succeeded. `done` + `failed` + what is left make `total`. */
  readonly done: number;
  readonly failed: number;
  readonly total: number | null;
  readonly records: number | null;
  readonly failedDates: readonly CalendarDate[];
  /** Dates the run was to fill and neither finished nor failed; told only once it has ended. */
  readonly unfinishedDates: readonly CalendarDate[];
  /** Dates that are worked on now, as far as the log names them. */
  readonly runningDates: readonly CalendarDate[];
  /** Dates that the run left out, since it took them for done. */
  readonly skippedDates: readonly CalendarDate[];
  /** Why dates failed, in the log's own words; dates without a reason are not in it. */
  readonly failureReasons: Readonly<Record<CalendarDate, string>>;
  /** All dates of the run by month, ascending; empty where its dates are not known. */
  readonly months: readonly MonthOfDates[];
  readonly eta: Eta | null;
  /** How often the conservative end that was forecast for earlier runs held; null while none has been judged. */
  readonly forecasts: { readonly held: number; readonly judged: number } | null;
  /** Names of the backfills it waits for. */
  readonly waitingFor: readonly string[];
  /** Names of the backfills whose processes it started (of an orchestrator). */
  readonly children: readonly string[];
  /** Fixes that came after this run started: its rows will not have them. */
  readonly staleCode: readonly StaleCode[];
  /** Fixes that were in the code when it started: its rows have them. */
  readonly fixesBefore: readonly { readonly commit: string; readonly at: string }[];
  /** Fixes of which it could not be told whether the run has them, a sentence each. */
  readonly untoldFixes: readonly string[];
  /** Of a run that resumes: which open dates it leaves out for good, in words; null where there are none. */
  readonly leftOutRemark: string | null;
  /** How many rows a whole run is expected to write; null where that is not declared. */
  readonly expectedRecords: number | null;
  /** Further runs of the same backfill that are alive. */
  readonly otherRuns: readonly BackfillStatus[];
  /** Runs before this one, the latest first; a few of them. */
  readonly earlierRuns: readonly EarlierRun[];
  /** The log it writes, relative to the workspace root where it lies inside it. */
  readonly log: string | null;
  /** Its processes together, in per cent of one processor since the look before; null while not known. */
  readonly cpuPercent: number | null;
  /** Memory that its processes hold together, in bytes. */
  readonly memoryBytes: number | null;
  /** Alive, and stopped by a signal (Ctrl+Z): it does nothing until it is continued. */
  readonly suspended: boolean;
  /** Where log, process, checkpoint and table say different things: a sentence each. */
  readonly disagreements: readonly string[];
  readonly exitCode: number | null;
  /** What followed the run by `then:`, in order; absent where nothing did. */
  readonly followUps?: readonly FollowUpOutcome[];
  /** In words: why it is `unknown`, `died`, `failed` …; null when there is nothing to add. */
  readonly reason: string | null;
};

/** A step of the pipeline that is under way or to come, with the pair of its end; null where nothing tells it, and `reason` says why. */
export type Phase = {
  readonly kind: "backfill" | "validation" | "training";
  readonly name: string;
  readonly starts: Eta | null;
  readonly ends: Eta | null;
  readonly reason: string | null;
};

/** The JSON of `headgate status`. */
export type StatusSnapshot = {
  readonly schemaVersion: 1;
  readonly backfills: readonly BackfillStatus[];
  /** What is under way and what comes after it, in that order; empty while nothing runs. */
  readonly timeline: readonly Phase[];
};

/** What a log recipe caught in a log: the fields of a status row that a log can give. JSON of `headgate recipe`. */
export type LogProgress = {
  readonly schemaVersion: 1;
  readonly recipe: string;
  readonly state: "running" | "succeeded" | "partial" | "failed";
  readonly startedAt: string | null;
  readonly elapsedMs: number | null;
  readonly workers: number | null;
  /** Dates, or whatever else the log counts, that succeeded. */
  readonly done: number;
  readonly failed: number;
  readonly total: number | null;
  /** 0–100, done and failed of the total, or as a bar tells it; null while the end is not known. */
  readonly percent: number | null;
  readonly records: number | null;
  readonly failedDates: readonly CalendarDate[];
  /** Dates that it neither finished nor failed; told only once the run has ended, and where the log names its range. */
  readonly unfinishedDates: readonly CalendarDate[];
  /** Why a date failed, in the log's own words. */
  readonly failureReasons: Readonly<Record<CalendarDate, string>>;
  readonly skippedDates: readonly CalendarDate[];
  /** The date that is worked on, where the log names one; null once the run has ended. */
  readonly currentDate: CalendarDate | null;
  /** What failed where it works on other things than dates: models, tests. */
  readonly failedItems: readonly { readonly name: string; readonly reason: string | null }[];
  readonly eta: Eta | null;
  /** How long it still takes, where the log has no moments and its bar a watch of its own; milliseconds. */
  readonly remaining: {
    readonly optimisticMs: number;
    readonly conservativeMs: number;
    readonly confidence: Eta["confidence"];
    /** What the bar itself says. */
    readonly byBarMs: number | null;
  } | null;
  /** Where its moments are from: what the log writes, or when its lines were seen to come; null where it has none. */
  readonly moments: "log" | "arrival" | null;
  /** Rounds of a training that have ended; null where it is none. */
  readonly rounds: number | null;
  /** The last value of each metric that the log names. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly warnings: number;
  readonly errors: number;
  readonly lastError: string | null;
  /** What has to be known of this reading, a sentence each. */
  readonly remarks: readonly string[];
  readonly lines: {
    readonly read: number;
    readonly matched: number;
    /** So long that only their beginning was looked at. */
    readonly cut: number;
  };
};

/** What a recipe caught in a log, and what it did not. */
export type TriedLog = LogProgress & {
  /** The rules of the recipe in their order, with the number of lines that each caught. */
  readonly rules: readonly { readonly event: string; readonly pattern: string; readonly lines: number }[];
  /** The first lines that no rule caught and that look like progress. */
  readonly uncaught: readonly UncaughtLine[];
};
