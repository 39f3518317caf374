import type { LanguageFacts } from "../facts";
import { placeAt } from "../placeAt";
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
  const found = kind === "pipeline" ? completePipeline(place, facts) : completeThresholds(text, place, facts);
  return found && found.items.length > 0 ? found : null;
}
