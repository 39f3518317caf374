import type { LanguageFacts } from "../facts";
import { placeAt, type Place } from "../place/placeAt";
import { completePipeline } from "./completePipeline";
import { completeThresholds } from "./completeThresholds";
import type { Completions } from "./completion";

/**
 * What can be written where the cursor is. Reads the lines around the cursor alone.
 * @param line from 1
 * @param column from 1
 * @returns null in comments and where nothing can be proposed
 */
export function completionsAt(
  kind: "thresholds" | "pipeline",
  text: string,
  line: number,
  column: number,
  facts: LanguageFacts,
): Completions | null {
  const place = placeAt(text, line, column);
  if (!place) return null;
  const found = kind === "pipeline" ? completePipeline(text, place, facts) : completeThresholds(text, place, facts);
  if (!found || found.items.length === 0) return null;
  return place.style === "quoted" ? withinQuotes(place, found) : found;
}

/** The quotes stay where they are; before the first and behind the last one there is nothing to write. */
function withinQuotes({ text, before, range }: Place, found: Completions): Completions | null {
  const isClosed = text.length > 1 && text.endsWith(text.slice(0, 1));
  if (before === "" || (isClosed && before.length === text.length)) return null;
  if (found.range !== range) return found;
  return { ...found, range: { ...range, column: range.column + 1, endColumn: range.endColumn - (isClosed ? 1 : 0) } };
}
