import assert from "node:assert/strict";
import type { ColumnKind } from "../../../src/core/coverage/column";
import { columnsOf, diagnosticLine, meaningOf } from "./readTable";

type Case = {
  readonly name: string;
  readonly bound: string;
  readonly declared?: Readonly<Record<string, unknown>>;
  /** Absent: no schema is known. */
  readonly schema?: Readonly<Record<string, ColumnKind>>;
  readonly means: string;
};

const cases: readonly Case[] = [
  { name: "fixed name", bound: "min_records: 10", means: "min_records: row_count >= fail 10 warn none" },
  { name: "fixed name, upper", bound: "max_records: 10", means: "max_records: row_count <= fail 10 warn none" },
  {
    name: "missing dates",
    bound: "max_missing_dates: 0",
    means: "max_missing_dates: missing_dates <= fail 0 warn none",
  },
  {
    name: "duplicates over the declared key",
    bound: "max_duplicates: 0",
    declared: { key: ["game_id", "player"] },
    means: "max_duplicates: duplicates(game_id, player) <= fail 0 warn none",
  },
  {
    name: "age of the declared column",
    bound: "max_age_hours: 30",
    declared: { written_at: "processed_at" },
    means: "max_age_hours: age_hours <= fail 30 warn none",
  },
  {
    name: "a column in columns: through _pct",
    bound: "shot_zones_pct: 40.0",
    declared: { columns: { shot_zones: "paint_attempts" } },
    schema: { paint_attempts: "integer", shot_zones: "integer" },
    means: "shot_zones_pct: completeness(paint_attempts) >= fail 400/10^1 warn none",
  },
  {
    name: "a column in columns: through min_…_pct",
    bound: "min_production_ready_pct: 80",
    declared: { columns: { production_ready: "is_production_ready" } },
    schema: { is_production_ready: "boolean" },
    means: "min_production_ready_pct: share(is_production_ready) >= fail 80 warn none",
  },
  {
    name: "a column in columns: through max_",
    bound: "max_delay: 9",
    declared: { columns: { delay: "arrival_delay" } },
    schema: { arrival_delay: "float" },
    means: "max_delay: average(arrival_delay) <= fail 9 warn none",
  },
  {
    name: "columns: before the fixed names",
    bound: "min_records: 5",
    declared: { columns: { records: "distinct(game_id)" } },
    means: "min_records: distinct(game_id) >= fail 5 warn none",
  },
  {
    name: "the whole key in columns: before its parts",
    bound: "min_games_pct: 5",
    declared: { columns: { min_games_pct: "sum(points)", games: "distinct(game_id)" } },
    means: "min_games_pct: sum(points) >= fail 5 warn none",
  },
  ...["average", "minimum", "maximum", "sum", "stddev", "distinct", "completeness", "share"].map((metric) => ({
    name: `${metric} written out`,
    bound: "max_x: 5",
    declared: { columns: { x: `${metric}(c)` } },
    means: `max_x: ${metric}(c) <= fail 5 warn none`,
  })),
  {
    name: "a share of a condition",
    bound: "top_pct: 60",
    declared: { columns: { top: "share(quality_tier IN ('gold', 'silver'))" } },
    means: "top_pct: share(quality_tier IN ('gold', 'silver')) >= fail 60 warn none",
  },
  {
    name: "duplicates written out are an upper bound whatever the key",
    bound: "twins: 0",
    declared: { columns: { twins: "duplicates(a, b)" } },
    means: "twins: duplicates(a, b) <= fail 0 warn none",
  },
  {
    name: "a metric in the map follows the key's max_",
    bound: "max_twins: { metric: 'duplicates(a, b)', fail: 0 }",
    means: "max_twins: duplicates(a, b) <= fail 0 warn none",
  },
  {
    name: "sql with max",
    bound: "blocking: { sql: count(*), max: 0 }",
    means: "blocking: sql(count(*)) <= fail 0 warn none",
  },
  {
    name: "sql behind max_ with fail",
    bound: "max_blocking: { sql: count(*), fail: 0 }",
    means: "max_blocking: sql(count(*)) <= fail 0 warn none",
  },
  {
    name: "an empty max beside min",
    bound: "blocking: { sql: count(*), max: , min: 3 }",
    means: "blocking: sql(count(*)) >= fail 3 warn none",
  },
  {
    name: "completeness of an existing column",
    bound: "usage_rate_pct: 95",
    schema: { usage_rate: "float" },
    means: "usage_rate_pct: completeness(usage_rate) >= fail 95 warn none",
  },
  {
    name: "a column that itself ends in _pct, on average",
    bound: "min_fg_pct: 0.4",
    schema: { fg_pct: "float" },
    means: "min_fg_pct: average(fg_pct) >= fail 4/10^1 warn none",
  },
  {
    name: "completeness of a column that itself begins with min_",
    bound: "min_wage_pct: 90",
    schema: { min_wage: "float" },
    means: "min_wage_pct: completeness(min_wage) >= fail 90 warn none",
  },
  {
    name: "share of a boolean",
    bound: "min_ready_pct: 90",
    schema: { ready: "boolean" },
    means: "min_ready_pct: share(ready) >= fail 90 warn none",
  },
  {
    name: "share of is_…",
    bound: "max_late_pct: 10",
    schema: { is_late: "boolean", late: "integer" },
    means: "max_late_pct: share(is_late) <= fail 10 warn none",
  },
  {
    name: "a column's own upper and lower case",
    bound: "usage_rate_pct: 95",
    schema: { Usage_Rate: "float" },
    means: "usage_rate_pct: completeness(Usage_Rate) >= fail 95 warn none",
  },
  {
    name: "the column as spelt, where two differ in case alone",
    bound: "rate_pct: 95",
    schema: { RATE: "float", rate: "float" },
    means: "rate_pct: completeness(rate) >= fail 95 warn none",
  },
  {
    name: "columns of a metric written out, in the table's spelling",
    bound: "min_games: 95",
    declared: { columns: { games: "distinct(GAME_ID)" } },
    schema: { game_id: "integer" },
    means: "min_games: distinct(game_id) >= fail 95 warn none",
  },
  {
    name: "no schema: _drop_pct first",
    bound: "max_x_drop_pct: 5",
    means: "max_x_drop_pct: regression(max_x) <= fail 5 warn none",
  },
  { name: "no schema: min_…_pct before _pct", bound: "min_x_pct: 5", means: "min_x_pct: share(x) >= fail 5 warn none" },
  { name: "no schema: _pct", bound: "x_pct: 5", means: "x_pct: completeness(x) >= fail 5 warn none" },
  { name: "no schema: max_", bound: "max_x: 5", means: "max_x: average(x) <= fail 5 warn none" },
  {
    name: "warn_only turns a number into a warning",
    bound: "min_records: 10",
    declared: { warn_only: ["min_records"] },
    means: "min_records: row_count >= fail none warn 10",
  },
  {
    name: "warn_only keeps the warning of a map",
    bound: "min_records: { fail: 10, warn: 20 }",
    declared: { warn_only: ["min_records"] },
    means: "min_records: row_count >= fail none warn 20",
  },
  {
    name: "warn alone never fails",
    bound: "min_records: { warn: 20 }",
    means: "min_records: row_count >= fail none warn 20",
  },
];

