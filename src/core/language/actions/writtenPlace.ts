import type { TextEdit } from "../../diagnostic";
import type { Position } from "../navigation/definition";

/**
 * Where the first word that edits write stands once they are made: not where they begin, which is often the end of the line
 * above.
 * @returns null where nothing is written
 */
export function writtenPlace(edits: readonly TextEdit[]): Position | null {
  const [first] = edits.toSorted((a, b) => a.line - b.line || a.column - b.column);
  if (!first) return null;
  const lines = (/^[\s,]*/.exec(first.text)?.[0] ?? "").split("\n");
  const onLast = (lines.at(-1) ?? "").length;
  return lines.length === 1
    ? { line: first.line, column: first.column + onLast }
    : { line: first.line + lines.length - 1, column: onLast + 1 };
}
