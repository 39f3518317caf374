import assert from "node:assert/strict";
import { parseDocument } from "yaml";
import { noFacts } from "../../../src/core/language/facts";
import { thresholdsLinter } from "../../../src/core/thresholds/lintThresholds";
import { readThresholds, thresholdsReader } from "../../../src/core/thresholds/readThresholds";
import { blocksOf } from "../../../src/core/yaml/blocks";
import { readYaml } from "../../../src/core/yaml/readYaml";
import { seededRandom } from "../seededRandom";
import { largeFacts, largeThresholds } from "./largeFile";
import { diagnosticLine } from "./readTable";

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const now = new Date("2026-01-04T16:00:00Z");
const keys = ["a", "\n", " ", ":", "5", "#", "[", "]", "\t", "\n  x_pct: 1", '"', "'", "{", "- ", "\r\n", "&a "];

describe(`the linter that remembers (seed ${seed}; set SEED to repeat)`, () => {
  it("finds after every edit what a fresh one finds", () => {
    const random = seededRandom(seed);
    const facts = largeFacts(30, now);
    const linter = thresholdsLinter();
    let text = largeThresholds(600, random);
    for (let edit = 0; edit < 150; edit++) {
      const at = Math.floor(random() * text.length);
      const deleted = random() < 0.4 ? Math.floor(random() * 20) : 0;
      text = text.slice(0, at) + (keys[Math.floor(random() * keys.length)] ?? "") + text.slice(at + deleted);
      assert.deepEqual(linter("t.yaml", text, facts), thresholdsLinter()("t.yaml", text, facts), `edit ${edit}`);
      if (edit % 30 === 29) text = largeThresholds(600, random);
    }
  });

  it("reads only the block again that an edit changed", () => {
    const read = thresholdsReader();
    const before = read("t.yaml", "a:\n  x_pct: 1\nb:\n  x_pct: 2\nc:\n  x_pct: 3\n");
    const after = read("t.yaml", "a:\n  x_pct: 1\n\nb:\n  x_pct: 25\nc:\n  x_pct: 3\n");
    assert.deepEqual(
      after.map(({ reading }) => before.some((block) => block.reading === reading)),
      [false, false, true],
    );
    assert.deepEqual(
      after.map(({ linesAbove }) => linesAbove),
      [0, 3, 5],
    );
  });
});

describe("reading block by block", () => {
  it("gives the values and places that the file has as one document", () => {
    const text = largeThresholds(400, seededRandom(7));
    const whole = readYaml("t.yaml", text);
    assert.deepEqual(parseDocument(text).errors, []);
    assert.ok(blocksOf(text).length > 5);
    const { sections } = readThresholds("t.yaml", text);
    assert.deepEqual(
      sections.map(({ name }) => name),
      Object.keys(whole.value as object),
    );
    for (const { name, range, bounds } of sections) {
      assert.deepEqual(range, whole.rangeOfKey([name]));
      for (const { key, keyRange } of bounds) assert.deepEqual(keyRange, whole.rangeOfKey([name, key]));
    }
  });
});

describe("a file that does not parse as a whole", () => {
  const lint = (text: string): string[] =>
    thresholdsLinter()("t.yaml", text, { ...noFacts, now })
      .filter(({ severity }) => severity !== "hint")
      .map(diagnosticLine);

  it("is still checked wherever it can be read, in the same section too", () => {
    const text = "a:\n  x_pct: [95\n  y_pct: 0.95\n  max_age_hours: 3\nb:\n  z_pct: 195\nc\nd:\n  min_records: many\n";
    assert.deepEqual(lint(text), [
      "2:13-2:13 error yaml-syntax A list that begins with [ does not end. Add ] before this place.",
      "3:10-3:14 warning percentage-below-one 0.95 %, or 95 %? Percentages run from 0 to 100. [Use 95]",
      "4:3-4:16 error missing-mechanics max_age_hours needs the column that says when a row was written. Name it: `written_at:` under `tables:`.",
      "6:10-6:13 error percentage-out-of-range z_pct is 195; a percentage lies between 0 and 100.",
      "7:1-7:2 error invalid-value A thresholds file is a mapping: a section for each table, with its bounds below it.",
      "9:16-9:20 error invalid-value min_records must be a number, or a map with fail: or warn:.",
    ]);
  });

  it("tells of a name without a colon at its own line, and reads the lines around it", () => {
    assert.deepEqual(lint("a:\n  x_pct: 195 # why\n  half # typed\n  y_pct: 0.95\n"), [
      "2:10-2:13 error percentage-out-of-range x_pct is 195; a percentage lies between 0 and 100.",
      "3:3-3:7 error yaml-syntax This line has no colon. Write it as name: value.",
      "4:10-4:14 warning percentage-below-one 0.95 %, or 95 %? Percentages run from 0 to 100. [Use 95]",
    ]);
  });

  it("is not measured with", () => {
    assert.equal(readThresholds("t.yaml", "a:\n  x_pct: [95\nb:\n  y_pct: 1\n").thresholds, null);
  });
});
