import type { SourceLocation } from "../../core/diagnostic";

/** One line of a view, as plain data: made by pure functions, turned into a tree item in one place. */
export type Row = {
  /** Unique in its view and the same across refreshes, so that selection and expansion stay. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly icon?: RowIcon;
  /** Markdown; everything out of data in it is escaped. */
  readonly tooltip?: string;
  /** State words that `when` clauses of menus match, e.g. `backfill partial retryable`. */
  readonly context?: string;
  /** What the row speaks of; commands that get the row as argument read it. */
  readonly subject?: Subject;
  /** What a click opens. */
  readonly location?: SourceLocation;
  /** A click opens the log of its subject. */
  readonly opensLog?: boolean;
  /** Said by screen readers in place of label and description, the state as a word. */
  readonly spoken?: string;
  readonly children?: readonly Row[];
  readonly expanded?: boolean;
};

/** A codicon with the id of a theme colour; never a colour of its own. */
export type RowIcon = { readonly codicon: string; readonly color?: string };

/** What a row or a command speaks of. */
export type Subject = {
  readonly kind: "backfill" | "table" | "check" | "gate" | "validator" | "training";
  readonly name: string;
  /** Of a backfill: a date of it that failed. */
  readonly date?: string;
  /** The log of the run that is meant, where that is not the latest one of its name. */
  readonly log?: string;
  /** The process of the run that is meant, where that is not the latest one of its name. */
  readonly pid?: number;
};
