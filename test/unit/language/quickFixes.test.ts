import assert from "node:assert/strict";
import { safeFixes } from "../../../src/core/language/actions/fixAll";
import { withEdits } from "../../../src/core/yaml/positions";
import { actionsOnLine, contextFor, editsTitled } from "./editing";
import { changed } from "./twoTexts";

const pipeline = "version: 1\nthresholds: t.yaml\ntables:\n  player: { date_column: game_date }\n";

/** A mistake in the section `player`, the title of a fix, and what it makes of the lines. */
type Pair = readonly [before: string, title: string, after: string];

const inThresholds: readonly Pair[] = [
  ["  usage_rat_pct: 95", "Use usage_rate", "  usage_rate_pct: 95"],
  ["  min_production_redy_pct: 95", "Use is_production_ready", "  min_production_ready_pct: 95"],
  ["  min_recrods: 5 # rows", "Use min_records", "  min_records: 5 # rows"],
  ["  usage_rate_pct: { fial: 95 }", "Use fail", "  usage_rate_pct: { fail: 95 }"],
  ["  date_colum: game_date\n  min_records: 5", "Use date_column", "  date_column: game_date\n  min_records: 5"],
  [
    '  rate: { metric: "average(usage_rat)", fail: 5 }',
    "Use usage_rate",
    "  rate: { metric: average(usage_rate), fail: 5 }",
  ],
  [
    "  min_records: { fail: 5, segments: [game_dat] }",
    "Use game_date",
    "  min_records: { fail: 5, segments: [game_date] }",
  ],
  [
    "  key: [game_id, player_lokup]\n  max_duplicates: 0",
    "Use player_lookup",
    "  key: [game_id, player_lookup]\n  max_duplicates: 0",
  ],
  [
    "  columns: { usage: usage_rat }\n  usage_pct: 5",
    "Use usage_rate",
    "  columns: { usage: usage_rate }\n  usage_pct: 5",
  ],
  ["  usage_rate_pct: 0.95 # most", "Use 95", "  usage_rate_pct: 95 # most"],
  ["  usage_rate_pct: { fail: 0.95, warn: 0.975 }", "Use 95 and 97.5", "  usage_rate_pct: { fail: 95, warn: 97.5 }"],
  ["  usage_rate_pct: { fail: 97, warn: 95.5 }", "Swap the two bounds", "  usage_rate_pct: { fail: 95.5, warn: 97 }"],
  ["  row_count: 5", "Use min_records", "  min_records: 5"],
  ["  min_records: 5 # old\n  min_records: 6 # new", "Remove this entry", "  min_records: 5 # old\n"],
  ["  min_records: 5 # old\n  min_records: 6 # new", "Keep this entry and remove the other", "  min_records: 6 # new"],
  ["  min_records: { fail: 5, fail: 6 }", "Remove this entry", "  min_records: { fail: 5 }"],
  ["  min_records: { fail: 5, fail: 6 }", "Keep this entry and remove the other", "  min_records: { fail: 6 }"],
  [
    "  usage_rate_pct:\n    - { fail: 80 }\n    - { from: 2024-05-01, warn: 40 }",
    "End the earlier entry on 2024-04-30",
    "  usage_rate_pct:\n    - { until: 2024-04-30, fail: 80 }\n    - { from: 2024-05-01, warn: 40 }",
  ],
  [
    "  usage_rate_pct:\n    - from: 2024-01-01\n      until: 2024-06-30 # half a year\n      fail: 80\n    - { from: 2024-05-01, warn: 40 }",
    "End the earlier entry on 2024-04-30",
    "  usage_rate_pct:\n    - from: 2024-01-01\n      until: 2024-04-30 # half a year\n      fail: 80\n    - { from: 2024-05-01, warn: 40 }",
  ],
  [
    "  usage_rate_pct:\n    - { from: 2024-05-01, warn: 40 }\n    - fail: 80\n      where: points > 1",
    "End the earlier entry on 2024-04-30",
    "  usage_rate_pct:\n    - { from: 2024-05-01, warn: 40 }\n    - until: 2024-04-30\n      fail: 80\n      where: points > 1",
  ],
];

