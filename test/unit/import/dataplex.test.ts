import assert from "node:assert/strict";
import { refused, written } from "./importing";

const file = "orders.yaml";
const rule = (text: string): string => `rules:\n  - ${text}\n`;

/** A rule, and the lines that it becomes below `orders:`. */
const cases: readonly [rule: string, lines: readonly string[]][] = [
  ["{ column: c, nonNullExpectation: {} }", ["c_pct: 100"]],
  ["{ column: c, non_null_expectation: {}, threshold: 0.07 }", ["c_pct: 7"]],
  [
    "{ column: c, rangeExpectation: { minValue: '1', strictMaxEnabled: true, maxValue: '9' }, threshold: 0.9 }",
    ["c_in_range_pct:", "  metric: share(c >= 1 AND c < 9)", "  fail: 90"],
  ],
  [
    "{ column: c, ignore_null: true, range_expectation: { min_value: '2024-01-01' } }",
    ["c_in_range_pct:", "  metric: share(c IS NULL OR (c >= '2024-01-01'))", "  fail: 100"],
  ],
  [
    "{ column: c, setExpectation: { values: [a, b] } }",
    ["c_accepted_pct:", "  metric: share(c IN ('a', 'b'))", "  fail: 100"],
  ],
  [
    "{ column: c, regexExpectation: { regex: '^a+$' } }",
    ["c_matches_pct:", "  metric: share(REGEXP_CONTAINS(c, r'^a+$'))", "  fail: 100"],
  ],
  [
    "{ column: c, ignoreNull: true, uniquenessExpectation: {} }",
    ["max_duplicates_of_c:", "  metric: duplicates(c)", "  where: c IS NOT NULL", "  fail: 0"],
  ],
  [
    "{ column: c, statisticRangeExpectation: { statistic: MEAN, minValue: '5', maxValue: '15' } }",
    ["min_c: 5", "max_c: 15"],
  ],
  [
    "{ name: sane, rowConditionExpectation: { sqlExpression: 'a > 0 AND b < 3' } }",
    ["sane_pct:", "  metric: share(a > 0 AND b < 3)", "  fail: 100"],
  ],
  ["{ tableConditionExpectation: { sqlExpression: 'COUNT(*) > 0' } }", ["min_records: 1"]],
  [
    "{ name: total, tableConditionExpectation: { sqlExpression: 'SUM(a) > 10' } }",
    ["min_total:", "  sql: CASE WHEN SUM(a) > 10 THEN 1 ELSE 0 END", "  fail: 1"],
  ],
];

describe("a rule of Dataplex", () => {
  for (const [text, lines] of cases)
    it(`${text} becomes ${lines.join(" / ")}`, () => {
      assert.equal(written(rule(text), file), ["orders:", ...lines.map((line) => `  ${line}`), ""].join("\n"));
    });

  it("of a whole scan, as JSON, names its table and the rows that count", () => {
    const scan = {
      data: { resource: "//bigquery.googleapis.com/projects/p/datasets/d/tables/sales" },
      dataQualitySpec: { rowFilter: "id > 0", rules: [{ column: "id", nonNullExpectation: {}, threshold: 0.995 }] },
    };
    assert.equal(
      written(JSON.stringify(scan, null, 2), "scan.json"),
      "sales:\n  table: p.d.sales\n  where: id > 0\n  id_pct: 99.5\n",
    );
  });

  it("that cannot be said here is told with its line and the reason", () => {
    const text = [
      "samplingPercent: 10",
      "rules:",
      "  - { sqlAssertion: { sqlStatement: SELECT 1 } }",
      "  - { column: c, nonNullExpectation: {}, suspended: true }",
      '  - { column: c, setExpectation: { values: ["it\'s"] } }',
    ].join("\n");
    assert.deepEqual(refused(text, file), [
      "1: samplingPercent: 10: Here all rows are counted, not a sample of them.",
      "3: sqlAssertion: { sqlStatement: SELECT 1 }: It lists rows by a query of its own, and here SQL is one expression.",
      "4: c nonNullExpectation: {}: It is suspended.",
      '5: c setExpectation: { values: ["it\'s"] }: Its values cannot be written as SQL that every warehouse reads.',
    ]);
  });
});
