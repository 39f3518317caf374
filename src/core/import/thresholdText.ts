import { compareDecimals, type Decimal } from "../coverage/decimal";
import type { Range } from "./model";
import { atLeast, atMost, between, numberIn, otherThan, rangeOf } from "./ranges";

/** A range, or why there is none, as a sentence. */
export type ReadRange = Range | { readonly refused: string };

const betweenPattern =
  /^(not )?between ([[(])? ?([+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)) ?%? and ([+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)) ?%? ?([\])])?$/;
const comparedPattern = /^(>=|<=|<>|!=|>|<|=) ?([+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)) ?%?$/;

/** One blank for many. */
function spaced(text: string): string {
  return text.trim().split(/\s+/).join(" ");
}

/** Values that a threshold lets pass: `> 5`, `between 1 and 10`, `between (1 and 10)`, which leaves the ends out. */
export function passingRange(text: string): ReadRange {
  const compared = comparedPattern.exec(spaced(text));
  if (compared) {
    const [, operator = "", value] = compared;
    const at = numberIn(value);
    if (!at) return notUnderstood(text);
    return (operator === "!=" || operator === "<>" ? otherThan(at) : rangeOf(operator, at)) ?? noSingleRange;
  }
  const found = betweenPattern.exec(spaced(text));
  if (!found) return notUnderstood(text);
  const [, not, opening, low, high, closing] = found;
  const range = betweenOf(numberIn(low), numberIn(high), opening !== "(", closing !== ")");
  if (not !== undefined) return noSingleRange;
  return range ?? notUnderstood(text);
}

/** Values that an alert lets pass: `when > 5` passes 5 and below. */
export function quietRange(text: string): ReadRange {
  const condition = spaced(text).replace(/^when /, "");
  const compared = comparedPattern.exec(condition);
  if (compared) {
    const [, operator = "", value] = compared;
    const at = numberIn(value);
    const opposite = at && oppositeOf(operator, at);
    return opposite ?? noSingleRange;
  }
  const found = betweenPattern.exec(condition);
  if (!found) return notUnderstood(condition);
  const [, not, opening, low, high, closing] = found;
  if (not === undefined) return noSingleRange;
  return betweenOf(numberIn(low), numberIn(high), opening !== "(", closing !== ")") ?? notUnderstood(condition);
}

/**
 * Values that a warning lets pass where it names what lies between two numbers, and the failure takes over right behind:
 * `warn: when between 1 and 5`, `fail: when > 5`. Undefined where the two leave something between them, or overlap nowhere.
 */
export function quietBeside(text: string, fail: Range): Range | undefined {
  const [, not, opening, from, to, closing] = betweenPattern.exec(spaced(text).replace(/^when /, "")) ?? [];
  const [low, high] = [numberIn(from), numberIn(to)];
  if (!low || !high || not !== undefined) return undefined;
  if (fail.high && !fail.low && compareDecimals(high, fail.high.at) >= 0) return atMost(low, opening === "(");
  if (fail.low && !fail.high && compareDecimals(low, fail.low.at) <= 0) return atLeast(high, closing === ")");
  return undefined;
}

/** `1d`, `36h`, `1d6h`, `90m` in hours; undefined for anything else, and for minutes that make no exact hours. */
export function hoursOf(text: string): Decimal | undefined {
  const parts = [...text.trim().matchAll(/(\d+)([dhm])/gy)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text.trim()) return undefined;
  const minutes = parts.reduce((sum, [, count = "0", unit = ""]) => sum + BigInt(count) * minutesIn(unit), 0n);
  // Minutes as a decimal of hours: only multiples of 3 of them have an end.
  return minutes % 3n === 0n ? { units: (minutes / 3n) * 5n, scale: 2 } : undefined;
}

function minutesIn(unit: string): bigint {
  return unit === "d" ? 1440n : unit === "h" ? 60n : 1n;
}

function betweenOf(
  low: Decimal | undefined,
  high: Decimal | undefined,
  withLow: boolean,
  withHigh: boolean,
): Range | undefined {
  const range = low && high && between(low, high);
  if (!range?.low || !range.high) return undefined;
  return { low: { ...range.low, inclusive: withLow }, high: { ...range.high, inclusive: withHigh } };
}

function oppositeOf(operator: string, at: Decimal): Range | undefined {
  const opposites: Readonly<Record<string, string>> = {
    ">": "<=",
    ">=": "<",
    "<": ">=",
    "<=": ">",
    "!=": "=",
    "<>": "=",
  };
  if (operator === "=") return otherThan(at);
  const opposite = opposites[operator];
  return opposite === undefined ? undefined : rangeOf(opposite, at);
}

const noSingleRange: ReadRange = {
  refused: "A bound here is a lower or an upper one; it cannot leave out what lies between.",
};

function notUnderstood(text: string): ReadRange {
  if (/\$\{|\{\{/.test(text)) return { refused: "Its bound is a variable that only its own tool fills in." };
  return { refused: `Its bound, ${text.trim() || "which is empty"}, is not understood.` };
}
