import { compareDecimals, parseDecimal, powerOfTen, type Decimal } from "../coverage/decimal";

/**
 * How numbers are shown to people. A shown value never lies on the other side of a bound than what was measured, nor on
 * the bound itself when it only comes near: 94.96 % is "94.96 %" beside a bound of 95, and "95.0 %" beside one of 80.
 */

/** What was measured: exact counts where there are some, else the unrounded number. */
export type Measured = {
  readonly observed: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
};

/** A fraction of integers, `bottom` above zero. */
type Fraction = { readonly top: bigint; readonly bottom: bigint };

/** `121,254`. */
export function countText(count: number): string {
  return count.toLocaleString("en-US", { maximumFractionDigits: 0 });
}

/** `1 date`, `6 dates`, `1,412 rows`. */
export function countedText(count: number, singular: string, plural = `${singular}s`): string {
  return `${countText(count)} ${count === 1 ? singular : plural}`;
}

/**
 * A percentage from 0 to 100, e.g. `3.7 %`, `0 %`, `94.96 %`: one decimal, more where a bound (or 0, or 100) is near, none
 * where it is whole. Without a measurement: `—`.
 * @param bounds what the value is held against; nulls are passed over
 */
export function percentageText(measured: Measured, bounds: readonly (number | null)[] = []): string {
  const value = fractionOf(measured);
  return value ? `${fractionText(value, [0, 100, ...bounds], 1)} %` : "—";
}

/** The same of a fraction that is known exactly; `denominator` above zero. */
export function exactPercentageText(
  { numerator, denominator }: { readonly numerator: bigint; readonly denominator: bigint },
  bounds: readonly (number | null)[] = [],
): string {
  return `${fractionText({ top: numerator * 100n, bottom: denominator }, [0, 100, ...bounds], 1)} %`;
}

/** A plain number with at least three digits that count: `81.2`, `4.05`, `0.0173`, `12,345.7`; whole numbers as they are. */
export function numberText(value: number, bounds: readonly (number | null)[] = []): string {
  const fraction = fractionOfNumber(value);
  if (!fraction) return String(value);
  const digitsBeforePoint = Math.floor(Math.log10(Math.abs(value) || 1)) + 1;
  return fractionText(fraction, [0, ...bounds], Math.max(1, 3 - digitsBeforePoint));
}

/** `41.2 MB`; decimal units, as warehouses bill them. */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const shown = bytes / 1000 ** step;
  return `${step === 0 || shown >= 100 ? countText(shown) : shown.toFixed(1)} ${units[step]}`;
}

/** A bound as a person wrote it: `95`, `35,000`, `0.5`. Never rounded. */
export function boundText(bound: number): string {
  const decimal = parseDecimal(String(bound));
  return decimal ? decimalText(decimal) : String(bound);
}

function fractionOf({ observed, numerator, denominator }: Measured): Fraction | undefined {
  if (numerator !== null && denominator !== null && denominator > 0)
    return { top: BigInt(numerator) * 100n, bottom: BigInt(denominator) };
  return observed === null ? undefined : fractionOfNumber(observed);
}

/** The number as its shortest text says it, so that 95.1 equals a bound written 95.1. */
function fractionOfNumber(value: number): Fraction | undefined {
  const decimal = parseDecimal(String(value));
  return decimal && { top: decimal.units, bottom: powerOfTen(decimal.scale) };
}

/** Adds decimals until the rounded value stands to each bound as the measured one does. Ends, since unequal fractions differ by something. */
function fractionText(value: Fraction, bounds: readonly (number | null)[], fewestDecimals: number): string {
  if (value.top % value.bottom === 0n) return decimalText({ units: value.top / value.bottom, scale: 0 });
  const held = bounds.flatMap((bound) => (bound === null ? [] : (parseDecimal(String(bound)) ?? [])));
  for (let decimals = fewestDecimals; ; decimals++) {
    const rounded = { units: roundedUnits(value, decimals), scale: decimals };
    if (held.every((bound) => compareDecimals(rounded, bound) === compareFraction(value, bound)))
      return decimalText(rounded);
  }
}

function compareFraction({ top, bottom }: Fraction, bound: Decimal): number {
  const left = top * powerOfTen(bound.scale);
  const right = bound.units * bottom;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** `top / bottom * 10^decimals`, halves away from zero. */
function roundedUnits({ top, bottom }: Fraction, decimals: number): bigint {
  const magnitude = (top < 0n ? -top : top) * powerOfTen(decimals);
  const rounded = (magnitude * 2n + bottom) / (bottom * 2n);
  return top < 0n ? -rounded : rounded;
}

function decimalText({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const whole = BigInt(digits.slice(0, digits.length - scale)).toLocaleString("en-US");
  const fraction = scale === 0 ? "" : `.${digits.slice(-scale)}`;
  return `${units < 0n ? "−" : ""}${whole}${fraction}`;
}