describe("quick fixes in the thresholds file", () => {
  for (const [before, title, after] of inThresholds)
    it(`${title}: ${before.trim()}`, () => {
      const [lines, wanted] = [before, after].map((text) => `player:\n${text}\n`);
      const texts = { thresholds: lines ?? "", pipeline };
      const context = contextFor("thresholds", texts);
      const mistakes = context.diagnostics.flatMap((told) => actionsOnLine(context, told.line));
      const edits = editsTitled(mistakes, title);
      assert.ok(edits, mistakes.map((action) => action.title).join("; "));
      assert.deepEqual(changed(texts, edits)[0]?.trimEnd(), wanted?.trimEnd());
      const left = contextFor("thresholds", { thresholds: changed(texts, edits)[0] ?? "", pipeline }).diagnostics;
      assert.deepEqual(
        left.filter(({ severity }) => severity === "error"),
        [],
      );
    });

  it("remove a section that stands twice, with the comments of the next one kept", () => {
    const thresholds =
      "# top\nplayer:\n  min_records: 5\n# again\nplayer:\n  min_records: 6\n\n# the other\nteam:\n  min_records: 1\n";
    const texts = { thresholds, pipeline };
    const actions = actionsOnLine(contextFor("thresholds", texts), 5);
    const made = (title: string): string => changed(texts, editsTitled(actions, title)!)[0]!;
    assert.equal(
      made("Remove this entry"),
      "# top\nplayer:\n  min_records: 5\n# again\n\n# the other\nteam:\n  min_records: 1\n",
    );
    assert.equal(
      made("Keep this entry and remove the other"),
      "# top\n# again\nplayer:\n  min_records: 6\n\n# the other\nteam:\n  min_records: 1\n",
    );
  });

  it("say in headgate.yaml which reading of a name is meant", () => {
    const both = "player:\n  min_is_x_pct: 5\n";
    const columns = [
      { name: "is_x", kind: "boolean", type: "BOOLEAN" },
      { name: "is_is_x", kind: "boolean", type: "BOOLEAN" },
    ] as const;
    const schemas = [{ connection: "here", table: "player", at: "2026-01-04T00:00:00.000Z", columns }];
    const texts = { thresholds: both, pipeline };
    const actions = actionsOnLine(contextFor("thresholds", texts, { schemas }), 2);
    const edits = editsTitled(actions, "columns: { min_is_x_pct: share(is_is_x) }");
    assert.ok(edits, actions.map(({ title }) => title).join("; "));
    const after = changed(texts, edits);
    assert.equal(
      after[1],
      "version: 1\nthresholds: t.yaml\ntables:\n  player: { date_column: game_date, columns: { min_is_x_pct: share(is_is_x) } }\n",
    );
    assert.deepEqual(contextFor("thresholds", { thresholds: both, pipeline: after[1] }, { schemas }).diagnostics, []);
  });

  it("offer the columns that a name could mean, where none is near", () => {
    const texts = { thresholds: "player:\n  min_merit: 5\n", pipeline };
    const choice = actionsOnLine(contextFor("thresholds", texts), 2).find(({ kind }) => kind === "nameColumn");
    assert.ok(choice?.kind === "nameColumn");
    assert.deepEqual(
      {
        title: choice.title,
        section: choice.section,
        name: choice.name,
        columns: choice.choices.map(({ name }) => name),
      },
      {
        title: "Choose the column that merit means…",
        section: "player",
        name: "merit",
        columns: ["points", "minutes_played", "usage_rate", "paint_attempts", "quality_score"],
      },
    );
  });

  it("leave another tool's name where something goes by it, or where its own name is taken", () => {
    const fixes = (thresholds: string, known = pipeline): number =>
      contextFor("thresholds", { thresholds, pipeline: known }).diagnostics.filter(
        (told) => told.code === "alias-name" && told.fixes.length > 0,
      ).length;
    assert.equal(fixes("player:\n  row_count: 5\n"), 1);
    assert.equal(fixes("player:\n  row_count: 5\n  min_records: 6\n"), 0);
    assert.equal(fixes("player:\n  row_count: 5\n", pipeline.replace("{ date", "{ warn_only: [row_count], date")), 0);
  });

  it("make at once all that changes no meaning: other tools' names", () => {
    const thresholds = "player:\n  row_count: 5\nteam:\n  RowCount: 6\n  row_count: 7\nother:\n  row_count: 8\n";
    const known = `${pipeline}fixes: { one: { commit: abc, table: other, expect: { row_count: [1, 2] } } }\n`;
    const edits = safeFixes(contextFor("thresholds", { thresholds, pipeline: known }));
    assert.equal(
      withEdits(thresholds, edits),
      "player:\n  min_records: 5\nteam:\n  RowCount: 6\n  row_count: 7\nother:\n  row_count: 8\n",
    );
  });
});