describe("what the name of a bound means", () => {
  for (const { name, bound, declared, schema, means } of cases)
    it(`${name}: ${bound}`, () => {
      const meaning = meaningOf(`t:\n  ${bound}\n`, declared, schema ? columnsOf(schema) : null);
      const errors = meaning.diagnostics.filter(({ severity }) => severity === "error").map(diagnosticLine);
      assert.deepEqual([meaning.checks, errors], [[means], []]);
    });
});

type Refusal = Omit<Case, "means"> & { readonly says: string };

const refusals: readonly Refusal[] = [
  {
    name: "b and is_b are both there",
    bound: "min_b_pct: 50",
    schema: { b: "boolean", is_b: "boolean" },
    says: "2:3-2:12 error ambiguous-name min_b_pct can mean share(b) or share(is_b). Say which under `columns:` of this table. [columns: { min_b_pct: share(b) }; columns: { min_b_pct: share(is_b) }]",
  },
  {
    name: "a share, or the average of a column that ends in _pct",
    bound: "min_fg_pct: 50",
    schema: { fg: "boolean", fg_pct: "float" },
    says: "2:3-2:13 error ambiguous-name min_fg_pct can mean share(fg) or average(fg_pct). Say which under `columns:` of this table. [columns: { min_fg_pct: share(fg) }; columns: { min_fg_pct: average(fg_pct) }]",
  },
  {
    name: "two columns that differ in case alone fit equally",
    bound: "rate_pct: 50",
    schema: { RATE: "float", Rate: "float" },
    says: "2:3-2:11 error unknown-column rate_pct fits no column of the table: it has no rate. Nearest: Rate, RATE. [Use Rate; Use RATE]",
  },
  {
    name: "a mistyped column",
    bound: "usage_rat_pct: 50",
    schema: { usage_rate: "float", minutes: "float" },
    says: "2:3-2:16 error unknown-column usage_rat_pct fits no column of the table: it has no usage_rat. Nearest: usage_rate. [Use usage_rate]",
  },
  {
    name: "a mistyped column behind min_ and _pct",
    bound: "min_production_redy_pct: 50",
    schema: { is_production_ready: "boolean", minutes: "float" },
    says: "2:3-2:26 error unknown-column min_production_redy_pct fits no column of the table: it has no production_redy and no min_production_redy and no production_redy_pct. Nearest: is_production_ready. [Use is_production_ready]",
  },
  {
    name: "nothing near",
    bound: "nope_pct: 50",
    schema: { minutes: "float" },
    says: "2:3-2:11 error unknown-column nope_pct fits no column of the table: it has no nope. Name the column under `columns:` of this table.",
  },
  {
    name: "a share of what is no boolean",
    bound: "min_usage_rate_pct: 50",
    schema: { usage_rate: "float" },
    says: "2:3-2:21 error wrong-type min_usage_rate_pct needs a column that holds true or false, and usage_rate is DOUBLE.",
  },
  {
    name: "an average of text",
    bound: "min_team: 50",
    schema: { team: "text" },
    says: "2:3-2:11 error wrong-type min_team needs a column that holds a number, and team is VARCHAR.",
  },
  {
    name: "an average of text, written out",
    bound: "x: 50",
    declared: { columns: { x: "average(team)" } },
    schema: { team: "text" },
    says: "2:3-2:4 error wrong-type x needs a column that holds a number, and team is VARCHAR.",
  },
  {
    name: "columns: names a column that is not there",
    bound: "shot_zones_pct: 50",
    declared: { columns: { shot_zones: "paint_attemps" } },
    schema: { paint_attempts: "integer" },
    says: "2:3-2:17 error unknown-column shot_zones_pct reads the column paint_attemps, which the table does not have. Nearest: paint_attempts. [Use paint_attempts]",
  },
  {
    name: "a mistyped fixed name",
    bound: "min_record: 50",
    schema: { minutes: "float" },
    says: "2:3-2:13 error unknown-key min_record is not a bound that Headgate knows. Did you mean min_records or max_records? [Use min_records; Use max_records]",
  },
  {
    name: "a name that fits no pattern",
    bound: "quality: 50",
    says: "2:3-2:10 error unknown-key quality is not a bound that Headgate knows. Bounds look like min_records, <column>_pct or min_<column>.",
  },
  {
    name: "duplicates without a key",
    bound: "max_duplicates: 0",
    says: "2:3-2:17 error missing-mechanics max_duplicates counts rows with the same key. Name the key's columns: `key: [...]` under `tables:`.",
  },
  {
    name: "age without written_at",
    bound: "max_age_hours: 0",
    says: "2:3-2:16 error missing-mechanics max_age_hours needs the column that says when a row was written. Name it: `written_at:` under `tables:`.",
  },
  {
    name: "a segment that is no column",
    bound: "min_records: { fail: 1, segments: team }",
    schema: { minutes: "float" },
    says: "2:37-2:41 error unknown-column min_records reads the column team, which the table does not have.",
  },
];

