import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { languageFacts, nothingGathered, type Gathered } from "../../../src/app/language/languageFacts";
import { linter, type LintFindings } from "../../../src/app/language/lint";
import { questionsOf } from "../../../src/app/language/surroundings";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { readThresholds } from "../../../src/core/thresholds/readThresholds";
import { seededRandom } from "../seededRandom";

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const rounds = 120;
const thresholds = readFileSync("examples/flights/config/backfill_thresholds.yaml", "utf8");
const pipeline =
  readFileSync("examples/flights/headgate.yaml", "utf8").replace(
    "backfills: complete",
    "backfills: complete, regression: none",
  ) +
  "fixes:\n  share: { commit: abc, table: airport_day, expect: { hub_share_pct: [10, 20] } }\nalerts: { webhook: a }\n";
const pieces = [
  "\n",
  "  ",
  ":",
  "{",
  "}",
  "[",
  "]",
  '"',
  "🏀",
  "\r\n",
  "- ",
  "#",
  "\t",
  "{strat}",
  "0.5",
  "&a ",
  "*a",
  "b: 1\n",
  "\u2028",
];

function mutated(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  const cut = random() < 0.5 ? Math.floor(random() * 30) : 0;
  return text.slice(0, at) + (pieces[Math.floor(random() * pieces.length)] ?? "") + text.slice(at + cut);
}

/** Everything is as bad as it can be: nothing is there, and the last commit asked for more. */
function gatheredFor(text: string): Gathered {
  const { programs, scripts, globs, variables } = questionsOf(readPipeline("", text).readable);
  const none = (names: readonly string[]): Record<string, false> =>
    Object.fromEntries(names.map((name) => [name, false]));
  const committed = readThresholds(
    "",
    thresholds.replaceAll(/: (\d)/g, ": 9$1") + "gone:\n  min_records: 1\n",
  ).sections;
  return {
    known: { ...nothingGathered.known, committed, shellValidators: ["airport_day_agrees"], unknownCommits: ["abc"] },
    surroundings: {
      thresholdsFound: false,
      programs: Object.fromEntries(programs.map((name) => [name, "missing"])),
      scripts: none(scripts),
      globs: none(globs),
      variables: none(variables),
      recipes: [],
      ownRecipes: {},
      unknownCommits: ["abc"],
    },
  };
}

function assertInside(text: string, found: LintFindings[keyof LintFindings]): void {
  const lines = text.split("\n");
  for (const { line, column, endLine, endColumn, message, fixes } of found)
    for (const range of [{ line, column, endLine, endColumn }, ...fixes.flatMap(({ edits }) => edits)]) {
      const isInside = (at: number, to: number): boolean =>
        at >= 1 && to >= 1 && to <= (lines[at - 1]?.length ?? (at === lines.length + 1 ? 0 : -1)) + 1;
      assert.ok(
        isInside(range.line, range.column) && isInside(range.endLine, range.endColumn),
        `${JSON.stringify(range)} ${message}`,
      );
    }
}

describe(`both files, broken, with all that can be known around them (seed ${seed}; set SEED to repeat)`, () => {
  it("never throw, keep every range and fix inside, and are told by one that remembers as by one that does not", () => {
    const random = seededRandom(seed);
    const remembering = linter();
    const now = new Date("2026-01-04T12:00:00Z");
    let texts = { pipeline, thresholds };
    for (let round = 0; round < rounds; round++) {
      if (round % 10 === 0) texts = { pipeline, thresholds };
      const which = random() < 0.5 ? "pipeline" : "thresholds";
      texts = { ...texts, [which]: mutated(texts[which], random) };
      const files = {
        pipeline: { name: "headgate.yaml", text: texts.pipeline },
        thresholds: { name: "t.yaml", text: texts.thresholds },
      };
      const gathered = gatheredFor(texts.pipeline);
      const facts = languageFacts(readPipeline("headgate.yaml", texts.pipeline), gathered, now);
      const found = remembering(files, facts, gathered.surroundings);
      try {
        assert.deepEqual(found, linter()(files, facts, gathered.surroundings));
        assertInside(texts.pipeline, found.pipeline);
        assertInside(texts.thresholds, found.thresholds);
      } catch (error) {
        throw new Error(`seed ${seed}, these texts: ${JSON.stringify(texts)}`, { cause: error });
      }
    }
  });
});
