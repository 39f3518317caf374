import assert from "node:assert/strict";
import type { CheckResult, TableResult } from "../../src/core/coverage/validation";
import { checkOf, makePlace, onlyTable, pipelineText } from "./measureWorkspace";

const rows = [
  "('2024-02-26', 9, 'nan', TRUE, 9, 'p')", // before the window
  "('2024-02-27', 1, '1.0', TRUE, 1, 'p')",
  "('2024-02-27', NULL, '2.0', FALSE, 1, 'q')",
  "('2024-02-28', 3, 'inf', NULL, 2, NULL)",
  "('2024-02-29', NULL, '4.0', TRUE, 3, 'p')",
  "('2024-02-29', NULL, NULL, TRUE, 3, 'p')",
  "('2024-02-29', 6, '8.0', TRUE, NULL, 'q')",
  "('2024-03-01', 7, '0.5', FALSE, NULL, NULL)",
  "('2024-03-02', NULL, '9.0', FALSE, 9, 'q')", // after it
];

/** A bound for the first two days of the window and one for the last two. */
const twice = (bound: string): string =>
  `\n    - { until: 2024-02-28, ${bound} }\n    - { from: 2024-02-29, ${bound} }\n`;

const thresholds = `a:
  min_records:${twice("fail: 1")}
  x_pct:${twice("fail: 1")}
  narrow_pct:${twice("fail: 1, where: b")}
  gaps:${twice("metric: missing(f), max: 99")}
  min_b_pct:${twice("fail: 1")}
  min_f:${twice("fail: 0")}
  most:${twice("metric: maximum(f), max: 99")}
  keys:${twice("metric: distinct(k), min: 1")}
  max_duplicates:${twice("fail: 9")}
  odd:${twice("sql: count(*) FILTER (WHERE x % 2 = 1), max: 99, segments: [l]")}
  segmented:${twice("metric: completeness(x), min: 1, segments: [l]")}
  max_missing_dates:${twice("fail: 9")}
`;

const mechanics = `tables:
  a:
    date_column: d
    key: [k]
    columns: { narrow: x }
    expected_dates: [2024-02-26, 2024-02-27, 2024-02-28, 2024-02-29, 2024-03-01]
    cohorts: { new: { since: 2024-02-29 }, old: {} }
    written_at: d
`;

const counted = ({ numerator, denominator }: Pick<CheckResult, "numerator" | "denominator">): string =>
  denominator === null ? String(numerator) : `${numerator} of ${denominator}`;

