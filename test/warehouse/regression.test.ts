import assert from "node:assert/strict";
import { checkSentence } from "../../src/core/report/sentences";
import { checkOf, makePlace, onlyTable, pipelineText } from "./measureWorkspace";

/** So many rows on a day, of which so many have a value. */
const rowsOn = (date: string, rows: number, valued: number, written = `${date} 12:00`): string =>
  `SELECT DATE '${date}' AS d, CASE WHEN i < ${valued} THEN i::DOUBLE END AS x, i % 2 = 0 AS even, TIMESTAMP '${written}' AS w, 'v1' AS v FROM range(${rows}) t(i)`;

// The window is 2024-02-27 to 2024-03-01, so three months before it begin on 2023-11-27.
const table = [
  rowsOn("2023-11-26", 1000, 0), // before the baseline
  rowsOn("2023-11-27", 5000, 4560),
  rowsOn("2024-02-26", 5000, 4560),
  rowsOn("2024-02-27", 1000, 900),
  rowsOn("2024-03-01", 1000, 700),
].join(" UNION ALL ");

describe("regressions", () => {
  const place = makePlace();
  after(() => place.remove());
  before(() => place.query("w.duckdb", `CREATE TABLE a AS ${table}`));

  const measured = async (bounds: string, over = "", pipeline = ""): ReturnType<typeof place.validate> =>
    place.validate({
      "t.yaml": `a:\n${bounds}`,
      "headgate.yaml": pipelineText("w.duckdb", `tables: { a: { date_column: d${over} } }\n${pipeline}`),
    });

  it("compare completeness with that of the three months before, relatively", async () => {
    const found = onlyTable(await measured("  x_drop_pct: { warn: 5, fail: 10 }\n"));
    const check = checkOf(found, "x_drop_pct");
    assert.deepEqual(check, {
      id: "a.x_drop_pct",
      metric: "regression(x)",
      status: "fail",
      observed: 12.280701754385966,
      unit: "%",
      numerator: 1600,
      denominator: 2000,
      comparison: "<=",
      fail: 10,
      warn: 5,
      shortfall: null,
      reason: null,
      where: null,
      location: { file: "t.yaml", line: 2, column: 3 },
      cohorts: [],
      baseline: { start: "2023-11-27", end: "2024-02-26", numerator: 9120, denominator: 10000 },
    });
    assert.equal(
      checkSentence(check),
      "x dropped 12.3 % against 2023-11-27…2024-02-26 (91.2 % → 80 %), at most 10 % allowed.",
    );
    assert.deepEqual([found.rows, found.scan.statements], [2000, 2]);
  });

  const cases: readonly [bounds: string, status: string, reason: string | null][] = [
    ["{ fail: 10 }", "fail", null],
    ["{ warn: 5 }", "warn", null],
    ["{ warn: 5, fail: 20 }", "warn", null],
    ["15", "pass", null],
    [
      "{ fail: 12 }",
      "unknown",
      "There are not enough rows to tell: 1,600 of 2,000 have a value, 9,120 of 10,000 in the baseline.",
    ],
    [
      "{ warn: 5, fail: 12 }", // Whether it fails cannot be told, so that it warns says too little.
      "unknown",
      "There are not enough rows to tell: 1,600 of 2,000 have a value, 9,120 of 10,000 in the baseline.",
    ],
    ["{ fail: 10, baseline: { days: 1 } }", "fail", null],
    [
      "{ fail: 10, baseline: { start: 2023-11-26, end: 2023-11-26 } }",
      "pass",
      "No row of the baseline has a value, so nothing can have dropped.",
    ],
    [
      "{ fail: 10, baseline: { start: 2020-01-01, end: 2020-12-31 } }",
      "unknown",
      "The baseline 2020-01-01…2020-12-31 has no rows.",
    ],
    [
      "{ fail: 10, baseline: { start: 2020-01-01, end: 2020-12-31 }, if_no_baseline: skip }",
      "pass",
      "The baseline 2020-01-01…2020-12-31 has no rows, which if_no_baseline: skip lets pass.",
    ],
    ["{ fail: 10, where: x > 99999 }", "unknown", "No row satisfies x > 99999."],
    ["{ fail: 10, where: d > '2024-01-01', baseline: { months: 1 } }", "fail", null],
    [
      "{ fail: 10, where: d > '2024-02-26', if_no_baseline: unknown }",
      "unknown",
      "The baseline 2023-11-27…2024-02-26 has no rows with d > '2024-02-26'.",
    ],
  ];
  for (const [bounds, status, reason] of cases)
    it(`x_drop_pct: ${bounds} is ${status}`, async () => {
      const check = checkOf(onlyTable(await measured(`  x_drop_pct: ${bounds}\n`)), "x_drop_pct");
      assert.deepEqual([check.status, check.reason], [status, reason]);
    });

  it("a rise is a drop below zero, and passes", async () => {
    const bounds = "  x_drop_pct: { fail: 0, baseline: { start: 2024-03-01, end: 2024-03-01 } }\n";
    const check = checkOf(onlyTable(await measured(bounds)), "x_drop_pct");
    assert.deepEqual([check.status, check.observed], ["pass", -100 / 7]);
  });

  it("few rows do not fail, and no rows now are no drop", async () => {
    await place.query(
      "w.duckdb",
      `CREATE OR REPLACE TABLE few AS ${rowsOn("2024-02-01", 20, 19)} UNION ALL ${rowsOn("2024-02-27", 10, 8)}`,
    );
    const files = (start: string): Record<string, string> => ({
      "t.yaml": "few:\n  x_drop_pct: 10\n  x_pct: 50\n",
      "headgate.yaml": pipelineText(
        "w.duckdb",
        "tables: { few: { date_column: d } }\n",
        `{ start: ${start}, end: 2024-03-01 }`,
      ),
    });
    const few = checkOf(onlyTable(await place.validate(files("2024-02-27"))), "x_drop_pct");
    assert.deepEqual(
      [few.status, few.observed, few.reason, few.baseline],
      [
        "unknown",
        null,
        "There are not enough rows to tell: 8 of 10 have a value, 19 of 20 in the baseline.",
        { start: "2023-11-27", end: "2024-02-26", numerator: 19, denominator: 20 },
      ],
    );
    const none = checkOf(onlyTable(await place.validate(files("2024-02-28"))), "x_drop_pct");
    assert.deepEqual([none.status, none.reason], ["unknown", "There are no rows from 2024-02-28 to 2024-03-01."]);
  });

  it("share a statement where they share a baseline, and dated ones look back from their own days", async () => {
    const bounds = [
      "  x_drop_pct: 99",
      "  y_drop_pct: 99",
      "  z_drop_pct: { fail: 99, where: even }",
      "  columns: { y: x, z: completeness(x) }",
      "  w_drop_pct:",
      "    - { from: 2024-03-01, fail: 10, baseline: { days: 3 } }",
      "    - { until: 2024-02-28, fail: 10, baseline: { days: 1 } }",
      "",
    ].join("\n");
    const found = onlyTable(await measured(bounds));
    assert.equal(found.scan.statements, 4);
    const told = ["z_drop_pct", "w_drop_pct@2024-03-01..", "w_drop_pct@..2024-02-28"].map((key) => {
      const { numerator, denominator, baseline } = checkOf(found, key);
      return [numerator, denominator, ...Object.values(baseline ?? {})];
    });
    assert.deepEqual(told, [
      [800, 1000, "2023-11-27", "2024-02-26", 4560, 5000],
      [1000, 1000, "2024-02-27", "2024-02-29", 1000, 1000],
      [1000, 1000, "2024-02-26", "2024-02-26", 5000, 5000],
    ]);
  });

  it("a baseline that cannot be read leaves the other checks alone", async () => {
    const bounds =
      "  x_drop_pct: { fail: 10, where: \"CASE WHEN d < '2024-02-01' THEN error('too old') ELSE TRUE END\" }\n  x_pct: 1\n";
    const found = onlyTable(await measured(bounds));
    const { status, reason, baseline } = checkOf(found, "x_drop_pct");
    assert.equal(checkOf(found, "x_pct").status, "pass");
    assert.equal(status, "unknown");
    assert.match(reason ?? "", /^Its baseline could not be measured\. .*too old/);
    assert.deepEqual(baseline, { start: "2023-11-27", end: "2024-02-26", numerator: null, denominator: null });
  });

  it("what makes no sense is refused rather than passed over", async () => {
    const bounds: readonly [string, string][] = [
      [
        "x_drop_pct: { min: 5 }",
        "x_drop_pct tells how far completeness dropped, which needs an upper bound. Write fail: or max:.",
      ],
      [
        "x_drop_pct: { fail: 5, segments: [v] }",
        "segments: cannot break down x_drop_pct, which looks at the table as a whole. Remove it.",
      ],
      [
        "x_pct: { fail: 5, baseline: { months: 1 } }",
        "x_pct is told against no baseline; only <column>_drop_pct is. Remove baseline: and if_no_baseline:.",
      ],
      [
        "x_pct: { fail: 5, if_no_baseline: skip }",
        "x_pct is told against no baseline; only <column>_drop_pct is. Remove baseline: and if_no_baseline:.",
      ],
      ["q_drop_pct: 5", "q_drop_pct fits no column of the table: it has no q and no q_drop. Nearest: d, v, w."],
    ];
    for (const [bound, reason] of bounds) {
      const [check] = onlyTable(await measured(`  ${bound}\n`, ", columns: { q: average(x) }")).checks;
      assert.deepEqual([check?.status, check?.reason], ["unknown", reason]);
    }
  });
});
