import assert from "node:assert/strict";
import { refused, written } from "./importing";

const one = (check: string): string => written(`checks for orders:\n  - ${check}\n`);

/** A check, and the lines that it becomes below `orders:`. */
const cases: readonly [check: string, lines: readonly string[]][] = [
  ["row_count > 5", ["min_records: 6"]],
  ["row_count >= 5", ["min_records: 5"]],
  ["row_count = 0", ["max_records: 0"]],
  ["row_count != 0", ["min_records: 1"]],
  ["row_count between 5 and 10", ["min_records: 5", "max_records: 10"]],
  ["row_count between (5 and 10)", ["min_records: 6", "max_records: 9"]],
  ["missing_count(id) = 0", ["id_pct: 100"]],
  ["missing_count(id) < 5", ["max_missing_id:", "  sql: COUNT(CASE WHEN id IS NULL THEN 1 END)", "  fail: 4"]],
  ["missing_percent(id) <= 0.07%", ["id_pct: 99.93"]],
  ["missing_percent(id) < 100", ["min_id_present:", "  sql: COUNT(CASE WHEN id IS NOT NULL THEN 1 END)", "  fail: 1"]],
  ["avg(amount) >= 1.50", ["min_amount: 1.5"]],
  ["avg(amount) > 1.5", ["# Its file asks for more than 1.5; exactly 1.5 passes here.", "min_amount: 1.5"]],
  ["avg(share_pct) <= 150", ["max_share_pct_value:", "  metric: average(share_pct)", "  fail: 150"]],
  [
    "max(amount) < 7",
    ["amount_below_7_pct:", "  metric: share(amount < 7)", "  where: amount IS NOT NULL", "  fail: 100"],
  ],
  ["sum(amount) >= -3", ["min_sum_of_amount:", "  metric: sum(amount)", "  fail: -3"]],
  ["stddev(amount) <= 2", ["max_stddev_of_amount:", "  metric: stddev(amount)", "  fail: 2"]],
  ["max_length(code) < 9", ["max_max_length_of_code:", "  sql: MAX(LENGTH(code))", "  fail: 8"]],
  ["freshness(written) < 90m", ["written_at: written", "max_age_hours: 1.5"]],
  ["missing_count(min_x) = 0", ["min_x_pct:", "  metric: completeness(min_x)", "  fail: 100"]],
  ["avg(success_rate) >= 3", ["min_success_rate_2:", "  metric: average(success_rate)", "  fail: 3"]],
];

describe("a check of SodaCL", () => {
  for (const [check, lines] of cases)
    it(`${check} becomes ${lines.join(" / ")}`, () => {
      assert.equal(one(check), ["orders:", ...lines.map((line) => `  ${line}`), ""].join("\n"));
    });

  it("keeps what warns apart from what fails", () => {
    const text = "checks for t:\n  - missing_percent(c):\n      warn: when > 1\n      fail: when > 2.5%\n";
    assert.equal(written(text), "t:\n  c_pct: { fail: 97.5, warn: 99 }\n");
  });

  it("reads a warning between two numbers where the failure takes over behind it", () => {
    const text = "checks for t:\n  - row_count:\n      warn: when between 1 and 10\n      fail: when < 1\n";
    assert.equal(written(text), "t:\n  min_records: { fail: 1, warn: 11 }\n");
  });

  it("narrows its rows by its own filter and that of its section", () => {
    const text = [
      "filter t [daily]:",
      "  where: day > '2024-01-01'",
      "checks for t [daily]:",
      "  - row_count > 0:",
      "      filter: kind = 'a'",
      "  - missing_count(c) < 3",
    ].join("\n");
    assert.equal(
      written(text),
      [
        "t:",
        "  min_records:",
        "    where: (day > '2024-01-01') AND (kind = 'a')",
        "    fail: 1",
        "  max_missing_c:",
        "    sql: COUNT(CASE WHEN (day > '2024-01-01') AND (c IS NULL) THEN 1 END)",
        "    fail: 2",
        "",
      ].join("\n"),
    );
  });

  it("takes what is missing and valid from configurations elsewhere in the file", () => {
    const text = [
      "configurations for t:",
      "  valid values for c: [a, b]",
      "  missing values for c: [N/A]",
      "checks for t:",
      "  - invalid_percent(c) <= 2",
    ].join("\n");
    assert.equal(
      written(text),
      [
        "t:",
        "  c_valid_pct:",
        "    metric: share(c IS NULL OR c IN ('N/A') OR (c IN ('a', 'b')))",
        "    fail: 98",
        "",
      ].join("\n"),
    );
  });

  it("is asked of each of several datasets", () => {
    const text = "for each dataset d:\n  datasets: [a, b]\n  checks:\n    - row_count > 0\n";
    assert.equal(written(text), "a:\n  min_records: 1\n\nb:\n  min_records: 1\n");
  });

  it("that cannot be said here is told with its line and the reason", () => {
    const text = [
      "checks for t:",
      "  - schema:",
      "      fail: { when required column missing: [id] }",
      "  - row_count same as other",
      "  - change for row_count < 5",
      "  - duplicate_count(id) < 3",
      "  - invalid_count(mail) = 0: { valid format: email }",
      "  - row_count > ${least}",
      "  - row_count != 5",
      "  - missing_percent(c) < 0",
      "  - missing_count(order) < 5",
      "profile columns:",
      "  columns: [t.%]",
    ].join("\n");
    assert.deepEqual(refused(text), [
      "2: schema: fail: { when required column missing: [id] }: It looks at columns and their types, not at values.",
      "4: row_count same as other: It compares with another table.",
      "5: change for row_count < 5: It compares with earlier scans, which only Soda keeps.",
      "6: duplicate_count(id) < 3: Its tool counts values that stand twice, and here rows are counted; the two agree on 0 alone.",
      "7: invalid_count(mail) = 0: { valid format: email }: valid format cannot be written as SQL that every warehouse reads.",
      "8: row_count > ${least}: It holds a variable that only Soda fills in.",
      "9: row_count != 5: A bound here is a lower or an upper one; it cannot leave out what lies between.",
      "10: missing_percent(c) < 0: Nothing can meet it: a percentage lies between 0 and 100.",
      "11: missing_count(order) < 5: The column order would have to be quoted in SQL, which each warehouse does in its own way.",
      "12: profile columns: It asks for a profile of columns, not for a bound.",
    ]);
  });
});
