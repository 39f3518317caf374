import type { AlertEvent } from "../alerts/alert";
import type { RawRecipe } from "../backfills/recipeSchema";
import type { CalendarDate } from "../calendar";

/** `headgate.yaml` as read: where the tables are and how the pipeline runs. Paths are as written, relative to its folder. */
export type Pipeline = {
  readonly thresholds: string;
  readonly window: WindowDeclaration | null;
  /** The zone of times in logs that name none; null: this machine's. */
  readonly logTimezone: string | null;
  readonly connections: Readonly<Record<string, Connection>>;
  /** What is declared of each table, and only that. */
  readonly tables: Readonly<Record<string, Partial<TableMechanics>>>;
  readonly fixes: Readonly<Record<string, Fix>>;
  readonly backfills: Readonly<Record<string, Backfill>>;
  /** Log recipes of one's own, by their names. */
  readonly recipes: Readonly<Record<string, RawRecipe>>;
  readonly validators: Readonly<Record<string, Validator>>;
  readonly gates: Readonly<Record<string, Gate>>;
  readonly trainings: Readonly<Record<string, Training>>;
  readonly alerts: AlertsDeclaration;
};

export type AlertsDeclaration = {
  /** As written, `${env:NAME}`: the address itself is a secret and stands in no file. Null: nowhere. */
  readonly webhook: string | null;
  /** What the webhook is told of. */
  readonly on: readonly AlertEvent[];
};

/** A day, or one told relative to today: resolved when something is measured, not when the file is read. */
export type DayDeclaration = CalendarDate | RelativeDay;
export type RelativeDay = "today" | "yesterday" | { readonly daysAgo: number };
export type WindowDeclaration = { readonly start: DayDeclaration; readonly end: DayDeclaration };

export type Connection =
  /** `path`: a database file, a data file, a glob or a folder of them; null: tables name their own files. */
  | { readonly type: "duckdb"; readonly path: string | null }
  | {
      readonly type: "bigquery";
      readonly project: string;
      readonly dataset: string | null;
      readonly location: string | null;
      readonly maxBytesBilled: number | null;
    };

/** How a table is read; the mechanics beside the bounds of the section with the same name. Null: not declared. */
export type TableMechanics = {
  readonly connection: string | null;
  /** A table's name, a file or glob, or `none`; null: the section's name. */
  readonly table: string | null;
  readonly dateColumn: string | null;
  readonly timezone: string | null;
  readonly where: string | null;
  readonly key: readonly string[] | null;
  readonly writtenAt: string | null;
  readonly codeVersion: string | null;
  /** Bound name → a column, or a metric written out: `distinct(game_id)`. */
  readonly columns: Readonly<Record<string, string>>;
  readonly warnOnly: readonly string[];
  readonly cohorts: readonly CohortDeclaration[];
  readonly expectedDates: ExpectedDates | null;
  readonly settleHours: number | null;
  readonly window: WindowDeclaration | null;
  readonly emptyIsMissing: boolean;
  readonly allowEmpty: boolean;
};

/** Rows belong to the first cohort that fits; one without a condition takes the rest. */
export type CohortDeclaration = {
  readonly name: string;
  /** Written at or after this instant (compared in the column's own type). */
  readonly since: string | null;
  /** Written by exactly one of these code versions. */
  readonly codeVersion: readonly string[] | null;
  /** Written by code that has this commit in it. */
  readonly sinceCommit: string | null;
};

export type ExpectedDates = {
  readonly days: "every day" | "weekdays" | readonly CalendarDate[] | { readonly from: string };
  readonly skip: readonly { readonly start: CalendarDate; readonly end: CalendarDate }[];
};

export type Fix = {
  readonly commit: string;
  /** The section of the table it mends. */
  readonly table: string | null;
  /** What it should bring about: of a bound's key, the range in which its metric is expected afterwards. */
  readonly expect: Readonly<Record<string, { readonly low: number; readonly high: number }>>;
};

/** An argument list, run without a shell; or, when a person asked for it by writing a string, a line for their shell. */
export type Command =
  { readonly kind: "arguments"; readonly words: readonly string[] } | { readonly kind: "shell"; readonly line: string };

export type Backfill = {
  readonly kind: "job" | "orchestrator";
  readonly command: Command | null;
  readonly retry: Command | null;
  readonly env: Readonly<Record<string, string>>;
  /** Base name of an argument by which a process that Headgate did not start is known; null: from `command`. */
  readonly match: string | null;
  readonly log: readonly string[];
  /** Where the output of a launch goes; null: `logs/<name>_<time>.log`. */
  readonly output: string | null;
  readonly progress: Progress;
  readonly checkpoint: string | null;
  readonly after: readonly string[];
  readonly tables: readonly string[];
  /** Sections whose tables it reads; null: those of the backfills that it comes after. */
  readonly reads: readonly string[] | null;
  /** Between being asked to stop and being made to, milliseconds. */
  readonly stopGraceMs: number;
  readonly expectedRecords: number | null;
  /** What follows by itself when a run ends. */
  readonly then: readonly FollowUp[];
};

/** A step that only reads; of a gate: null for every gate that asks for one of the backfill's tables. */
export type FollowUp = { readonly kind: "validate" } | { readonly kind: "gate"; readonly name: string | null };

/** The name of a recipe, shipped or of `recipes:`, or the path of a file that holds one. */
export type Progress = { readonly recipe: string };

export type Validator = {
  readonly command: Command;
  readonly env: Readonly<Record<string, string>>;
  readonly table: string | null;
  readonly output: string | null;
};

export type Gate = {
  readonly requires: {
    /** Sections whose checks must pass. */
    readonly checks: readonly string[];
    readonly validators: readonly string[];
    readonly backfills: "complete" | null;
    readonly regression: "none" | null;
  };
  readonly features: {
    readonly of: string;
    readonly columns: readonly string[];
    readonly minPct: number;
    readonly minPctSource: string;
  } | null;
};

export type Training = {
  readonly gate: string | null;
  readonly command: Command;
  readonly env: Readonly<Record<string, string>>;
  readonly output: string | null;
  /** A glob; the newest file born after the start counts. */
  readonly metricsFile: string | null;
  readonly success: readonly CriterionDeclaration[];
};

/** `fail: "< 4.2"` or `fail: "< baseline_mae"`: the named metric must compare so to a number or to another metric. */
export type CriterionDeclaration = {
  readonly name: string;
  readonly bound: string | null;
  /** Set when this version cannot judge the criterion: the reason. It is then not measurable, never passed over. */
  readonly unsupported: string | null;
};
