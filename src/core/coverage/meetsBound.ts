import { compareDecimals, comparePercentage, decimalOfDouble, type Decimal } from "./decimal";
import type { CheckResult } from "./validation";

/**
 * Whether what a check measured keeps a bound, its own or another: exact where counts were measured.
 * @returns null where nothing was measured
 */
export function meetsBound(
  { observed, numerator, denominator, unit, metric }: CheckResult,
  comparison: ">=" | "<=",
  bound: Decimal,
): boolean | null {
  const isRatio = unit === "%" && !metric.startsWith("regression(");
  const order =
    isRatio && numerator !== null && denominator !== null && denominator > 0
      ? comparePercentage(BigInt(numerator), BigInt(denominator), bound)
      : orderOf(observed, bound);
  if (order === null) return null;
  return comparison === ">=" ? order >= 0 : order <= 0;
}

function orderOf(observed: number | null, bound: Decimal): number | null {
  const value = observed === null ? undefined : decimalOfDouble(observed);
  return value ? compareDecimals(value, bound) : null;
}
