import type { SourceRange, TextEdit } from "../diagnostic";

/** The offsets at which the lines of a text begin. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}

/** Where an offset is. The parser's own line counter does not see line ends inside of keys, so lines are counted here. */
export function positionOf(offset: number, lineStarts: readonly number[]): { line: number; column: number } {
  let [line, beyond] = [0, lineStarts.length];
  while (beyond - line > 1) {
    const middle = (line + beyond) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) line = middle;
    else beyond = middle;
  }
  return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
}

/** The range between two offsets. */
export function rangeBetween(from: number, to: number, lineStarts: readonly number[]): SourceRange {
  const start = positionOf(from, lineStarts);
  const end = positionOf(Math.max(from, to), lineStarts);
  return { ...start, endLine: end.line, endColumn: end.column };
}

/** Whether a place is in a range; its end counts, as it does for a cursor behind a word. */
export function isWithin(place: { readonly line: number; readonly column: number }, range: SourceRange): boolean {
  const { line, column } = place;
  return (
    (line > range.line || (line === range.line && column >= range.column)) &&
    (line < range.endLine || (line === range.endLine && column <= range.endColumn))
  );
}

/** Whether two ranges share a place; that one ends where the other begins counts. */
export function touch(a: SourceRange, b: SourceRange): boolean {
  const startsBefore = (one: SourceRange, other: SourceRange): boolean =>
    one.line < other.endLine || (one.line === other.endLine && one.column <= other.endColumn);
  return startsBefore(a, b) && startsBefore(b, a);
}

/** A text with edits made to it, none of which overlap. What lies beyond the text counts as its end. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const lineStarts = lineStartsOf(text);
  const offsetOf = (line: number, column: number): number =>
    Math.min((lineStarts[line - 1] ?? text.length) + column - 1, text.length);
  return edits
    .map((edit) => ({
      from: offsetOf(edit.line, edit.column),
      to: offsetOf(edit.endLine, edit.endColumn),
      text: edit.text,
    }))
    .sort((a, b) => b.from - a.from || b.to - a.to)
    .reduce((changed, edit) => changed.slice(0, edit.from) + edit.text + changed.slice(edit.to), text);
}