const inPipeline: readonly (readonly [before: string, title: string, after: string])[] = [
  ["tables: { player: { date_column: game_dat } }", "Use game_date", "tables: { player: { date_column: game_date } }"],
  [
    "tables: { player: { key: [game, player_lokup] } }",
    "Use player_lookup",
    "tables: { player: { key: [game, player_lookup] } }",
  ],
  [
    "tables: { player: { written_at: procesed_at } }",
    "Use processed_at",
    "tables: { player: { written_at: processed_at } }",
  ],
  [
    "tables:\n  player:\n    columns: { usage: average(usage_rat) }",
    "Use usage_rate",
    "tables:\n  player:\n    columns: { usage: average(usage_rate) }",
  ],
  [
    "tables: { player: { date_colum: game_date } }",
    "Use date_column",
    "tables: { player: { date_column: game_date } }",
  ],
  [
    "backfills:\n  one: { command: [x] }\n  two: { command: [x], after: oen }",
    "Use one",
    "backfills:\n  one: { command: [x] }\n  two: { command: [x], after: one }",
  ],
  ["tables: {}\ntables: { player: {} }", "Keep this entry and remove the other", "tables: { player: {} }"],
];

describe("quick fixes in headgate.yaml", () => {
  for (const [before, title, after] of inPipeline)
    it(`${title}: ${before.split("\n").at(-1)?.trim()}`, () => {
      const [text, wanted] = [before, after].map((part) => `version: 1\nthresholds: t.yaml\n${part}\n`);
      const texts = { thresholds: "player:\n  min_records: 5\n", pipeline: text ?? "" };
      const context = contextFor("pipeline", texts);
      const actions = context.diagnostics.flatMap((told) => actionsOnLine(context, told.line));
      const edits = editsTitled(actions, title);
      assert.ok(edits, actions.map((action) => action.title).join("; "));
      assert.equal(changed(texts, edits)[1], wanted);
    });

  it("tells of a column that is of another type than it must be, at its place", () => {
    const texts = {
      thresholds: null,
      pipeline: "version: 1\nthresholds: t.yaml\ntables: { player: { written_at: game_id, date_column: points } }\n",
    };
    assert.deepEqual(
      contextFor("pipeline", texts)
        .diagnostics.filter(({ code }) => code === "wrong-type")
        .map(({ line, column, endColumn, message }) => `${line}:${column}-${endColumn} ${message}`),
      [
        "3:33-40 written_at names game_id, which is VARCHAR; it must be a date or a time.",
        "3:55-61 date_column names points, which is BIGINT; it must be a date, a time or a text such as 2024-01-31.",
      ],
    );
  });
});
