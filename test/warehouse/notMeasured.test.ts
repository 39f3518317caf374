import assert from "node:assert/strict";
import type { ValidateOptions } from "../../src/app/coverage/validate";
import { checkOf, makePlace, onlyTable, pipelineText } from "./measureWorkspace";

describe("what could not be measured is neither a pass nor a fail", () => {
  const place = makePlace();
  after(() => place.remove());
  before(() =>
    place.query(
      "w.duckdb",
      "CREATE TABLE a AS SELECT DATE '2024-02-28' AS d, 1 AS x, 'soon' AS w, 0.5::DOUBLE AS f",
      "CREATE VIEW trap AS SELECT CAST(error('This was asked.') AS DATE) AS day",
      "CREATE TABLE nulls AS SELECT DATE '2024-02-28' AS d, NULL::DOUBLE AS f, 'x' AS s",
      "CREATE TABLE vast AS SELECT unnest([DATE '2024-02-28', DATE '2024-02-28', DATE '2024-02-29']) AS d, unnest([1e308, 1e308, 1]) AS f",
      "INSERT INTO nulls VALUES (DATE '2024-02-29', 'nan', ''), (DATE '2024-02-29', 'inf', '')",
    ),
  );

  type Case = readonly [name: string, thresholds: string, tables: string, reason: string];
  const cases: readonly Case[] = [
    [
      "an empty window",
      "a:\n  x_pct: 50\n",
      "tables: { a: { date_column: d, window: { start: 2030-01-01, end: 2030-01-31 } } }\n",
      "There are no rows from 2030-01-01 to 2030-01-31.",
    ],
    ["no row after where", "a:\n  x_pct: 50\n", "tables: { a: { where: x > 5 } }\n", "The table has no rows."],
    [
      "no row after the check's own where",
      "a:\n  x_pct: { fail: 50, where: x > 5 }\n",
      "tables: { a: { date_column: d } }\n",
      "No row satisfies x > 5.",
    ],
    [
      "a table that is not there",
      "b:\n  x_pct: 50\n",
      "",
      "The database ROOT/w.duckdb has no table b. It has a, nulls, trap, vast. Name the right one: table: under `tables:`.",
    ],
    [
      "a date column that is not there",
      "a:\n  x_pct: 50\n",
      "tables: { a: { date_column: dd } }\n",
      "date_column names the column dd, which the table does not have. Nearest: d.",
    ],
    [
      "a date column that is a number",
      "a:\n  x_pct: 50\n",
      "tables: { a: { date_column: x } }\n",
      "date_column x is INTEGER; it must be a date, a time or a text such as 2024-01-31.",
    ],
    [
      "a column that is not there",
      "a:\n  nope_pct: 50\n",
      "tables: { a: { date_column: d } }\n",
      "nope_pct fits no column of the table: it has no nope. Name the column under `columns:` of this table.",
    ],
    [
      "written_at that is a text",
      "a:\n  x_pct: 50\n",
      "tables: { a: { date_column: d, written_at: w } }\n",
      "written_at w is VARCHAR; it must be a date or a time.",
    ],
    [
      "a table that has none",
      "a:\n  x_pct: 50\n",
      "tables: { a: { table: none } }\n",
      "a has no table (table: none). Its bounds cannot be measured.",
    ],
    [
      "averages of nothing finite",
      "nulls:\n  min_f: 50\n",
      "tables: { nulls: { date_column: d } }\n",
      "f holds no finite value.",
    ],
    [
      "SQL that the engine does not understand",
      "a:\n  x_pct: { fail: 50, where: x AND }\n",
      "tables: { a: { date_column: d } }\n",
      'Its SQL cannot be run. DuckDB could not run the query: Parser Error: syntax error at or near ")".',
    ],
    [
      "SQL that gives no number",
      "a:\n  x: { sql: max(w), min: 1 }\n",
      "tables: { a: { date_column: d } }\n",
      "sql(max(w)) gave no number.",
    ],
    [
      "a regression without earlier rows",
      "a:\n  x_drop_pct: 5\n",
      "tables: { a: { date_column: d } }\n",
      "The baseline 2023-11-27…2024-02-26 has no rows.",
    ],
    [
      "cohorts by time, and no column tells it",
      "a:\n  x_pct: 50\n",
      "tables: { a: { date_column: d, cohorts: { new: { since: 2024-01-01 } } } }\n",
      "cohort new is told by time, and no column says when a row was written. Name it: written_at:.",
    ],
    [
      "a connection that is not declared",
      "a:\n  x_pct: 50\n  connection: v\n",
      "tables: { a: { date_column: d } }\n",
      "headgate.yaml declares no connection v. It has w.",
    ],
    [
      "a connection named like a part of JavaScript",
      "a:\n  x_pct: 50\n  connection: constructor\n",
      "tables: { a: { date_column: d } }\n",
      "headgate.yaml declares no connection constructor. It has w.",
    ],
    [
      "expected dates of a table that is not there",
      "a:\n  x_pct: 50\n",
      "tables: { a: { date_column: d, expected_dates: { from: schedule.day } } }\n",
      "The database ROOT/w.duckdb has no table schedule. It has a, nulls, trap, vast. Name the right one: table: under `tables:`.",
    ],
    [
      "expected dates of a column that is not there",
      "a:\n  x_pct: 50\n",
      "tables: { a: { date_column: d, expected_dates: { from: nulls.day } } }\n",
      "expected_dates names the column day, which its table does not have.",
    ],
  ];
  for (const [name, thresholds, tables, reason] of cases)
    it(name, async () => {
      const validation = await place.validate({
        "t.yaml": thresholds,
        "headgate.yaml": pipelineText("w.duckdb", tables),
      });
      const table = onlyTable(validation);
      const [check] = table.checks;
      assert.ok(validation.ok && check);
      assert.deepEqual(
        [check.status, check.observed, check.reason?.replaceAll(place.root, "ROOT"), validation.value.verdict],
        ["unknown", null, reason, "unknown"],
      );
    });

  it("an average whose sum is beyond all numbers is not that of the other dates", async () => {
    const files = {
      "t.yaml": "vast:\n  min_f: 0\n",
      "headgate.yaml": pipelineText("w.duckdb", "tables: { vast: { date_column: d } }\n"),
    };
    const { status, reason } = checkOf(onlyTable(await place.validate(files)), "min_f");
    assert.deepEqual([status, reason], ["unknown", "The values of f add up to more than a number can hold."]);
  });

  const paths: readonly [path: string | null, reason: string][] = [
    [
      "missing.duckdb",
      "There is no database file or folder at ROOT/missing.duckdb. Correct path: of the connection in headgate.yaml, or create it first.",
    ],
    ["t.yaml", "ROOT/t.yaml is not a DuckDB database file. Correct path: of the connection in headgate.yaml."],
    [
      "data/*.parquet",
      "There is no file for the table a: looked for ROOT/data/*.parquet. Run its backfill first, or correct table: under `tables:`.",
    ],
    [
      null,
      "There is no file for the table a: looked for ROOT/a.parquet, ROOT/a.csv, ROOT/a.tsv, ROOT/a.json, ROOT/a.ndjson, ROOT/a.jsonl. Run its backfill first, or correct table: under `tables:`.",
    ],
  ];
  for (const [path, reason] of paths)
    it(`nothing at ${path ?? "no path"}`, async () => {
      const files = { "t.yaml": `# ${"-".repeat(5000)}\na:\n  x_pct: 50\n`, "headgate.yaml": pipelineText(path) };
      const table = onlyTable(await place.validate(files));
      assert.equal(table.reason?.replaceAll(place.root, "ROOT"), reason);
      assert.equal(checkOf(table, "x_pct").status, "unknown");
    });

  it("an empty window may be allowed", async () => {
    const files = {
      "t.yaml": "a:\n  x_pct: { fail: 50, allow_empty: true }\n  f_pct: 50\n",
      "headgate.yaml": pipelineText("w.duckdb", "tables: { a: { date_column: d, where: x > 5 } }\n"),
    };
    const table = onlyTable(await place.validate(files));
    const told = ["x_pct", "f_pct"].map((key) => [checkOf(table, key).status, checkOf(table, key).reason]);
    assert.deepEqual(told, [
      ["pass", "There are no rows, which allow_empty permits."],
      ["unknown", "There are no rows from 2024-02-27 to 2024-03-01."],
    ]);
  });

  it("a definite failure is not hidden by something unknown", async () => {
    const files = {
      "t.yaml": "a:\n  nope_pct: 50\n  min_records: 2\n",
      "headgate.yaml": pipelineText("w.duckdb", "tables: { a: { date_column: d } }\n"),
    };
    const validation = await place.validate(files);
    assert.deepEqual(
      [validation.ok && validation.value.verdict, onlyTable(validation).checks.map(({ status }) => status)],
      ["fail", ["unknown", "fail"]],
    );
  });

  it("a file that asks nothing is no pass", async () => {
    const validation = await place.validate({ "t.yaml": "# later\n", "headgate.yaml": pipelineText("w.duckdb") });
    assert.equal(validation.ok && validation.value.verdict, "unknown");
  });

  it("values that are not NULL and count as missing are told", async () => {
    const files = {
      "t.yaml": "nulls:\n  f_pct: 0\n  s_pct: 0\n",
      "headgate.yaml": pipelineText("w.duckdb", "tables: { nulls: { date_column: d, empty_is_missing: true } }\n"),
    };
    const table = onlyTable(await place.validate(files));
    const told = ["f_pct", "s_pct"].map((key) => [
      checkOf(table, key).numerator,
      checkOf(table, key).denominator,
      checkOf(table, key).reason,
    ]);
    assert.deepEqual(told, [
      [0, 3, "2 values that are not NULL count as missing: NaN, infinite or empty (completeness(f))."],
      [1, 3, "2 values that are not NULL count as missing: NaN, infinite or empty (completeness(s))."],
    ]);
  });

  it("nothing is run in a dry run, not even for expected dates", async () => {
    const files = {
      "t.yaml": "a:\n  x_pct: 50\n",
      "headgate.yaml": pipelineText(
        "w.duckdb",
        "tables: { a: { date_column: d, expected_dates: { from: trap.day } } }\n",
      ),
    };
    const table = onlyTable(await place.validate(files, { dryRun: true }));
    assert.deepEqual([table.reason, table.scan.statements], ["Not measured: this was a dry run.", 0]);
  });

  const refusals: readonly [name: string, pipeline: string, options: ValidateOptions, code: string, message: string][] =
    [
      [
        "a section that does not exist",
        pipelineText("w.duckdb"),
        { tables: ["aa"] },
        "unknown-name",
        "t.yaml has no section aa. Did you mean a?",
      ],
      [
        "no window",
        pipelineText("w.duckdb").replace(/^window.*\n/m, ""),
        {},
        "invalid-configuration",
        "No window of dates is declared. Write window: { start: 2024-01-01, end: yesterday } in headgate.yaml, or pass --start and --end.",
      ],
      [
        "a window that ends before it starts",
        pipelineText("w.duckdb", "", "{ start: today, end: yesterday }"),
        {},
        "invalid-configuration",
        "The window ends (2024-03-09) before it starts (2024-03-10).",
      ],
      [
        "a configuration that cannot be read",
        "version: 1\nthresholds: t.yaml\nwindw: {}\n",
        {},
        "invalid-configuration",
        "headgate.yaml:3:1 windw is not known. Did you mean window?",
      ],
      [
        "thresholds that are not there",
        "version: 1\nthresholds: u.yaml\n",
        {},
        "unreadable-file",
        "ROOT/u.yaml could not be read: there is no such file. It is named by thresholds: in headgate.yaml.",
      ],
    ];
  it("one wrong fragment of SQL hides nothing that the other checks say", async () => {
    const thresholds = [
      "a:",
      "  min_records: 5",
      "  wrong: { sql: COUNT(nope), max: 0 }",
      "  broken: { sql: \"MAX(CAST(error('boom') AS INTEGER))\", max: 0 }",
      "  x_pct: { fail: 50, where: x > 0 }",
      "",
    ].join("\n");
    const pipeline = pipelineText("w.duckdb", "tables: { a: { date_column: d } }\n");
    const table = onlyTable(await place.validate({ "t.yaml": thresholds, "headgate.yaml": pipeline }));
    assert.deepEqual(
      table.checks.map(({ id, status, observed }) => [id, status, observed]),
      [
        ["a.min_records", "fail", 1],
        ["a.wrong", "unknown", null],
        ["a.broken", "unknown", null],
        ["a.x_pct", "pass", 100],
      ],
    );
    assert.match(table.checks[1]?.reason ?? "", /^Its SQL cannot be run\. .*nope/);
    assert.equal(table.checks[1]?.location.line, 3);
    assert.match(table.checks[2]?.reason ?? "", /boom/);
  });

  for (const [name, pipeline, options, code, message] of refusals)
    it(`${name}: nothing is validated`, async () => {
      const validation = await place.validate({ "t.yaml": "a:\n  x_pct: 50\n", "headgate.yaml": pipeline }, options);
      assert.ok(!validation.ok);
      assert.deepEqual(
        [validation.error.code, validation.error.message.replaceAll(place.root, "ROOT")],
        [code, message],
      );
    });
});
