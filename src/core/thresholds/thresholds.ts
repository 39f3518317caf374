import type { SourceRange } from "../diagnostic";

/** The thresholds file as read: a section a table, in the file's order. */
export type ThresholdsFile = {
  /** Relative to the workspace root. */
  readonly file: string;
  readonly sections: readonly Section[];
  /** Seconds between two looks at running backfills; from `polling.interval_seconds`, default 60. */
  readonly pollSeconds: number;
};

export type Section = { readonly name: string; readonly range: SourceRange };
