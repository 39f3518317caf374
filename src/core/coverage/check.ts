import type { CalendarDate, Window } from "../calendar";
import type { SourceRange } from "../diagnostic";
import type { Decimal } from "./decimal";
import type { Metric } from "./metric";

/** Days from `from` to `until`, both included; null: open at that end. */
export type DateRange = { readonly from: CalendarDate | null; readonly until: CalendarDate | null };

/** Whether two periods have a day in common; null: all days. */
export function shareADay(a: DateRange | null, b: DateRange | null): boolean {
  const startsBefore = (one: DateRange | null, other: DateRange | null): boolean => {
    const [from, until] = [one?.from ?? null, other?.until ?? null];
    return from === null || until === null || from <= until;
  };
  return startsBefore(a, b) && startsBefore(b, a);
}

/** Whether what holds for these days holds on one of them; null: all days. */
export function holdsOn(dates: DateRange | null, date: CalendarDate): boolean {
  return (dates?.from ?? date) <= date && date <= (dates?.until ?? date);
}

/** Earlier rows that a regression is told against: so many months or days right before the window, or days of one's own. */
export type Baseline = { readonly months: number } | { readonly days: number } | Window;

/** `..2024-04-30`, `2024-05-01..`: how a period stands behind the `@` of an id. */
export function dateRangeText({ from, until }: DateRange): string {
  return `${from ?? ""}..${until ?? ""}`;
}

/** A metric with bounds: what one line of the thresholds file asks. */
export type Check = {
  /** `section.key`; for an entry of a dated list `section.key@2024-05-01..`, with the days it holds for. */
  readonly id: string;
  readonly key: string;
  readonly metric: Metric;
  /** `>=`: a lower bound. `<=`: an upper bound. */
  readonly comparison: ">=" | "<=";
  readonly fail: Decimal | null;
  readonly warn: Decimal | null;
  /** SQL, one expression; narrows the rows this check looks at. */
  readonly where: string | null;
  /** The days it holds for, of a dated list; null: the table's whole window. */
  readonly dates: DateRange | null;
  readonly segments: readonly string[];
  /** Of a regression: what completeness is compared with; null: the default, the three months before the window. */
  readonly baseline: Baseline | null;
  /** Of a regression without any row in its baseline: let it pass instead of leaving it unknown. */
  readonly skipsWithoutBaseline: boolean;
  readonly allowEmpty: boolean;
  readonly runbook: string | null;
  /** The key in the thresholds file. */
  readonly range: SourceRange;
};

/** A line that asks for something but could not be read or resolved: it stays, and its result is `unknown` with this reason. */
export type UnreadableCheck = {
  readonly id: string;
  readonly key: string;
  readonly reason: string;
  readonly range: SourceRange;
};
