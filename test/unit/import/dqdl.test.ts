import assert from "node:assert/strict";
import { imported, refused, written } from "./importing";

const file = "orders.dqdl";
const ruleset = (...rules: string[]): string => `Rules = [\n  ${rules.join(",\n  ")}\n]\n`;

/** A rule, and the lines that it becomes below `orders:`. */
const cases: readonly [rule: string, lines: readonly string[]][] = [
  ["RowCount > 5", ["min_records: 6"]],
  ["RowCount between 5 and 10", ["min_records: 6", "max_records: 9"]],
  ['IsComplete "c"', ["c_pct: 100"]],
  ['Completeness "c" >= 0.07', ["c_pct: 7"]],
  ['Completeness "c" > 0.95', ["# Its file asks for more than 95 %; exactly 95 % passes here.", "c_pct: 95"]],
  ['Completeness "c" > 0', ["min_c_present:", "  sql: COUNT(CASE WHEN c IS NOT NULL THEN 1 END)", "  fail: 1"]],
  ['Completeness "c" = 1.0 where "kind = \'a\'"', ["c_pct:", "  where: kind = 'a'", "  fail: 100"]],
  ['Completeness "order id" >= 0.5', ["order id_pct: 50"]],
  ['IsPrimaryKey "a" "b"', ["key: [a, b]", "max_duplicates: 0", "a_pct: 100", "b_pct: 100"]],
  ['Uniqueness "c" = 1.0', ["max_duplicates_of_c:", "  metric: duplicates(c)", "  where: c IS NOT NULL", "  fail: 0"]],
  ['DistinctValuesCount "c" <= 3', ["max_distinct_c:", "  metric: distinct(c)", "  fail: 3"]],
  ['Mean "c" >= 1.25', ["min_c: 1.25"]],
  ['StandardDeviation "c" <= 4', ["max_stddev_pop_of_c:", "  sql: STDDEV_POP(c)", "  fail: 4"]],
  ['ColumnValues "c" in ["a", NULL]', ["c_values_pct:", "  metric: share(c IN ('a') OR c IS NULL)", "  fail: 100"]],
  ['ColumnValues "c" != 3', ["c_values_pct:", "  metric: share(c IS NULL OR c NOT IN (3))", "  fail: 100"]],
  [
    'ColumnValues "c" between 1 and 5 with threshold >= 0.9',
    ["c_values_pct:", "  metric: share(c > 1 AND c < 5)", "  fail: 90"],
  ],
  [
    'ColumnLength "c" = 3',
    ["c_length_pct:", "  metric: share(COALESCE(LENGTH(c), 0) >= 3 AND COALESCE(LENGTH(c), 0) <= 3)", "  fail: 100"],
  ],
  [
    'DataFreshness "c" <= 24 hours',
    ["c_fresh_pct:", "  metric: share(c >= CURRENT_TIMESTAMP - INTERVAL 24 HOUR)", "  fail: 100"],
  ],
  ['(IsComplete "c") and (RowCount >= 3)', ["c_pct: 100", "min_records: 3"]],
];

describe("a rule of DQDL", () => {
  for (const [rule, lines] of cases)
    it(`${rule} becomes ${lines.join(" / ")}`, () => {
      assert.equal(written(ruleset(rule), file), ["orders:", ...lines.map((line) => `  ${line}`), ""].join("\n"));
    });

  it("keeps comments of both kinds beside their rules", () => {
    const text = 'Rules = [\n  // not empty\n  RowCount > 0, # ever\n  IsComplete "c" // the key\n]\n';
    assert.equal(written(text, file), "orders:\n  # not empty\n  min_records: 1 # ever\n  c_pct: 100 # the key\n");
  });

  it("that cannot be said here is told with its line and the reason", () => {
    const rules = [
      'ColumnValues "c" matches "a.*"',
      "RowCount > avg(last(10))",
      '(IsComplete "a") or (IsComplete "b")',
      'ColumnExists "c"',
      'Uniqueness "c" > 0.9',
      'IsUnique "order-id"',
    ];
    assert.deepEqual(refused(`${ruleset(...rules)} Analyzers = [ Completeness "c" ]`, file), [
      '2: ColumnValues "c" matches "a.*": A pattern is written differently on each warehouse; write it as metric: share(…).',
      "3: RowCount > avg(last(10)): Its bound is worked out from earlier runs, or is no number.",
      '4: (IsComplete "a") or (IsComplete "b"): One of several rules is enough for it, and here every bound counts.',
      '5: ColumnExists "c": It looks at columns and their types, not at values.',
      '6: Uniqueness "c" > 0.9: The share of values that stand once has no like here; max_duplicates counts rows.',
      '7: IsUnique "order-id": The column order-id would have to be quoted in SQL, which each warehouse does in its own way.',
      '9: Completeness "c": An analyzer measures and asks for nothing.',
    ]);
  });

  it("is told of the tool by the file's content, or by the name that is given", () => {
    assert.deepEqual(imported("# one\nRules=[RowCount>0]", "t.txt").files, [{ file: "t.txt", tool: "dqdl" }]);
    assert.equal(imported("Rules = [ RowCount > 0 ]", "t.yml", "dqdl").carriedOver.length, 1);
  });
});
