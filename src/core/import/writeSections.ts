import { decimalText } from "../coverage/decimal";
import { stringify } from "yaml";
import { metricText } from "../coverage/metric";
import type { DraftEntry, DraftSection } from "./sections";

/**
 * The text of a thresholds file.
 * @param head comments that stand above everything
 * @param tail comments that stand below everything
 */
export function writeSections(
  head: readonly string[],
  sections: readonly DraftSection[],
  tail: readonly string[],
): string {
  const parts = [commentLines(head, ""), ...sections.map(sectionLines), commentLines(tail, "")];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function sectionLines({ name, table, where, key, writtenAt, comments, entries }: DraftSection): string[] {
  const mechanics: [string, string | readonly string[] | null][] = [
    ["table", table],
    ["where", where],
    ["key", key],
    ["written_at", writtenAt],
  ];
  return [
    ...commentLines(comments, ""),
    `${scalar(name)}:`,
    ...mechanics.flatMap(([word, value]) => {
      if (value === null) return [];
      return [`  ${word}: ${typeof value === "string" ? scalar(value) : `[${value.map(flowScalar).join(", ")}]`}`];
    }),
    ...entries.flatMap(entryLines),
  ];
}

function entryLines({ name, bound, above, behind }: DraftEntry): string[] {
  const remarks = bound.remark === null ? [] : [bound.remark];
  const key = `  ${scalar(name.key)}:`;
  const comment = behind.length === 0 ? "" : ` # ${behind.map(oneLine).join(" · ")}`;
  const numbers = [
    ...(bound.fail ? [`fail: ${decimalText(bound.fail)}`] : []),
    ...(bound.warn ? [`warn: ${decimalText(bound.warn)}`] : []),
  ];
  const details = [
    ...(name.isNatural ? [] : [metricLine(bound.metric)]),
    ...(bound.where === null ? [] : [`where: ${scalar(bound.where)}`]),
  ];
  const lines = commentLines([...above, ...remarks], "  ");
  if (details.length === 0 && bound.fail && !bound.warn)
    return [...lines, `${key} ${decimalText(bound.fail)}${comment}`];
  if (details.length === 0) return [...lines, `${key} { ${numbers.join(", ")} }${comment}`];
  return [...lines, `${key}${comment}`, ...[...details, ...numbers].map((line) => `    ${line}`)];
}

function metricLine(metric: DraftEntry["bound"]["metric"]): string {
  if (metric.function === "sql") return `sql: ${scalar(metric.sql)}`;
  const written = metric.function === "row_count" ? "row_count()" : metricText(metric);
  return `metric: ${scalar(written)}`;
}

function commentLines(comments: readonly string[], indent: string): string[] {
  return comments.map((comment) => `${indent}# ${oneLine(comment)}`.trimEnd());
}

/** A comment ends with its line, whatever ends lines. */
function oneLine(comment: string): string {
  return comment.replace(/[\p{Cc}\p{Zl}\p{Zp}\ufeff]+/gu, " ").trim();
}

/** A text as YAML on one line, quoted only where it must be. */
function scalar(text: string): string {
  return stringify(text, { lineWidth: 0, blockQuote: false }).trimEnd();
}

/** The same inside of brackets, where commas and brackets part things. */
function flowScalar(text: string): string {
  return /^[A-Za-z_][\w.]*$/.test(text) ? scalar(text) : JSON.stringify(text);
}
