/** A decimal number without rounding: `units / 10^scale`. Bounds are read from the text a person wrote, never from a float. */
export type Decimal = { readonly units: bigint; readonly scale: number };

/** A decimal number as a person may write it: `35000`, `99.0`, `-1.5`, `1e3`, `35_000`. */
export const decimalPattern = /^\s*([+-]?)(?:(\d[\d_]*)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d{1,3}))?\s*$/;

/** More than any number that is written or measured; the time that exact arithmetic takes grows faster than its digits. */
const mostCharacters = 400;

/** Reads a number that is written so; `undefined` for anything else. */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > mostCharacters) return undefined;
  const match = decimalPattern.exec(text);
  if (!match) return undefined;
  const [, sign, whole = "", behindWhole, bareFraction, exponent = "0"] = match;
  const fraction = behindWhole ?? bareFraction ?? "";
  const units = BigInt((whole + fraction).replaceAll("_", "")) * (sign === "-" ? -1n : 1n);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { units, scale } : { units: units * powerOfTen(-scale), scale: 0 };
}

/** The nearest float, for JSON and for drawing; never for deciding. */
export function toNumber(decimal: Decimal): number {
  return Number(`${decimal.units}e${-decimal.scale}`);
}

export function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/** Exact comparison: negative when `a < b`, zero when equal, positive when `a > b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const left = a.units * powerOfTen(b.scale);
  const right = b.units * powerOfTen(a.scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * Compares `numerator / denominator` in per cent with a bound, without dividing:
 * `numerator * 100 * 10^scale` against `units * denominator`.
 */
export function comparePercentage(numerator: bigint, denominator: bigint, bound: Decimal): number {
  const left = numerator * 100n * powerOfTen(bound.scale);
  const right = bound.units * denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The fewest of `denominator` rows that make a percentage reach `bound`: `ceil(bound * denominator / 100)`. */
export function rowsNeeded(bound: Decimal, denominator: bigint): bigint {
  const divisor = 100n * powerOfTen(bound.scale);
  const product = bound.units * denominator;
  return product <= 0n ? 0n : (product + divisor - 1n) / divisor;
}

/** Exact comparison of a quotient `sum / count` (count > 0) with a bound. */
export function compareQuotient(sum: Decimal, count: bigint, bound: Decimal): number {
  const left = sum.units * powerOfTen(bound.scale);
  const right = bound.units * count * powerOfTen(sum.scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * The shortest decimal that names a double: what a person wrote, or would read. (Its exact binary value would make 75.1
 * smaller than the bound 75.1.) `undefined` for NaN and the infinities.
 */
export function decimalOfDouble(value: number): Decimal | undefined {
  return Number.isFinite(value) ? parseDecimal(String(value)) : undefined;
}

/** A decimal in its plainest digits: `99.5`, `0.01`, `100`, `-1.5`. */
export function decimalText({ units, scale }: Decimal): string {
  const digits = `${units < 0n ? -units : units}`.padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  let end = digits.length;
  while (end > whole.length && digits[end - 1] === "0") end--;
  const fraction = digits.slice(whole.length, end);
  return `${units < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: a.units * powerOfTen(scale - a.scale) + b.units * powerOfTen(scale - b.scale), scale };
}
