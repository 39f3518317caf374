import type { LanguageFacts } from "../facts";
import type { SourceRange } from "../../diagnostic";
import { placeAt, type Place } from "../place/placeAt";
import type { Hover } from "./hover";
import { hoverPipeline } from "./hoverPipeline";
import { hoverThresholds } from "./hoverThresholds";
import { lastOf } from "../place/lastOf";

/**
 * What is told of the text at a position. Reads the lines around it alone.
 * @param line from 1
 * @param column from 1
 * @returns null in comments, on blanks, and where there is nothing to tell
 */
export function hoverAt(
  kind: "thresholds" | "pipeline",
  text: string,
  line: number,
  column: number,
  facts: LanguageFacts,
): Hover | null {
  const place = placeAt(text, line, column);
  if (!place || place.text === "") return null;
  const markdown = kind === "pipeline" ? hoverPipeline(place, facts) : hoverThresholds(text, place, facts);
  return markdown === null || markdown === "" ? null : { markdown, range: rangeAt(place) };
}

/** The key or value; of a value with several words the one under the pointer, since the next may have something else to tell. */
function rangeAt({ role, text, before, range }: Place): SourceRange {
  if (role === "key" || /^[\p{L}\p{N}_.-]*$/u.test(text)) return range;
  const start = lastOf(before, /[\p{L}\p{N}_:{]/u).length;
  const end = /^[\p{L}\p{N}_:}]*/u.exec(text.slice(before.length))?.[0].length ?? 0;
  const column = range.column + before.length;
  return { ...range, column: column - start, endColumn: column + end };
}
