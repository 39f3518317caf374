import type { SourceRange } from "../diagnostic";

/**
 * The whole lines that taking a key out of a text removes: from its own to the last that says something. Comments in the first
 * column and blank lines behind that belong to what follows.
 * @param line where the key stands, from 1; all below it belongs to it
 * @param isLast whether the text is where its file ends
 */
export function linesOfKey(text: string, line: number, isLast: boolean): SourceRange {
  const lines = text.split("\n");
  let end = lines.length;
  while (end > line && /^(?:\s*|#.*)$/.test(lines[end - 1] ?? "")) end--;
  const last = lines[end - 1] ?? "";
  if (isLast && end === lines.length) return { line, column: 1, endLine: end, endColumn: last.length + 1 };
  return { line, column: 1, endLine: end + 1, endColumn: 1 };
}