describe("dated checks", () => {
  const place = makePlace();
  after(() => place.remove());
  before(() => place.query(":memory:", "SELECT 1"));
  const types = ["DATE", "TIMESTAMP", "TIMESTAMPTZ", "VARCHAR"];
  const tables = new Map<string, TableResult>();
  before(async () => {
    for (const type of types) {
      await place.query(
        `${type}.duckdb`,
        "SET TimeZone = 'UTC'",
        `CREATE TABLE a AS SELECT d::${type} AS d, x, f, b, k, l FROM (VALUES ${rows.join(", ")}) AS t(d, x, f, b, k, l)`,
        "ALTER TABLE a ALTER f TYPE DOUBLE",
      );
      const written = type === "VARCHAR" ? mechanics.replace(/ {4}(cohorts|written_at).*\n/g, "") : mechanics;
      const files = { "t.yaml": thresholds, "headgate.yaml": pipelineText(`${type}.duckdb`, written) };
      tables.set(type, onlyTable(await place.validate(files, { byDate: true })));
    }
  });

  const wanted: readonly [key: string, first: string, second: string][] = [
    ["min_records", "3", "4"],
    ["x_pct", "2 of 3", "2 of 4"],
    ["narrow_pct", "1 of 1", "1 of 3"],
    ["gaps", "1 of 3", "1 of 4"],
    ["min_b_pct", "1 of 3", "3 of 4"],
    ["keys", "2", "1"],
    ["max_duplicates", "1", "2"],
    ["max_missing_dates", "0", "0"],
  ];
  for (const type of types)
    it(`look only at rows of their days, in one statement: ${type}`, () => {
      const table = tables.get(type);
      assert.ok(table);
      assert.deepEqual([table.reason, table.rows, table.scan.statements], [null, 7, 1]);
      for (const [key, first, second] of wanted)
        assert.deepEqual(
          [key, counted(checkOf(table, `${key}@..2024-02-28`)), counted(checkOf(table, `${key}@2024-02-29..`))],
          [key, first, second],
        );
      const observed = (key: string): unknown =>
        ["..2024-02-28", "2024-02-29.."].map((days) => checkOf(table, `${key}@${days}`).observed);
      assert.deepEqual(observed("min_f"), [1.5, 12.5 / 3]);
      assert.deepEqual(observed("most"), [2, 8]);
      assert.deepEqual(observed("odd"), [2, 1]);
      assert.match(checkOf(table, "min_f@..2024-02-28").reason ?? "", /^1 value that is not NULL is left out/);
    });

  it("tell their days, and values of these alone", () => {
    const table = tables.get("DATE");
    assert.ok(table);
    const first = checkOf(table, "x_pct@..2024-02-28");
    assert.deepEqual(first.dates, { from: null, until: "2024-02-28" });
    assert.deepEqual(first.byDate, [
      { date: "2024-02-27", numerator: 1, denominator: 2 },
      { date: "2024-02-28", numerator: 1, denominator: 1 },
    ]);
    assert.deepEqual(checkOf(table, "odd@2024-02-29..").byDate, [
      { date: "2024-02-29", value: 0 },
      { date: "2024-03-01", value: 1 },
    ]);
  });

  it("are broken down like others: cohorts and segments of their days", () => {
    const table = tables.get("DATE");
    assert.ok(table);
    assert.deepEqual(table.cohorts, [
      { name: "new", rows: 4 },
      { name: "old", rows: 3 },
    ]);
    const cohorts = (key: string): unknown =>
      checkOf(table, key).cohorts.map(({ name, observed, numerator }) => [name, observed, numerator]);
    assert.deepEqual(cohorts("x_pct@..2024-02-28"), [
      ["new", null, 0],
      ["old", (2 * 100) / 3, 2],
    ]);
    assert.deepEqual(cohorts("odd@2024-02-29.."), [
      ["new", 1, null],
      ["old", null, null],
    ]);
    const segments = (key: string): unknown =>
      checkOf(table, key)
        .segments?.flatMap(({ values }) => values)
        .map(({ name, observed }) => [name, observed])
        .sort();
    assert.deepEqual(segments("odd@..2024-02-28"), [
      ["(null)", 1],
      ["p", 1],
      ["q", 0],
    ]);
    assert.deepEqual(segments("segmented@2024-02-29.."), [
      ["(null)", 100],
      ["p", 0],
      ["q", 100],
    ]);
  });

  const measured = async (bounds: string, over = ""): Promise<readonly (string | null)[][]> => {
    const pipeline = pipelineText("DATE.duckdb", `tables: { a: { date_column: d, key: [k], written_at: d${over} } }\n`);
    const table = onlyTable(await place.validate({ "t.yaml": `a:\n${bounds}`, "headgate.yaml": pipeline }));
    return table.checks.map(({ id, status, reason }) => [id, status, reason]);
  };

  it("without rows in their days are unknown, and name the days", async () => {
    assert.deepEqual(
      await measured(
        "  x_pct:\n    - { until: 2024-01-31, fail: 1 }\n    - { from: 2024-02-27, until: 2024-02-28, fail: 1, where: x > 99 }\n    - { from: 2024-05-01, until: 2024-05-31, fail: 1, allow_empty: true }\n",
      ),
      [
        ["a.x_pct@..2024-01-31", "unknown", "None of its days (until 2024-01-31) lies within 2024-02-27…2024-03-01."],
        ["a.x_pct@2024-02-27..2024-02-28", "unknown", "No row satisfies x > 99."],
        ["a.x_pct@2024-05-01..2024-05-31", "pass", "There are no rows, which allow_empty permits."],
      ],
    );
    assert.deepEqual(await measured("  x_pct:\n    - { from: 2024-03-01, fail: 1 }\n", ", where: d <> '2024-03-01'"), [
      ["a.x_pct@2024-03-01..", "unknown", "There are no rows from 2024-03-01 to 2024-03-01."],
    ]);
    // Now is 2024-03-10 12:00: of the window, 2024-03-01 is not settled.
    assert.deepEqual(
      await measured(
        "  x_pct:\n    - { from: 2024-03-01, fail: 1 }\n    - { until: 2024-02-29, fail: 1 }\n",
        ", settle_hours: 210",
      ),
      [
        ["a.x_pct@2024-03-01..", "unknown", "No date of its days (from 2024-03-01) is settled yet."],
        ["a.x_pct@..2024-02-29", "pass", null],
      ],
    );
  });

  it("count missing dates of their days", async () => {
    const declared = ", expected_dates: { days: every day }, where: \"d <> '2024-02-28' AND d <> '2024-03-01'\"";
    const bounds = "  max_missing_dates:\n    - { until: 2024-02-28, fail: 1 }\n    - { from: 2024-02-29, fail: 0 }\n";
    assert.deepEqual(await measured(bounds, declared), [
      ["a.max_missing_dates@..2024-02-28", "pass", null],
      ["a.max_missing_dates@2024-02-29..", "fail", null],
    ]);
  });

  it("need a column that tells days", async () => {
    const files = {
      "t.yaml": "a:\n  x_pct:\n    - { until: 2024-02-28, fail: 1 }\n  x_drop_pct: 5\n",
      "headgate.yaml": pipelineText("DATE.duckdb"),
    };
    const table = onlyTable(await place.validate(files));
    assert.deepEqual(
      table.checks.map(({ status, reason }) => [status, reason]),
      ["x_pct", "x_drop_pct"].map((key) => [
        "unknown",
        `${key} asks for days, and no column tells them. Name it: \`date_column:\` under \`tables:\`.`,
      ]),
    );
  });

  it("of an age make no sense, since it is that of the whole table", async () => {
    assert.deepEqual(await measured("  max_age_hours:\n    - { until: 2024-02-28, fail: 1 }\n"), [
      [
        "a.max_age_hours@..2024-02-28",
        "unknown",
        "max_age_hours looks at the newest row of the whole table, so it has no days. Write one bound for all of it.",
      ],
    ]);
  });
});
