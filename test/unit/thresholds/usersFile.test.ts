import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lintThresholds } from "../lint/lintTexts";
import type { RecordedSchema } from "../../../src/app/ports";
import { readThresholds } from "../../../src/core/thresholds/readThresholds";
import { columnsOf, diagnosticLine } from "./readTable";

const file = "scripts/config/backfill_thresholds.yaml";
const text = readFileSync(join(__dirname, "../../fixtures/thresholds/backfill_thresholds.yaml"), "utf8");

const pipelineText = `version: 1
thresholds: ${file}
window: { start: 2021-10-01, end: 2024-05-01 }
connections:
  warehouse: { type: bigquery, project: nba-props-platform, dataset: nba_analytics, location: US }
tables:
  team_offense:
    table: nba_analytics.team_offense_game_summary
    date_column: game_date
    columns: { games: distinct(game_id), production_ready: is_production_ready }
    warn_only: [min_quality_score, min_production_ready_pct]
  player_game_summary:
    table: nba_analytics.player_game_summary
    date_column: game_date
    where: points IS NOT NULL
    columns: { shot_zones: paint_attempts, production_ready: is_production_ready }
  precompute: { table: none }
`;

const schemas: RecordedSchema[] = [
  {
    connection: "warehouse",
    table: "nba_analytics.team_offense_game_summary",
    at: "2026-01-04T12:00:00.000Z",
    columns: columnsOf({
      game_date: "date",
      game_id: "text",
      quality_score: "float",
      is_production_ready: "boolean",
    }),
  },
  {
    connection: "warehouse",
    table: "nba_analytics.player_game_summary",
    at: "2026-01-04T12:00:00.000Z",
    columns: columnsOf({
      game_date: "date",
      player_lookup: "text",
      points: "integer",
      minutes_played: "float",
      usage_rate: "float",
      paint_attempts: "integer",
      quality_score: "float",
      is_production_ready: "boolean",
    }),
  },
];

describe("the first user's thresholds file, as it stands", () => {
  it("has a comment behind every bound", () => {
    const bounds = text.split("\n").filter((line) => /^ {2}\w+:/.test(line));
    assert.equal(bounds.length, 19);
    assert.deepEqual(
      bounds.filter((line) => !line.includes(" # ")),
      [],
    );
  });

  it("lints without an error on its own, and says that columns are not known yet", () => {
    const found = lintThresholds(file, text, { pipelineText: null, schemas: [] });
    assert.deepEqual(
      found.map(({ severity, code, line }) => [severity, code, line]),
      [
        ["hint", "columns-not-known", 4],
        ["hint", "columns-not-known", 11],
        ["hint", "columns-not-known", 21],
      ],
    );
  });

  it("lints without a word once the columns of its tables are known", () => {
    assert.deepEqual(lintThresholds(file, text, { pipelineText, schemas }), []);
  });

  it("has an error at the bound whose column is gone", () => {
    const without = schemas.map((schema) => ({
      ...schema,
      columns: schema.columns.filter(({ name }) => name !== "usage_rate"),
    }));
    assert.deepEqual(lintThresholds(file, text, { pipelineText, schemas: without }).map(diagnosticLine), [
      "15:3-15:17 error unknown-column usage_rate_pct fits no column of the table: it has no usage_rate. Name the column under `columns:` of this table.",
    ]);
  });

  it("keeps each section's own bounds, requirements and polling, with the decimals as written", () => {
    const { thresholds } = readThresholds(file, text);
    const written = thresholds?.sections.map(({ name, bounds, requirements }) => [
      name,
      bounds.map(({ key, fail }) => [key, fail?.units, fail?.scale]),
      requirements.map(({ key, bound }) => [key, bound.units, bound.scale]),
    ]);
    assert.deepEqual(written, [
      [
        "team_offense",
        [
          ["min_games", 5600n, 0],
          ["min_quality_score", 750n, 1],
          ["min_production_ready_pct", 800n, 1],
        ],
        [
          ["min_success_rate", 950n, 1],
          ["timeout_hours", 8n, 0],
        ],
      ],
      [
        "player_game_summary",
        [
          ["min_records", 35000n, 0],
          ["minutes_played_pct", 990n, 1],
          ["usage_rate_pct", 450n, 1],
          ["shot_zones_pct", 400n, 1],
          ["min_quality_score", 750n, 1],
          ["min_production_ready_pct", 950n, 1],
        ],
        [
          ["min_success_rate", 950n, 1],
          ["timeout_hours", 5n, 0],
        ],
      ],
      [
        "precompute",
        [["min_coverage_pct", 880n, 1]],
        [
          ["min_success_rate", 950n, 1],
          ["timeout_hours", 4n, 0],
        ],
      ],
    ]);
    assert.equal(thresholds?.pollSeconds, 60);
  });

  it("is the same with Windows line ends", () => {
    const windows = text.replaceAll("\n", "\r\n");
    assert.deepEqual(readThresholds(file, windows).thresholds, readThresholds(file, text).thresholds);
  });
});