describe("names that mean nothing, or too much", () => {
  for (const { name, bound, declared, schema, says } of refusals)
    it(`${name}: ${bound}`, () => {
      const { checks, unreadable, diagnostics } = meaningOf(
        `t:\n  ${bound}\n`,
        declared,
        schema ? columnsOf(schema) : null,
      );
      assert.deepEqual(diagnostics.map(diagnosticLine), [says]);
      assert.deepEqual([checks.length, unreadable.length], [0, 1], "it stays, as a check that cannot be measured");
    });
});

describe("names that other tools have", () => {
  it("are understood, and told what they are here", () => {
    const columns = columnsOf({ usage_rate: "float" });
    const text = "t:\n  row_count: 50\n  missing_percent(usage_rate): 5\n  Completeness(usage_rate): 95\n";
    const { checks, diagnostics } = meaningOf(text, {}, columns);
    assert.deepEqual(checks, [
      "row_count: row_count >= fail 50 warn none",
      "missing_percent(usage_rate): missing(usage_rate) <= fail 5 warn none",
      "Completeness(usage_rate): completeness(usage_rate) >= fail 95 warn none",
    ]);
    assert.deepEqual(diagnostics.map(diagnosticLine), [
      "2:3-2:12 information alias-name row_count is what another tool calls it, and is understood; here it is min_records. [Use min_records]",
    ]);
  });
});
