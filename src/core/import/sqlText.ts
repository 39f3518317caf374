import { refuseFragment } from "../coverage/sql/fragment";

/** Words that an engine would not take for the name of a column. */
const reservedWords = new Set(
  (
    "all and any array as asc at between by case cast check collate column constraint create cross current date default desc " +
    "distinct else end except exists false fetch for foreign from full group groups having in inner interval intersect into is " +
    "join lateral left like limit natural new no not null of on or order outer over partition primary range references right " +
    "row rows select set some table then time timestamp to true union unique unnest using values when where window with within"
  ).split(" "),
);

/**
 * A column as every engine reads it without quotes, parts of a nested one with dots between them; null for one that would have
 * to be quoted, which each engine does in its own way.
 */
export function bareColumn(name: string): string | null {
  const parts = name.split(".");
  const isBare = (part: string): boolean => /^[A-Za-z_]\w*$/.test(part) && !reservedWords.has(part.toLowerCase());
  return parts.every(isBare) ? name : null;
}

/** A text as SQL; null for one with a quote or a backslash, which each engine escapes in its own way. */
export function textLiteral(text: string): string | null {
  return /['\\\n\r\0]/.test(text) ? null : `'${text}'`;
}

/** Conditions that must all be true; null for none. */
export function allOf(...conditions: readonly (string | null)[]): string | null {
  const given = conditions.filter((condition) => condition !== null);
  if (given.length <= 1) return given[0] ?? null;
  return given.map((condition) => `(${condition})`).join(" AND ");
}

/** Counts the rows for which all of the conditions are true. */
export function countWhere(...conditions: readonly (string | null)[]): string {
  const condition = allOf(...conditions);
  return condition === null ? "COUNT(*)" : `COUNT(CASE WHEN ${condition} THEN 1 END)`;
}

/** SQL of a file on one line, trimmed; line ends inside of quotes stay. */
export function onOneLine(sql: string): string {
  const lines = sql.trim().split(/\r?\n/);
  const isWhole = (line: string): boolean => (line.match(/'/g) ?? []).length % 2 === 0;
  return lines.every(isWhole) ? lines.map((line) => line.trim()).join(" ") : sql.trim();
}

/** Why a condition of a file cannot be carried over; null when it can. */
export function conditionProblem(sql: string): string | null {
  if (/\$\{|\{\{|\{%/.test(sql)) return "Its condition holds a variable that only its own tool fills in.";
  const refusal = refuseFragment(sql, null);
  return refusal === undefined ? null : `Its condition must be one expression of SQL, and it ${refusal}.`;
}
