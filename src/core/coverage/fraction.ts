import { decimalOfDouble, powerOfTen, type Decimal } from "./decimal";

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
