import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lintPipeline, lintThresholds } from "../lint/lintTexts";
import type { Diagnostic } from "../../../src/core/diagnostic";
import { seededRandom } from "../seededRandom";
import { columnsOf } from "./readTable";

const root = join(__dirname, "../../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const users = read("test/fixtures/thresholds/backfill_thresholds.yaml");
const exampleThresholds = read("examples/flights/config/backfill_thresholds.yaml");
const examplePipeline = read("examples/flights/headgate.yaml");

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const mutants = 1500;
/** What breaks parsers: structure, quotes, anchors, other alphabets, names of JavaScript's own. */
const splinters = [
  "\t",
  "\r\n",
  "\ufeff",
  ": ",
  "- ",
  "[",
  "{",
  "}",
  '"',
  "'",
  "&a ",
  "*a",
  "<<: ",
  "!!",
  "? ",
  "|\n",
  "---\n",
  "# ",
].concat([
  "🏀",
  "\u0000",
  "__proto__: 1\n",
  "constructor",
  "1e999",
  "-.inf",
  "0.95",
  "{ fail: 1, warn: 2 }",
  "where: a;b\n",
  "~",
  "%",
  "9999-12-31",
]);

describe(`thousands of broken files (seed ${seed}; set SEED to repeat)`, () => {
  const columns = columnsOf({
    is_ready: "boolean",
    average_delay: "float",
    date: "date",
    is_training_ready: "boolean",
  });
  const schemas = ["team_offense", "data/airport_day/*.parquet"].map((table) => ({
    connection: "warehouse",
    table,
    at: "",
    columns,
  }));

  it("no thresholds file throws, and every range lies inside it", () => {
    const random = seededRandom(seed);
    for (let round = 0; round < mutants; round++) {
      const text = mutated(round % 2 === 0 ? users : exampleThresholds, random);
      const pipelineText = round % 3 === 0 ? mutated(examplePipeline, random) : examplePipeline;
      assertInside(text, () => lintThresholds("t.yaml", text, { pipelineText, schemas }));
    }
  });

  it("no headgate.yaml throws, and every range lies inside it", () => {
    const random = seededRandom(seed + 1);
    for (let round = 0; round < mutants; round++) {
      const text = mutated(examplePipeline, random);
      assertInside(text, () => lintPipeline("headgate.yaml", text));
    }
  });
});

/** One to four random wounds: a splinter put in, a piece cut out, doubled or moved. */
function mutated(text: string, random: () => number): string {
  const upTo = (limit: number): number => Math.floor(random() * limit);
  let result = text;
  for (let wounds = 1 + upTo(4); wounds > 0; wounds--) {
    const at = upTo(result.length);
    const length = upTo(40);
    const piece = result.slice(at, at + length);
    const without = result.slice(0, at) + result.slice(at + length);
    const elsewhere = upTo(without.length);
    const splinter = splinters[upTo(splinters.length)] ?? "";
    const kinds = [
      () => result.slice(0, at) + splinter + result.slice(at),
      () => without,
      () => result.slice(0, at) + piece + result.slice(at),
      () => without.slice(0, elsewhere) + piece + without.slice(elsewhere),
      () => result.slice(0, at),
    ];
    result = kinds[upTo(kinds.length)]?.() ?? result;
  }
  return result;
}

function assertInside(text: string, find: () => readonly Diagnostic[]): void {
  const lines = text.split("\n");
  try {
    for (const { line, column, endLine, endColumn, message } of find()) {
      const inside = (atLine: number, atColumn: number): boolean =>
        atLine >= 1 && atColumn >= 1 && atColumn <= (lines[atLine - 1]?.length ?? -1) + 1;
      const ordered = line < endLine || (line === endLine && column <= endColumn);
      assert.ok(
        inside(line, column) && inside(endLine, endColumn) && ordered,
        `${line}:${column}-${endLine}:${endColumn} ${message}`,
      );
    }
  } catch (error) {
    throw new Error(`seed ${seed}, this text: ${JSON.stringify(text)}`, { cause: error });
  }
}
