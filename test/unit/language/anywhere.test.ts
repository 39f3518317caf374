import assert from "node:assert/strict";
import { completionsAt } from "../../../src/core/language/completion/completionsAt";
import { hoverAt } from "../../../src/core/language/hover/hoverAt";
import { seededRandom } from "../seededRandom";
import { knownFacts, pipelineText, thresholdsText } from "./known";

const pieces = [
  "\n",
  "  ",
  ":",
  ": ",
  "- ",
  "{",
  "}",
  "[",
  "]",
  '"',
  "'",
  "#",
  "|",
  "&a",
  "*a",
  "<<: ",
  "\t",
  "\r\n",
  "é🚦",
  "? ",
];

/** The text with some of it taken out and other pieces put in. */
function mutated(text: string, random: () => number): string {
  let result = text;
  for (let count = Math.floor(random() * 4); count >= 0; count--) {
    const at = Math.floor(random() * (result.length + 1));
    const removed = random() < 0.5 ? Math.floor(random() * 8) : 0;
    result = result.slice(0, at) + (pieces[Math.floor(random() * pieces.length)] ?? "") + result.slice(at + removed);
  }
  return result;
}

describe("wherever the cursor is, in whatever is typed", () => {
  const seed = Date.now() % 100_000;
  it(`nothing fails, and ranges lie on the cursor's line (seed ${seed})`, () => {
    const random = seededRandom(seed);
    const facts = knownFacts();
    for (let round = 0; round < 150; round++) {
      const kind = round % 2 === 0 ? "pipeline" : "thresholds";
      const text = mutated(kind === "pipeline" ? pipelineText : thresholdsText, random);
      const lines = text.split("\n");
      const line = Math.floor(random() * lines.length) + 1;
      const length = (lines[line - 1] ?? "").replace(/\r$/, "").length;
      const column = Math.floor(random() * (length + 1)) + 1;
      const where = `${kind} ${line}:${column} of ${JSON.stringify(text)}`;
      const ranges = [completionsAt(kind, text, line, column, facts), hoverAt(kind, text, line, column, facts)];
      for (const found of ranges) {
        if (!found) continue;
        const { range } = found;
        assert.deepEqual([range.line, range.endLine], [line, line], where);
        assert.ok(range.column >= 1 && range.column <= column, where);
        assert.ok(range.endColumn >= column && range.endColumn <= length + 1, where);
      }
    }
  });
});
