import assert from "node:assert/strict";
import { lintPipeline, lintThresholds } from "../lint/lintTexts";
import { refuseFragment } from "../../../src/core/coverage/sql/fragment";
import type { Diagnostic } from "../../../src/core/diagnostic";
import { metricText, parseMetric, type Metric } from "../../../src/core/coverage/metric";

describe("fragments of SQL", () => {
  const allowed = [
    "points IS NOT NULL",
    "a = ';' AND b = '--' AND c = '/* */' AND d = '$1 ? @ #'",
    "name = 'O''Brien'",
    '"odd ""name""" > 1',
    "count(*) FILTER (WHERE list_contains(issues, 'x'))",
    "[1, 2, 3][1] = 1 AND {'a': 1, 'b': 2}.a = 1",
    "a - 1 > b / 2 * -3",
    "path = 'C:\\folder\\file'",
    "🏀 > 1",
  ];
  for (const sql of allowed) it(`may be ${sql}`, () => assert.equal(refuseFragment(sql, null), undefined));

  const refused: readonly [sql: string, because: string][] = [
    ["", "is empty"],
    ["  \n", "is empty"],
    ["1; DROP TABLE t", "holds a semicolon"],
    ["1 -- all", "holds a comment"],
    ["1 /* all */", "holds a comment"],
    ["1 # all", "holds a comment"],
    ["1) OR (1", "closes a ) that it did not open"],
    ["(1", "lacks a closing )"],
    ["[1", "lacks a closing ]"],
    ["([)]", "closes a ) that it did not open"],
    ["a, b", "is more than one expression"],
    ["$1", "holds a $, which stands for a parameter"],
    ["$tag$ ; $tag$", "holds a $, which stands for a parameter"],
    ["a = ?", "holds a ?, which stands for a parameter"],
    ["@who", "holds a @, which stands for a parameter"],
    ["a = 'b", "has a ' that is not closed"],
    ['"a', 'has a " that is not closed'],
    ["a = 'b\\' OR 1 = 1", "has a ' that is not closed, as BigQuery reads it"],
    ["'\\'; DROP TABLE t; --'", "holds a semicolon, as DuckDB reads it"],
    ["`odd name` > 1", "holds a ` outside of quotes, as DuckDB reads it"],
    ["a\0", "holds a NUL character"],
  ];
  for (const [sql, because] of refused)
    it(`${JSON.stringify(sql)} ${because}`, () => assert.equal(refuseFragment(sql, null), because));
});

describe("the SQL of a table's engine", () => {
  const where = "`odd; name` > 1";
  const cases: readonly [connections: string, table: string, found: string[]][] = [
    ["{ w: { type: bigquery, project: p } }", "{}", []],
    ["{ w: { type: duckdb } }", "{}", ["3:23-3:40 holds a ` outside of quotes"]],
    ["{}", "{}", ["3:23-3:40 holds a ` outside of quotes, as DuckDB reads it"]],
    ["{ w: { type: duckdb }, v: { type: bigquery, project: p } }", "{ connection: v }", []],
    [
      "{ w: { type: duckdb }, v: { type: bigquery, project: p } }",
      "{ connection: w }",
      ["3:23-3:40 holds a ` outside of quotes"],
    ],
  ];
  const about = ({ line, column, endLine, endColumn, message }: Diagnostic): string =>
    `${line}:${column}-${endLine}:${endColumn} ${message.replace("This SQL must be one expression, and it ", "").slice(0, -1)}`;
  const unsafe = (found: readonly Diagnostic[]): string[] =>
    found.filter(({ code }) => code === "unsafe-sql").map(about);

  for (const [connections, table, found] of cases)
    it(`is read as its connection's: ${connections}, ${table}`, () => {
      const pipelineText = `version: 1\nthresholds: t.yaml\nconnections: ${connections}\ntables: { t: ${table} }\n`;
      const text = `t:\n  x_pct:\n    { fail: 1, where: "${where}" }\n`;
      assert.deepEqual(unsafe(lintThresholds("t.yaml", text, { pipelineText, schemas: [] })), found);
    });

  it("is checked at its place in a section, in defaults and in headgate.yaml", () => {
    const context = { pipelineText: null, schemas: [] };
    assert.deepEqual(unsafe(lintThresholds("t.yaml", `t:\n  where: "${where}"\n  min_records: 1\n`, context)), [
      "2:10-2:27 holds a ` outside of quotes, as DuckDB reads it",
    ]);
    assert.deepEqual(unsafe(lintThresholds("t.yaml", "defaults:\n  where: a; b\nt:\n  min_records: 1\n", context)), [
      "2:10-2:14 holds a semicolon",
    ]);
    const pipelineText = (type: string): string =>
      `version: 1\nthresholds: t.yaml\nconnections: { w: { type: ${type} } }\ntables:\n  t: { where: "${where}" }\n`;
    assert.deepEqual(unsafe(lintPipeline("headgate.yaml", pipelineText("duckdb"))), [
      "5:15-5:32 holds a ` outside of quotes",
    ]);
    assert.deepEqual(unsafe(lintPipeline("headgate.yaml", pipelineText("bigquery, project: p"))), []);
  });
});

describe("metrics written out", () => {
  const cases: readonly [text: string, metric: Metric | undefined][] = [
    ["average(quality_score)", { function: "average", column: "quality_score" }],
    [" distinct( game_id ) ", { function: "distinct", column: "game_id" }],
    ['stddev("odd name")', { function: "stddev", column: "odd name" }],
    ["row_count()", { function: "row_count" }],
    ['duplicates(a, "b c")', { function: "duplicates", columns: ["a", "b c"] }],
    ["duplicates(a,)", undefined],
    ["duplicates()", undefined],
    ["share(ready)", { function: "share", column: "ready" }],
    ["share(größe)", { function: "share", column: "größe" }],
    ["share(tier IN ('gold', 'silver'))", { function: "share_sql", sql: "tier IN ('gold', 'silver')" }],
    ["sql(sum(a) / count(*))", { function: "sql", sql: "sum(a) / count(*)" }],
    ["average()", undefined],
    ["median(x)", undefined],
    ["paint_attempts", undefined],
    ["Average(x)", undefined],
  ];
  for (const [text, metric] of cases) it(text, () => assert.deepEqual(parseMetric(text), metric));

  it("read as they are written", () => {
    const texts = ["average(x)", "duplicates(a, b)", "share(a > 1)", "share(ready)", "sql(count(*))"];
    assert.deepEqual(
      texts.map((text) => parseMetric(text)).map((metric) => metric && metricText(metric)),
      texts,
    );
  });
});
