import assert from "node:assert/strict";
import { refused, written } from "./importing";

const file = "schema.yml";
const model = (tests: string): string => `version: 2\nmodels:\n  - name: t\n    ${tests}\n`;
const column = (test: string): string => model(`columns:\n      - name: c\n        data_tests:\n          - ${test}`);

/** A test of a column, and the lines that it becomes below `t:`. */
const cases: readonly [test: string, lines: readonly string[]][] = [
  ["not_null", ["c_pct: 100"]],
  ["not_null: { config: { severity: warn } }", ["c_pct: { warn: 100 }"]],
  ["not_null: { config: { where: \"day > '2024-01-01'\" } }", ["c_pct:", "  where: day > '2024-01-01'", "  fail: 100"]],
  [
    "not_null: { config: { error_if: '>10', warn_if: '>2' } }",
    ["max_missing_c:", "  sql: COUNT(CASE WHEN c IS NULL THEN 1 END)", "  fail: 10", "  warn: 2"],
  ],
  ["unique", ["max_duplicates_of_c:", "  metric: duplicates(c)", "  where: c IS NOT NULL", "  fail: 0"]],
  [
    "accepted_values: { values: [a, b] }",
    ["c_accepted_pct:", "  metric: share((c IN ('a', 'b')) IS NOT FALSE)", "  fail: 100"],
  ],
  [
    "accepted_values: { arguments: { values: [1, 2], quote: false } }",
    ["c_accepted_pct:", "  metric: share((c IN (1, 2)) IS NOT FALSE)", "  fail: 100"],
  ],
  ["dbt_utils.not_null_proportion: { at_least: 0.07 }", ["c_pct: 7"]],
  [
    "dbt_utils.not_null_proportion: { at_least: 0.955, at_most: 0.99 }",
    ["c_pct: 95.5", "max_c_present_pct:", "  metric: completeness(c)", "  fail: 99"],
  ],
  ["dbt_expectations.expect_column_values_to_not_be_null: { mostly: 0.999 }", ["c_pct: 99.9"]],
  [
    "dbt_utils.accepted_range: { min_value: 0, max_value: 1.5 }",
    ["c_in_range_pct:", "  metric: share((c >= 0 AND c <= 1.5) IS NOT FALSE)", "  fail: 100"],
  ],
  [
    "dbt_utils.expression_is_true: { expression: '>= 0' }",
    ["c_expression_c_0_pct:", "  metric: share((c >= 0) IS NOT FALSE)", "  fail: 100"],
  ],
  [
    "dbt_expectations.expect_column_mean_to_be_between: { min_value: 0, strictly: true }",
    ["min_c_above_0:", "  sql: CASE WHEN AVG(c) > 0 THEN 1 WHEN AVG(c) IS NOT NULL THEN 0 END", "  fail: 1"],
  ],
];

describe("a test of dbt", () => {
  for (const [test, lines] of cases)
    it(`${test} becomes ${lines.join(" / ")}`, () => {
      assert.equal(written(column(test), file), ["t:", ...lines.map((line) => `  ${line}`), ""].join("\n"));
    });

  it("of a whole model counts its rows, and those with the same key", () => {
    const tests = [
      "tests:",
      "      - dbt_expectations.expect_table_row_count_to_be_between: { min_value: 10, max_value: 20, strictly: true }",
      "      - dbt_utils.unique_combination_of_columns: { combination_of_columns: [a, b] }",
    ].join("\n");
    const lines = ["t:", "  key: [a, b]", "  min_records: 11", "  max_records: 19", "  max_duplicates: 0", ""];
    assert.equal(written(model(tests), file), lines.join("\n"));
  });

  it("keeps descriptions as comments, and comments beside their tests", () => {
    const text = [
      "version: 2",
      "# owned by sales",
      "models:",
      "  - name: t",
      "    description: All sales.",
      "    columns:",
      "      - name: c",
      "        description: Who bought.",
      "        tests:",
      "          # since 2020",
      "          - not_null # always",
    ].join("\n");
    assert.equal(
      written(text, file),
      "# owned by sales\n\n# All sales.\nt:\n  # since 2020\n  # Who bought.\n  c_pct: 100 # always\n",
    );
  });

  it("of sources: how old the newest row may be, and where the table lies", () => {
    const text = [
      "sources:",
      "  - name: raw",
      "    loaded_at_field: loaded",
      "    freshness: { warn_after: { count: 90, period: minute }, error_after: { count: 1, period: day } }",
      "    tables: [{ name: a }, { name: b, freshness: null }]",
    ].join("\n");
    assert.equal(
      written(text, file),
      "a:\n  table: raw.a\n  written_at: loaded\n  max_age_hours: { fail: 24, warn: 1.5 }\n",
    );
  });

  it("that cannot be said here is told with its line and the reason", () => {
    const text = [
      "models:",
      "  - name: t",
      "    tests:",
      "      - dbt_utils.equal_rowcount: { compare_model: ref('x') }",
      "      - of_our_own",
      "    columns:",
      "      - name: c",
      "        tests:",
      "          - relationships: { to: ref('x'), field: id }",
      "          - not_null: { config: { enabled: false } }",
      "          - unique: { config: { error_if: '>5' } }",
      "          - accepted_values: { values: \"{{ var('v') }}\" }",
      "unit_tests:",
      "  - name: adds_up",
    ].join("\n");
    assert.deepEqual(refused(text, file), [
      "4: t: dbt_utils.equal_rowcount: { compare_model: ref('x') }: It compares with another table.",
      "5: t: of_our_own: of_our_own is a test of the project's own, in SQL that is not in this file.",
      "9: t.c: relationships: { to: ref('x'), field: id }: It compares with another table.",
      "10: t.c: not_null: { config: { enabled: false } }: It is switched off (enabled: false).",
      "11: t.c: unique: { config: { error_if: '>5' } }: error_if and warn_if count failures, and here there is no count of them.",
      "12: t.c: accepted_values: { values: \"{{ var('v') }}\" }: It has a value that only dbt fills in.",
      "14: unit_tests: adds_up: A unit test runs a model's code on rows that it makes up.",
    ]);
  });
});
