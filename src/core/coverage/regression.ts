import type { Window } from "../calendar";
import type { Check } from "./check";
import { comparePercentage, type Decimal, toNumber } from "./decimal";

/** Rows that have a value, of so many. */
export type Counts = { readonly numerator: bigint; readonly denominator: bigint };

/** Completeness now and in the baseline; both over at least one row. */
export type Drop = { readonly kind: "drop"; readonly now: Counts; readonly before: Counts };

/** What was counted in the baseline of a regression. */
export type MeasuredBaseline = {
  readonly window: Window;
  /** Null when it could not be measured. */
  readonly counts: Counts | null;
  /** Why it could not be measured. */
  readonly reason: string | null;
  /** Which of its rows alone count: `written by code with the fix usage_rate`; null: all. */
  readonly narrowedTo: string | null;
};

/** The check that counts the baseline of a regression: completeness of the same column, over all days of the baseline. */
export function baselineCheck(check: Check): Check {
  if (check.metric.function !== "regression") return check;
  return { ...check, metric: { function: "completeness", column: check.metric.column }, dates: null };
}

/**
 * The relative drop as a fraction, exact: `1 - now / before`. Negative for a rise; 0 where the baseline had no value at all, since
 * nothing can be lost then.
 */
export function dropFraction({ now, before }: Pick<Drop, "now" | "before">): Counts {
  if (before.numerator === 0n) return { numerator: 0n, denominator: 1n };
  const base = before.numerator * now.denominator;
  return { numerator: base - now.numerator * before.denominator, denominator: base };
}

/** Negative, zero or positive as the drop is below, at or above a bound in per cent. Exact. */
export function compareDrop(drop: Drop, bound: Decimal): number {
  const { numerator, denominator } = dropFraction(drop);
  return comparePercentage(numerator, denominator, bound);
}

/**
 * Whether there are rows enough to say that completeness dropped by more than a bound: the near end of Newcombe's interval (95 %) of
 * the difference lies beyond the margin, which is `bound` per cent of the baseline's completeness.
 * @see Newcombe 1998, Interval estimation for the difference between independent proportions, method 10
 */
export function isCertainDrop({ now, before }: Drop, bound: Decimal): boolean {
  const p = share(before);
  const q = share(now);
  const nearEnd = p - q - Math.hypot(p - wilson(before).low, wilson(now).high - q);
  return nearEnd > (toNumber(bound) / 100) * p;
}

/** 97.5 % quantile of the normal distribution. */
const z = 1.959963984540054;

/** The Wilson score interval (95 %) of a share of rows. */
export function wilson(counts: Counts): { readonly low: number; readonly high: number } {
  const n = Number(counts.denominator);
  const p = share(counts);
  const middle = p + (z * z) / (2 * n);
  const reach = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return { low: Math.max(0, (middle - reach) / scale), high: Math.min(1, (middle + reach) / scale) };
}

function share({ numerator, denominator }: Counts): number {
  return Number(numerator) / Number(denominator);
}
