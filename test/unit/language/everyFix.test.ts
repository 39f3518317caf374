import assert from "node:assert/strict";
import { actionsAt } from "../../../src/core/language/actions/actionsAt";
import type { Diagnostic } from "../../../src/core/diagnostic";
import type { FileKind, TwoTexts } from "../../../src/core/language/twoFiles";
import { seededRandom } from "../seededRandom";
import { contextFor } from "./editing";
import { changed } from "./twoTexts";

/** Sections and tables that say all that is needed, for mistakes to be made in. */
const good: TwoTexts = {
  thresholds: `# what good data means
player:
  key: [game_id, player_lookup]
  min_records: 35000 # rows
  minutes_played_pct: { fail: 99, warn: 99.5 }
  usage_rate_pct:
    fail: 95
    segments: [game_id]
  shot_zones_pct:
    - { until: 2024-04-30, fail: 80 }
    - { from: 2024-05-01, warn: 40 }
  min_production_ready_pct: 95.0
  min_quality_score: 75 # average
  spread: { metric: stddev(usage_rate), min: 1 }
  max_duplicates: 0
  max_age_hours: 30
  min_success_rate: 95

other:
  min_records: 1
polling:
  interval_seconds: 60
`,
  pipeline: `version: 1
thresholds: t.yaml
connections:
  here: { type: duckdb }
tables:
  player:
    connection: here
    date_column: game_date # the day
    written_at: processed_at
    columns: { shot_zones: paint_attempts, score: average(quality_score) }
    warn_only: [min_quality_score]
  other: { table: none }
backfills:
  player: { command: [x, "{start}"], tables: [player] }
  late: { command: [x], after: [player], tables: player }
validators:
  agree: { command: [y], table: player }
gates:
  ready:
    requires: { checks: [player, other], validators: [agree], backfills: complete }
trainings:
  model: { gate: ready, command: [z] }
`,
};
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const slips = 40;

describe(`every fix of ${slips} slips in each file (seed ${seed}; set SEED to repeat)`, () => {
  for (const file of ["thresholds", "pipeline"] as const)
    it(`mends its mistake in the ${file} file and makes no other`, () => {
      assert.deepEqual(errorsOf(file, good), []);
      const random = seededRandom(seed);
      const mended = new Map<string, number>();
      for (let count = 0; count < slips; count++) {
        const texts = { ...good, [file]: slip(good[file] ?? "", random) };
        for (const [code, times] of mendAll(file, texts)) mended.set(code, (mended.get(code) ?? 0) + times);
      }
      assert.ok(mended.size > 2, `Only these were mended: ${JSON.stringify([...mended])}`);
    });
});

const literal: readonly (readonly [FileKind, before: string, after: string])[] = [
  ["thresholds", "fail: 95\n", "fail: 0.95\n"],
  ["thresholds", "fail: 99, warn: 99.5", "fail: 0.99, warn: 0.995"],
  ["thresholds", "fail: 99, warn: 99.5", "fail: 99.5, warn: 99"],
  ["thresholds", "from: 2024-05-01", "from: 2024-03-01"],
  ["thresholds", "segments: [game_id]", "segments: [gam_id]"],
  ["thresholds", "stddev(usage_rate)", "stddev(usag_rate)"],
  ["thresholds", "min_records: 35000", "row_count: 35000"],
  ["thresholds", "other:\n", "player:\n"],
  ["pipeline", "average(quality_score)", "average(qualty_score)"],
  ["pipeline", "written_at: processed_at", "written_at: proces_at"],
  ["pipeline", "gate: ready", "gate: redy"],
  ["pipeline", "validators: [agree]", "validators: [agre]"],
];

describe("every fix of a mistake that people make", () => {
  for (const [file, before, after] of literal)
    it(`${after.trim()} for ${before.trim()}`, () => {
      const text = good[file] ?? "";
      assert.ok(text.includes(before));
      const mended = mendAll(file, { ...good, [file]: text.replace(before, after) });
      assert.ok(mended.size > 0, "a fix is offered");
    });
});

/** A slip of the hand in a word or a line: a letter left out, doubled or swapped, or a line written twice. */
function slip(text: string, random: () => number): string {
  const pick = (length: number): number => Math.floor(random() * length);
  const lines = text.split("\n");
  if (random() < 0.2) {
    // Of a key whose value stands below it, the second would be empty, and what that misses is told of the one that stays.
    const whole = lines.flatMap((line, index) => (/: .*[^:]$/.test(line) ? [index] : []));
    const at = whole[pick(whole.length)] ?? 0;
    return [...lines.slice(0, at + 1), ...lines.slice(at)].join("\n");
  }
  const words = [...text.matchAll(/[a-z_]{4,}/g)];
  const word = words[pick(words.length)];
  assert.ok(word);
  const at = word.index + 1 + pick(word[0].length - 2);
  const [first = "", second = ""] = text.slice(at, at + 2);
  const slipped = [first, second + first + second, second + first][pick(3)] ?? "";
  return text.slice(0, at) + slipped + text.slice(at + 2);
}

/**
 * Makes every fix of every mistake of a text, each by itself, and looks what is told then.
 * @returns how many of each code were mended
 */
function mendAll(file: FileKind, texts: TwoTexts): Map<string, number> {
  const context = contextFor(file, texts);
  const mended = new Map<string, number>();
  for (const told of context.diagnostics)
    for (const action of actionsAt(context, told)) {
      if (action.kind !== "edit" || action.mends !== told) continue;
      const [thresholds = "", pipeline = ""] = changed(texts, action.edits);
      const after = contextFor(file, { thresholds, pipeline }).diagnostics;
      const what = `seed ${seed}, ${action.title}:\n${texts[file] ?? ""}\nbecame\n${file === "pipeline" ? pipeline : thresholds}`;
      assert.ok(
        timesTold(after, told) < timesTold(context.diagnostics, told),
        `It is still told: ${told.message} ${what}`,
      );
      const before = errorsOf(file, texts);
      const fresh = errorsOf(file, { thresholds, pipeline }).filter((error) => !before.includes(error));
      assert.deepEqual(fresh, [], what);
      mended.set(told.code, (mended.get(told.code) ?? 0) + 1);
    }
  return mended;
}

function timesTold(all: readonly Diagnostic[], { code, message }: Diagnostic): number {
  return all.filter((one) => one.code === code && one.message === message).length;
}

function errorsOf(file: FileKind, texts: TwoTexts): string[] {
  return contextFor(file, texts)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code, message }) => `${code}: ${message}`);
}
