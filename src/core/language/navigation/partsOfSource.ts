import type { SourceRange } from "../../diagnostic";
import type { ScalarPlace } from "../../yaml/outline";

/** A text and where it stands. */
export type PlacedText = { readonly text: string; readonly range: SourceRange };

/** What a pattern finds in a scalar as it is written, each at its place. */
export function partsOfSource({ source, range }: ScalarPlace, pattern: RegExp): PlacedText[] {
  return [...source.matchAll(pattern)].map((match) => {
    const before = source.slice(0, match.index).split("\n");
    const line = range.line + before.length - 1;
    const column = (before.length === 1 ? range.column : 1) + (before.at(-1)?.length ?? 0);
    return { text: match[0], range: { line, column, endLine: line, endColumn: column + match[0].length } };
  });
}
