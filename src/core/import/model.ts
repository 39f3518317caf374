import type { Decimal } from "../coverage/decimal";
import type { Metric } from "../coverage/metric";

/** The tools whose rules can be read. */
export const tools = ["soda", "dbt", "dqdl", "dataplex"] as const;
export type Tool = (typeof tools)[number];

/** How a tool is called in sentences. */
export const toolNames: Readonly<Record<Tool, string>> = {
  soda: "SodaCL",
  dbt: "dbt",
  dqdl: "DQDL",
  dataplex: "Dataplex",
};

/** Where a rule stands in its file: lines count from 1, the last one included. */
export type SourceLines = { readonly line: number; readonly endLine: number };

/** One end of a range of numbers. */
export type Limit = { readonly at: Decimal; readonly inclusive: boolean };

/** The values that are good. At least one end is there. */
export type Range = { readonly low: Limit | null; readonly high: Limit | null };

/**
 * Something measured, and what kind of number that is: a count is whole and never negative, a percentage runs from 0 to 100.
 * `stem` is what a bound on it may be named after.
 */
export type Measure = {
  readonly metric: Metric;
  readonly stem: string;
  readonly scale: "count" | "percent" | "number";
  /** SQL: the rows it is about, besides what a rule says of them. */
  readonly within?: string | null;
  /** Of a count that is another one than its tool counts, but 0 when that is 0: no bound but 0 can be carried over. */
  readonly onlyNone?: boolean;
  /** Of a count: the percentage that is 100 exactly when the count is 0. */
  readonly noneMeans?: Measure;
  /** Of a percentage: the count that is at least 1 exactly when the percentage is above 0. */
  readonly someMeans?: Measure;
  /** Of a number: what says exactly that it lies above (`>`) or below (`<`) a bound and not on it; null: nothing does. */
  readonly strictly?: (than: ">" | "<", bound: Decimal) => Enough | null;
};

/** A measure that is good from a value on. */
export type Enough = { readonly measure: Measure; readonly atLeast: Decimal };

/** What a rule asks of a table: values outside of `fail` fail, values outside of `warn` warn. */
export type Ask = {
  readonly table: string;
  readonly measure: Measure;
  readonly fail: Range | null;
  readonly warn: Range | null;
  /** SQL: only rows for which it is true. */
  readonly where: string | null;
  /** Mechanics that the measure cannot do without. */
  readonly needs?: { readonly key?: readonly string[]; readonly writtenAt?: string };
};

/** A rule as read: what it asks in this language, or why it cannot be carried over. */
export type ReadRule = SourceLines & {
  /** The rule as its file says it, on one line. */
  readonly text: string;
  /** What its file says of it in words, besides comments. */
  readonly description: string | null;
  readonly outcome:
    { readonly kind: "asks"; readonly asks: readonly Ask[] } | { readonly kind: "refused"; readonly reason: string };
};

/** A table that rules are asked of, in the order of the file. */
export type ReadTable = {
  readonly name: string;
  /** Where its rules begin in the file. */
  readonly line: number;
  readonly description: string | null;
  /** What it is called in the warehouse, where that is not its name. */
  readonly table: string | null;
  /** SQL: the rows that count at all. */
  readonly where: string | null;
};

/** A comment of the file: `alone` when nothing else stands on its line. */
export type Comment = { readonly line: number; readonly text: string; readonly alone: boolean };

/** All that a file of another tool says. */
export type ToolReading = {
  readonly tables: readonly ReadTable[];
  readonly rules: readonly ReadRule[];
  readonly comments: readonly Comment[];
};
