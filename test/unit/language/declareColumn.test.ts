import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { declareColumn } from "../../../src/core/language/actions/declareColumn";
import { markWarnOnly } from "../../../src/core/language/actions/markWarnOnly";
import type { TwoEdits, TwoTexts } from "../../../src/core/language/twoFiles";
import { withEdits } from "../../../src/core/yaml/positions";

/** Pairs `NAME.before.yaml` and `NAME.after.yaml` of headgate.yaml; `UPDATE_GOLDEN=1` writes the second ones anew. */
function golden(folder: string, change: (texts: TwoTexts) => TwoEdits | null): void {
  const home = join("test/fixtures/language", folder);
  for (const file of readdirSync(home).filter((name) => name.endsWith(".before.yaml"))) {
    const name = file.replace(".before.yaml", "");
    it(name.replaceAll("-", " "), () => {
      const before = readFileSync(join(home, file), "utf8");
      const edits = change({ thresholds: "player:\n  shot_zones_pct: 40\n", pipeline: before });
      assert.ok(edits);
      assert.deepEqual(edits.thresholds, []);
      const after = withEdits(before, edits.pipeline);
      const expected = join(home, `${name}.after.yaml`);
      if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(expected, after);
      assert.equal(after, readFileSync(expected, "utf8"));
    });
  }
}

describe("a name is declared under columns:, with the file left as it is written", () => {
  golden("declareColumn", (texts) =>
    declareColumn(texts, { section: "player", name: "shot_zones", meaning: "paint_attempts" }),
  );

  const declared = (pipeline: string | null, thresholds: string, meaning = "paint_attempts"): TwoEdits | null =>
    declareColumn({ pipeline, thresholds }, { section: "player", name: "shot_zones", meaning });

  it("in the thresholds file, where the section's columns stand there", () => {
    const thresholds = "player:\n  columns: { games: game_id }\n  shot_zones_pct: 40\n";
    const edits = declared("tables: { player: { columns: {} } }\n", thresholds);
    assert.deepEqual(edits?.pipeline, []);
    assert.equal(
      withEdits(thresholds, edits.thresholds),
      "player:\n  columns: { games: game_id, shot_zones: paint_attempts }\n  shot_zones_pct: 40\n",
    );
  });

  it("together with those of defaults:, which would no longer count", () => {
    const thresholds = "defaults:\n  columns: { games: distinct(game_id) }\nplayer:\n  shot_zones_pct: 40\n";
    const edits = declared("version: 1\n", thresholds);
    assert.equal(
      withEdits("version: 1\n", edits?.pipeline ?? []),
      "version: 1\ntables:\n  player:\n    columns: { games: distinct(game_id), shot_zones: paint_attempts }\n",
    );
  });

  it("in quotes, where its meaning would read otherwise without", () => {
    const meaning = "share(tier IN ('gold', 'silver'))";
    const edits = declared("tables: { player: {} }\n", "player: {}\n", meaning);
    const after = withEdits("tables: { player: {} }\n", edits?.pipeline ?? []);
    assert.equal(after, `tables: { player: { columns: { shot_zones: "share(tier IN ('gold', 'silver'))" } } }\n`);
    assert.deepEqual(parse(after), { tables: { player: { columns: { shot_zones: meaning } } } });
  });

  it("not at all, where that part of the file cannot be read", () => {
    assert.equal(declared("tables:\n  player:\n    columns: { games: [\n", "player: {}\n"), null);
    assert.equal(declared("tables: 5\n", "player: {}\n"), null);
    assert.equal(declared("- a list\n", "player: {}\n"), null);
  });
});

describe("a bound is marked as one that only warns, with a reason", () => {
  golden("markWarnOnly", (texts) =>
    markWarnOnly(texts, "player", "shot_zones_pct", "the source lacks them before 2024"),
  );

  it("whatever the reason holds, it stays a comment", () => {
    const before = "tables:\n  player:\n    warn_only:\n      - a\n";
    const edits = markWarnOnly({ pipeline: before, thresholds: "" }, "player", "b", "so\nversion: 2 # \u2028 and more");
    assert.equal(
      withEdits(before, edits?.pipeline ?? []),
      "tables:\n  player:\n    warn_only:\n      - a\n      - b # so version: 2 # and more\n",
    );
  });

  it("in a section with mechanics of its own, there", () => {
    const thresholds = "player:\n  date_column: day\n  a_pct: 5\n";
    const edits = markWarnOnly({ pipeline: "version: 1\n", thresholds }, "player", "a_pct", "old rows");
    assert.equal(
      withEdits(thresholds, edits?.thresholds ?? []),
      "player:\n  date_column: day\n  a_pct: 5\n  warn_only:\n    - a_pct # old rows\n",
    );
  });
});
