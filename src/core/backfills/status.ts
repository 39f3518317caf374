import type { CalendarDate } from "../calendar";

/** See `docs/backfills.md`; the first state that fits is the one shown. */
export type BackfillState =
  "running" | "stalled" | "waiting" | "failed" | "died" | "partial" | "succeeded" | "idle" | "unknown";

/** When it ends, as a pair. Never shown as one point. Times are ISO 8601 in UTC. */
export type Eta = {
  readonly optimistic: string;
  readonly conservative: string;
  readonly confidence: "low" | "medium" | "high";
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
  readonly eta: Eta | null;
  /** Names of the backfills it waits for. */
  readonly waitingFor: readonly string[];
  /** Fixes that came after this run started: its rows will not have them. */
  readonly staleCode: readonly { readonly commit: string; readonly at: string }[];
  /** The log it writes, relative to the workspace root where it lies inside it. */
  readonly log: string | null;
  readonly exitCode: number | null;
  /** In words: why it is `unknown`, `died`, `failed` …; null when there is nothing to add. */
  readonly reason: string | null;
};

/** The JSON of `headgate status`. */
export type StatusSnapshot = { readonly schemaVersion: 1; readonly backfills: readonly BackfillStatus[] };

/** What a log recipe caught in a log: the fields of a status row that a log can give. JSON of `headgate recipe`. */
export type LogProgress = {
  readonly schemaVersion: 1;
  readonly recipe: string;
  readonly state: "running" | "succeeded" | "partial" | "failed";
  readonly startedAt: string | null;
  readonly elapsedMs: number | null;
  readonly workers: number | null;
  readonly done: number;
  readonly failed: number;
  readonly total: number | null;
  readonly records: number | null;
  readonly failedDates: readonly CalendarDate[];
  /** Why a date failed, in the log's own words. */
  readonly failureReasons: Readonly<Record<CalendarDate, string>>;
  readonly eta: Eta | null;
  readonly lines: { readonly read: number; readonly matched: number };
};
