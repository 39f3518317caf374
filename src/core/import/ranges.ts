import { compareDecimals, parseDecimal, type Decimal } from "../coverage/decimal";
import type { Limit, Range } from "./model";

export function decimal(value: bigint): Decimal {
  return { units: value, scale: 0 };
}

/** A share of 1 as per cent, exactly: 0.07 is 7. */
export function asPercent({ units, scale }: Decimal): Decimal {
  return scale >= 2 ? { units, scale: scale - 2 } : { units: units * 10n ** BigInt(2 - scale), scale: 0 };
}

function percentOf(limit: Limit | null): Limit | null {
  return limit && { ...limit, at: asPercent(limit.at) };
}

/** A range of shares of 1 as one of per cent. */
export function rangeAsPercent({ low, high }: Range): Range {
  return { low: percentOf(low), high: percentOf(high) };
}

/** What is left to 100 per cent: missing below 5 is present above 95. */
export function restOfHundred({ low, high }: Range): Range {
  const rest = (limit: Limit | null): Limit | null =>
    limit && { ...limit, at: { units: 100n * 10n ** BigInt(limit.at.scale) - limit.at.units, scale: limit.at.scale } };
  return { low: rest(high), high: rest(low) };
}

export function atLeast(at: Decimal, inclusive = true): Range {
  return { low: { at, inclusive }, high: null };
}

export function atMost(at: Decimal, inclusive = true): Range {
  return { low: null, high: { at, inclusive } };
}

/** What a comparison leaves; `undefined` where it is no single range (`!=`) or nothing can satisfy it. */
export function rangeOf(operator: string, at: Decimal): Range | undefined {
  switch (operator) {
    case ">":
      return atLeast(at, false);
    case ">=":
      return atLeast(at);
    case "<":
      return atMost(at, false);
    case "<=":
      return atMost(at);
    case "=":
    case "==":
      return { low: { at, inclusive: true }, high: { at, inclusive: true } };
    default:
      return undefined;
  }
}

/** `!=` on something that is never negative: other than 0 is at least 1. */
export function otherThan(at: Decimal): Range | undefined {
  return at.units === 0n ? atLeast(at, false) : undefined;
}

export function between(low: Decimal, high: Decimal, inclusive = true): Range | undefined {
  return compareDecimals(low, high) > 0 ? undefined : { low: { at: low, inclusive }, high: { at: high, inclusive } };
}

/** Reads a number as it is written, without a float. Thousands may be parted by `_`. */
export function numberIn(text: string | null | undefined): Decimal | undefined {
  return text === null || text === undefined ? undefined : parseDecimal(text);
}
