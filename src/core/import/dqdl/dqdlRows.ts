import { decimalText } from "../../coverage/decimal";
import { conditionRange, numberOfTokens, type Condition } from "./dqdlCondition";
import type { Asking, DqdlAsks, DqdlRule } from "./dqdlRuleShape";
import type { Token } from "./dqdlTokens";
import { needsQuotes, shareOf, stemOf } from "../measures";
import type { Range } from "../model";
import { atLeast, decimal, rangeAsPercent } from "../ranges";
import { bareColumn, textLiteral } from "../sqlText";

/** Rules that each row must satisfy, or so many of them. */
const everyRow: Range = atLeast(decimal(100n));

function ofRows(
  rule: DqdlRule,
  ask: Asking,
  word: string,
  condition: (bare: string) => string | { readonly refused: string },
): DqdlAsks {
  const [column] = rule.columns;
  const bare = column === undefined || rule.columns.length > 1 ? null : bareColumn(column);
  if (column === undefined) return { refused: "It names no column." };
  if (bare === null) return { refused: needsQuotes(rule.columns.join(", ")) };
  const sql = condition(bare);
  if (typeof sql !== "string") return sql;
  const share = rule.threshold === null ? everyRow : conditionRange(rule.threshold);
  if ("refused" in share) return share;
  return {
    asks: [
      ask(shareOf(sql, `${stemOf(bare)}_${word}`, rule.where), rule.threshold === null ? share : rangeAsPercent(share)),
    ],
  };
}

/** A missing value fails what it is compared with, and passes what it must not be, as it does in DQDL. */
export function columnValues(rule: DqdlRule, ask: Asking): DqdlAsks {
  const { condition } = rule;
  if (condition === null) return { refused: "It has no condition." };
  if (condition.operator.endsWith("matches"))
    return { refused: "A pattern is written differently on each warehouse; write it as metric: share(…)." };
  return ofRows(rule, ask, "values", (bare) => valueCondition(bare, condition));
}

function valueCondition(bare: string, { operator, operands }: Condition): string | { readonly refused: string } {
  const values = operands.map(valueOf);
  const isNegated = operator === "!=" || operator.startsWith("not ");
  const hasNull = operands.some((tokens) => isWord(tokens, "null"));
  const literals = values.filter((value) => value !== null);
  const unclear = { refused: "Its values cannot be written as SQL that every warehouse reads." };
  if (literals.length + operands.filter((tokens) => isWord(tokens, "null")).length !== operands.length) return unclear;
  if (operator === "between" || operator === "not between") {
    if (literals.length !== 2) return unclear;
    const [low = "", high = ""] = literals;
    return isNegated ? `${bare} <= ${low} OR ${bare} >= ${high}` : `${bare} > ${low} AND ${bare} < ${high}`;
  }
  if (/^[<>]=?$/.test(operator)) return literals[0] === undefined ? unclear : `${bare} ${operator} ${literals[0]}`;
  const list = literals.length === 0 ? null : `${bare} ${isNegated ? "NOT IN" : "IN"} (${literals.join(", ")})`;
  if (isNegated)
    return hasNull
      ? [`${bare} IS NOT NULL`, ...(list === null ? [] : [list])].join(" AND ")
      : `${bare} IS NULL OR ${list ?? "TRUE"}`;
  return hasNull ? [...(list === null ? [] : [list]), `${bare} IS NULL`].join(" OR ") : (list ?? unclear);
}

/** A value as SQL; null where it cannot be written, and for NULL. */
function valueOf(tokens: readonly Token[]): string | null {
  const number = numberOfTokens(tokens);
  if (number) return decimalText(number);
  const [token] = tokens;
  if (tokens.length !== 1 || !token) return null;
  if (token.kind === "text") return textLiteral(token.text);
  return isWord(tokens, "empty") ? "''" : null;
}

function isWord(tokens: readonly Token[], word: string): boolean {
  const [token] = tokens;
  return tokens.length === 1 && token?.kind === "word" && token.text.toLowerCase() === word;
}

export function columnLength(rule: DqdlRule, ask: Asking): DqdlAsks {
  const { condition } = rule;
  if (condition === null) return { refused: "It has no condition." };
  return ofRows(rule, ask, "length", (bare) => {
    const range = conditionRange(condition);
    if ("refused" in range) return range;
    // A missing text counts as one of length 0 there.
    const length = `COALESCE(LENGTH(${bare}), 0)`;
    const ends = [
      ...(range.low ? [`${length} ${range.low.inclusive ? ">=" : ">"} ${decimalText(range.low.at)}`] : []),
      ...(range.high ? [`${length} ${range.high.inclusive ? "<=" : "<"} ${decimalText(range.high.at)}`] : []),
    ];
    return ends.join(" AND ");
  });
}

/** It is asked of each row; `max_age_hours` would ask it of the newest alone. */
export function dataFreshness(rule: DqdlRule, ask: Asking): DqdlAsks {
  const { condition } = rule;
  if (condition === null) return { refused: "It has no condition." };
  return ofRows(rule, ask, "fresh", (bare) => {
    const times = condition.operands.map(timeOf);
    const [first, second] = times;
    if (!first || times.includes(null)) return { refused: "Its time is not one of minutes, hours or days." };
    const later: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
    const since = (time: string): string => `CURRENT_TIMESTAMP - INTERVAL ${time}`;
    if (condition.operator === "between" && second) return `${bare} < ${since(first)} AND ${bare} > ${since(second)}`;
    const operator = later[condition.operator];
    return operator === undefined
      ? { refused: "A time is bounded from one side here." }
      : `${bare} ${operator} ${since(first)}`;
  });
}

function timeOf(tokens: readonly Token[]): string | null {
  const [count, unit] = tokens;
  const found = /^(minute|hour|day)s?$/.exec(unit?.text ?? "")?.[1];
  return tokens.length === 2 && count?.kind === "number" && /^\d+$/.test(count.text) && found
    ? `${count.text} ${found.toUpperCase()}`
    : null;
}
