import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lintPipeline } from "../../../src/core/pipeline/lintPipeline";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { noFacts } from "../../../src/core/language/facts";
import { thresholdsLinter } from "../../../src/core/thresholds/lintThresholds";
import { excessOf } from "../../../src/core/yaml/excess";
import { targetsWith } from "../../fuzz/targets";
import { problemWith } from "../../fuzz/try";

const root = join(__dirname, "../../..");
const targets = targetsWith(readFileSync(join(root, "examples/flights/headgate.yaml"), "utf8"));

/** Texts on which something once threw, hung or told of a place outside the text. Each is put to everything that reads. */
describe("texts that the campaign of broken texts has found", () => {
  const found: Readonly<Record<string, string>> = {
    "mappings as keys, 400 deep": "{".repeat(400),
    "questions, 400 deep": "? ".repeat(400) + "x",
    "mappings as keys in a bound": `t:\n  x_pct: ${"{? ".repeat(400)}x`,
    "colons without keys, 8,000 deep": ": ".repeat(8_000),
    "lists in lists, 10,000 deep": "[".repeat(10_000),
    "a broken section of 5,000 entries": `t:\n${lines(5_000, (line) => `  c${line}_pct: ${line % 120}`)}\n  x: [\n`,
    "a section whose keys stand 50 times each": `t:\n${lines(5_000, (line) => `  c${line % 97}_pct: 1`)}`,
    "sections that stand 50 times each": lines(5_000, (line) => `t${line % 97}: { x_pct: 90, y_pct: [ }`),
    "a dated list of 5,000 entries for the same days": `t:\n  x_pct:\n${lines(5_000, () => "    - { from: 2024-01-01, fail: 1 }")}`,
    "a chain of 4,000 backfills": chain(4_000, (line) => `b${line + 1}`),
    "4,000 backfills in one circle": chain(4_000, (line) => `b${(line + 1) % 4_000}`),
    "1,000 backfills that wait for what is not there": chain(1_000, (line) => `c${line}`),
    "a scalar of two million characters": `t:\n  min_records: ${"9".repeat(2_000_000)}`,
    "an expression of 100,000 quotes": `t:\n  x: { max: 1, sql: "${"'".repeat(100_000)}" }`,
    "20,000 brackets that close nothing": `t:\n  min_records: ${"]".repeat(20_000)}`,
    "half a character at the end": 't:\n  x_pct: "\ud800',
    "carriage returns alone": "t:\r  x_pct: 1\r  y_pct: [\r",
  };
  for (const [name, text] of Object.entries(found))
    it(name, () => {
      for (const target of targets) assert.equal(problemWith(target, text), undefined, target.name);
    });

  it("a list of 5,000 entries in one line is no nesting", () => {
    const text = `t: { x: { max: 1, sql: "count(*)" }, expected_dates: [${Array<string>(5_000).fill("2024-01-01").join(", ")}] }`;
    assert.deepEqual(excessOf(text), undefined);
    assert.deepEqual(excessOf(`t:\n${lines(5_000, () => "  - a: 1\n    b: { c: 2, d: 3 } # - - - -")}`), undefined);
  });

  it("tells every mistake of a chain in which each backfill waits for what is not there", () => {
    const reading = readPipeline(
      "headgate.yaml",
      chain(300, (line) => `c${line}`),
    );
    const codes = lintPipeline("headgate.yaml", reading, { sections: null, schemas: [], surroundings: null });
    assert.equal(codes.filter(({ code }) => code === "unknown-backfill").length, 300);
  });

  for (const [what, text, message] of [
    [
      "characters",
      "#".repeat(2_000_001),
      "This file has more than 2,000,000 characters, and is not read. Take out what is not needed.",
    ],
    [
      "lines",
      "\n".repeat(50_001),
      "This file has more than 50,000 lines, and is not read. Take out what is not needed.",
    ],
    [
      "brackets, commas and colons",
      `t: [${",".repeat(50_001)}]`,
      "This file has more than 50,000 brackets, commas and colons, and is not read. Take out what is not needed.",
    ],
    [
      "levels",
      "[".repeat(201),
      "This file nests lists or mappings more than 200 deep, and is not read. Write it flatter.",
    ],
    [
      "levels in one line",
      `t: ${": ".repeat(201)}`,
      "This file nests lists or mappings more than 200 deep, and is not read. Write it flatter.",
    ],
    [
      "levels of indentation",
      lines(201, (line) => `${" ".repeat(line)}a:`),
      "This file nests lists or mappings more than 200 deep, and is not read. Write it flatter.",
    ],
  ] as const)
    it(`a file of too many ${what} is not read, and that is told at its beginning`, () => {
      assert.deepEqual(thresholdsLinter()("t.yaml", text, { ...noFacts, now: new Date(0) }), [
        {
          file: "t.yaml",
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 1,
          severity: "error",
          code: "too-large",
          message,
          fixes: [],
        },
      ]);
    });
});

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("\n");
}

function chain(count: number, after: (index: number) => string): string {
  const backfills = lines(count, (line) => `  b${line}: { command: [a], after: [${after(line)}] }`);
  return `version: 1\nthresholds: t.yaml\nbackfills:\n${backfills}\n`;
}
