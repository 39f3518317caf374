import assert from "node:assert/strict";
import { refuseFragment } from "../../../src/core/coverage/fragment";
import { metricText, parseMetric, type Metric } from "../../../src/core/coverage/metric";

describe("fragments of SQL", () => {
  const allowed = [
    "points IS NOT NULL",
    "a = ';' AND b = '--' AND c = '/* */' AND d = '$1 ? @ #'",
    "name = 'O''Brien'",
    '"odd ""name""" > 1',
    "`odd; name` > 1",
    "count(*) FILTER (WHERE list_contains(issues, 'x'))",
    "[1, 2, 3][1] = 1 AND {'a': 1, 'b': 2}.a = 1",
    "a - 1 > b / 2 * -3",
    "path = 'C:\\folder\\file'",
    "🏀 > 1",
  ];
  for (const sql of allowed) it(`may be ${sql}`, () => assert.equal(refuseFragment(sql), undefined));

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
    ["a = 'b\\' OR 1 = 1", "has a ' that is not closed"],
    ["E'\\'; DROP TABLE t; --'", "has a ' that is not closed"],
    ["a\0", "holds a NUL character"],
  ];
  for (const [sql, because] of refused)
    it(`${JSON.stringify(sql)} ${because}`, () => assert.equal(refuseFragment(sql), because));
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
