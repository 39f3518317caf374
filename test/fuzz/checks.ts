import type { Diagnostic, SourceRange } from "../../src/core/diagnostic";

/** Where each line of a text ends: its length in UTF-16 code units. */
export function lineLengths(text: string): number[] {
  return text.split("\n").map((line) => line.length);
}

/** Why a range does not lie inside its document; undefined when it does. Its end may be the beginning of the line after the last. */
export function outside(range: SourceRange, lengths: readonly number[]): string | undefined {
  const { line, column, endLine, endColumn } = range;
  const isPlace = (atLine: number, atColumn: number): boolean =>
    Number.isInteger(atLine) && atLine >= 1 && atColumn >= 1 && atColumn <= (lengths[atLine - 1] ?? -1) + 1;
  const isOrdered = line < endLine || (line === endLine && column <= endColumn);
  return isPlace(line, column) && isPlace(endLine, endColumn) && isOrdered
    ? undefined
    : `${line}:${column}-${endLine}:${endColumn} is no range of the document`;
}

/** The first diagnostic, or change that it proposes, which does not lie inside the document. */
export function misplaced(text: string, diagnostics: readonly Diagnostic[]): string | undefined {
  const lengths = lineLengths(text);
  for (const diagnostic of diagnostics)
    for (const range of [diagnostic, ...diagnostic.fixes.flatMap(({ edits }) => edits)]) {
      const problem = outside(range, lengths);
      if (problem !== undefined) return `${problem}: ${diagnostic.code} ${diagnostic.message.slice(0, 100)}`;
    }
  return undefined;
}
