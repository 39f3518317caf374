import { decimalOfDouble, powerOfTen, type Decimal } from "./decimal";
import type { CheckResult, DateValue } from "./validation";

/** An exact quotient of integers, `bottom` above zero. */
export type Fraction = { readonly top: bigint; readonly bottom: bigint };

/** Negative when `a < b`, zero when equal, positive when `a > b`. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const left = a.top * b.bottom;
  const right = b.top * a.bottom;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function fractionOfDecimal({ units, scale }: Decimal): Fraction {
  return { top: units, bottom: powerOfTen(scale) };
}

/** The fraction that the shortest text of a double names; null for NaN and the infinities. */
export function fractionOfDouble(value: number): Fraction | null {
  const decimal = decimalOfDouble(value);
  return decimal ? fractionOfDecimal(decimal) : null;
}

/** The nearest decimal with so many digits behind the point that is not above (`down`) or not below (`up`) the fraction. */
export function decimalBeside({ top, bottom }: Fraction, scale: number, side: "down" | "up"): Decimal {
  const scaled = top * powerOfTen(scale);
  const towardsZero = scaled / bottom;
  const isExact = towardsZero * bottom === scaled;
  if (isExact || scaled < 0n === (side === "up")) return { units: towardsZero, scale };
  return { units: towardsZero + (side === "up" ? 1n : -1n), scale };
}

/** What a result observed, exactly where counts say so; null where nothing was measured. */
export function wholeFraction({ numerator, denominator, observed, unit }: CheckResult): Fraction | null {
  if (observed === null) return null;
  if (unit === "%" && numerator !== null && denominator !== null) return percentage(numerator, denominator);
  return fractionOfDouble(observed);
}

/** What a date observed, in the unit of its check; null where nothing was measured. */
export function dateFraction({ numerator, denominator, sum, count, value }: DateValue, unit: string): Fraction | null {
  if (unit === "%") return percentage(numerator ?? 0, denominator ?? 0);
  if (count !== undefined) {
    const total = sum === null || sum === undefined || count === 0 ? undefined : decimalOfDouble(sum);
    return total ? { top: total.units, bottom: powerOfTen(total.scale) * BigInt(count) } : null;
  }
  const plain = numerator ?? value ?? null;
  return plain === null ? null : fractionOfDouble(plain);
}

function percentage(numerator: number, denominator: number): Fraction | null {
  return denominator > 0 ? { top: BigInt(numerator) * 100n, bottom: BigInt(denominator) } : null;
}
