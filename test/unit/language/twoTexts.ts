import assert from "node:assert/strict";
import type { Position } from "../../../src/core/language/navigation/definition";
import type { FileKind, TwoEdits, TwoTexts } from "../../../src/core/language/twoFiles";
import { withEdits } from "../../../src/core/yaml/positions";

/** Texts with one `‸` in one of them, where the cursor is. */
export function atCursor(
  thresholds: string,
  pipeline: string,
): { file: FileKind; texts: TwoTexts; position: Position } {
  const file = thresholds.includes("‸") ? "thresholds" : "pipeline";
  const before = (file === "thresholds" ? thresholds : pipeline).split("‸");
  assert.equal(before.length, 2, "one cursor");
  const lines = (before[0] ?? "").split("\n");
  const position = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  return { file, position, texts: { thresholds: thresholds.replace("‸", ""), pipeline: pipeline.replace("‸", "") } };
}

/** Both texts after a change. */
export function changed(texts: TwoTexts, edits: TwoEdits): string[] {
  return [withEdits(texts.thresholds ?? "", edits.thresholds), withEdits(texts.pipeline ?? "", edits.pipeline)];
}
