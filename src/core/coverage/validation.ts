import type { CalendarDate, Window } from "../calendar";
import type { SourceLocation } from "../diagnostic";
import type { DateRange } from "./check";
import type { ReadAs } from "./readAs";

/** Order of severity, worst first: a definite failure is never hidden by something unknown. */
export const statuses = ["fail", "unknown", "warn", "pass"] as const;

export type Status = (typeof statuses)[number];

/** The worst of several; `pass` for none. */
export function worstOf(found: readonly Status[]): Status {
  return statuses.find((status) => found.includes(status)) ?? "pass";
}

/** One validation of the whole pipeline. This is the JSON of `headgate validate`, and what every surface draws. */
export type Validation = {
  readonly schemaVersion: 1;
  readonly verdict: Status;
  readonly window: Window;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly tables: readonly TableResult[];
};

export type TableResult = {
  /** The section's name. */
  readonly name: string;
  /** As the warehouse knows it: a table's name, or the files it is read from. */
  readonly table: string;
  readonly connection: string;
  /** When it was measured (ISO 8601, UTC), where that is not when the validation started. */
  readonly measuredAt?: string;
  /** Rows in the window that count (after `where`); null when nothing could be measured. */
  readonly rows: number | null;
  /** The days that were asked for, where they were measured: those of this table may differ from the validation's. */
  readonly window?: Window;
  /** Which rows it was measured by, to tell when that has changed. */
  readonly readAs?: ReadAs;
  /** Why nothing could be measured; null when it was. */
  readonly reason: string | null;
  /** Something people should know of a table that was measured. */
  readonly remark?: string;
  readonly dates: DateCoverage;
  readonly cohorts: readonly { readonly name: string; readonly rows: number }[];
  readonly scan: ScanReceipt;
  readonly checks: readonly CheckResult[];
};

export type DateCoverage = {
  /** How many dates are expected; null where none are declared: then holes are neither failed nor retried. */
  readonly expected: number | null;
  /** Dates of the window that have rows. */
  readonly present: number;
  /** Expected dates without rows, ascending. */
  readonly missing: readonly CalendarDate[];
  /** Dates too young to count (`settle_hours`), ascending. */
  readonly unsettled: readonly CalendarDate[];
};

export type ScanReceipt = {
  readonly statements: number;
  readonly bytesProcessed: number;
  readonly bytesBilled: number;
  readonly cached: boolean;
  readonly durationMs: number;
};

/** What one bound asks of one metric, and what was found. Percentages run from 0 to 100 and are never rounded. */
export type CheckResult = {
  /** `section.key`, e.g. `airport_day.hub_share_pct`. */
  readonly id: string;
  /** e.g. `completeness(hub_share)`. */
  readonly metric: string;
  readonly status: Status;
  readonly observed: number | null;
  /** `%`, `rows`, `dates`, `hours`, or empty for a plain number. */
  readonly unit: string;
  /** Counts behind a ratio; a count alone has its value as numerator and a null denominator. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly comparison: ">=" | "<=";
  readonly fail: number | null;
  readonly warn: number | null;
  /** How many rows still need a value (for lower bounds on a ratio or count) to reach the bound; null elsewhere. */
  readonly shortfall: number | null;
  /** Why the status is `unknown`; otherwise null, or a remark ("12 values were not finite and are left out"). */
  readonly reason: string | null;
  /** The check's own condition, as written. */
  readonly where: string | null;
  readonly location: SourceLocation;
  readonly cohorts: readonly CohortValue[];
  readonly segments?: readonly SegmentValues[];
  /** Of an entry of a dated list: the days that it holds for. */
  readonly dates?: DateRange;
  /** Of a regression: the days that it is told against, and how many of their rows have a value; nulls when not measured. */
  readonly baseline?: BaselineCounts;
  /** What to do when it fails: a file or an address. */
  readonly runbook?: string;
  /** In the record always; in JSON only when asked for. */
  readonly byDate?: readonly DateValue[];
};

export type BaselineCounts = Window & { readonly numerator: number | null; readonly denominator: number | null };

export type CohortValue = {
  readonly name: string;
  readonly observed: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
};

/** A check broken down by a column; NULL is a segment of its own, named `(null)`. */
export type SegmentValues = { readonly column: string; readonly values: readonly CohortValue[] };

/** Ratios and counts carry `numerator` and `denominator`, averages `sum` and `count`, other numbers `value`. */
export type DateValue = {
  readonly date: CalendarDate;
  readonly numerator?: number | null;
  readonly denominator?: number | null;
  readonly sum?: number | null;
  readonly count?: number;
  readonly value?: number | null;
};
