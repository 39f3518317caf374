import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { SourceRange } from "../../../src/core/diagnostic";
import { definitionAt } from "../../../src/core/language/navigation/definition";
import { foldsIn } from "../../../src/core/language/navigation/folding";
import { namesIn } from "../../../src/core/language/navigation/names";
import { renameAt } from "../../../src/core/language/navigation/rename";
import { documentSymbols, type DocumentSymbol } from "../../../src/core/language/navigation/symbols";
import { withEdits } from "../../../src/core/yaml/positions";
import { seededRandom } from "../seededRandom";
import { actionsOnLine, contextFor } from "./editing";

const thresholds = readFileSync("test/fixtures/thresholds/backfill_thresholds.yaml", "utf8");
const pipeline = readFileSync("examples/flights/headgate.yaml", "utf8");
const splinters = [
  "\t",
  "\r\n",
  ": ",
  "- ",
  "[",
  "{",
  "}",
  '"',
  "'",
  "&a ",
  "*a",
  "|\n",
  "---\n",
  "# ",
  "🏀",
  "\u0000",
  "\n",
];
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);

/** Some splinters at random places. */
function broken(text: string, random: () => number): string {
  let result = text;
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
    const at = Math.floor(random() * result.length);
    result = result.slice(0, at) + (splinters[Math.floor(random() * splinters.length)] ?? "") + result.slice(at);
  }
  return result;
}

function ranges(symbols: readonly DocumentSymbol[]): SourceRange[] {
  return symbols.flatMap(({ range, nameRange, children }) => [range, nameRange, ...ranges(children)]);
}

describe(`outline, folds, names and actions of broken texts (seed ${seed}; set SEED to repeat)`, () => {
  it("never throw, and lie inside the text", () => {
    const random = seededRandom(seed);
    for (let count = 0; count < 60; count++) {
      const texts = { thresholds: broken(thresholds, random), pipeline: broken(pipeline, random) };
      const place = { line: 1 + Math.floor(random() * 30), column: 1 + Math.floor(random() * 20) };
      for (const file of ["thresholds", "pipeline"] as const) {
        const lines = texts[file].split("\n");
        const inside = ({ line, column, endLine, endColumn }: SourceRange): boolean =>
          line >= 1 &&
          column >= 1 &&
          endLine <= lines.length &&
          endColumn <= (lines[endLine - 1]?.length ?? 0) + 1 &&
          (line < endLine || (line === endLine && column <= endColumn));
        const named = namesIn(texts).filter((one) => one.file === file);
        const found = [...ranges(documentSymbols(file, texts[file])), ...named.map(({ range }) => range)];
        assert.deepEqual(
          found.filter((range) => !inside(range)),
          [],
          JSON.stringify(texts[file]),
        );
        assert.ok(foldsIn(texts[file]).every(({ line, endLine }) => line < endLine && endLine <= lines.length));
        definitionAt(file, texts, place);
        renameAt(file, texts, place, "renamed");
        for (const action of actionsOnLine(contextFor(file, texts), place.line))
          if (action.kind === "edit") withEdits(texts[file], action.edits[file]);
      }
    }
  });
});
