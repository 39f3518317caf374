import assert from "node:assert/strict";
import { checkOf, makePlace, onlyTable, pipelineText } from "./measureWorkspace";

describe("windows, zones and expected dates", () => {
  const place = makePlace();
  after(() => place.remove());

  it("a window is closed in days, in the column's own type", async () => {
    const edges = [
      "2024-02-26 23:59:59.999999",
      "2024-02-27 00:00:00",
      "2024-03-01 23:59:59.999999",
      "2024-03-02 00:00:00",
    ];
    await place.query(
      "edges.duckdb",
      `CREATE TABLE a AS SELECT unnest([${edges.map((edge) => `TIMESTAMP '${edge}'`).join(", ")}]) AS d`,
    );
    const files = {
      "t.yaml": "a:\n  min_records: 1\n",
      "headgate.yaml": pipelineText("edges.duckdb", "tables: { a: { date_column: d, timezone: America/New_York } }\n"),
    };
    const table = onlyTable(await place.validate(files, { byDate: true }));
    assert.deepEqual(checkOf(table, "min_records").byDate, [
      { date: "2024-02-27", numerator: 1, denominator: null },
      { date: "2024-03-01", numerator: 1, denominator: null },
    ]);
  });

  it("an instant's day is the day in the table's zone, also when clocks change", async () => {
    // New York: UTC-5 until 2024-03-10 02:00, then UTC-4.
    const instants = [
      "2024-03-09 04:59:59",
      "2024-03-09 05:00:00",
      "2024-03-10 04:59:59",
      "2024-03-10 05:00:00",
      "2024-03-11 03:59:59",
      "2024-03-11 04:00:00",
    ];
    await place.query(
      "zones.duckdb",
      `CREATE TABLE a AS SELECT unnest([${instants.map((instant) => `TIMESTAMPTZ '${instant}+00'`).join(", ")}]) AS d`,
    );
    const inZone = async (zone: string): Promise<unknown> => {
      const files = {
        "t.yaml": "a:\n  min_records: 1\n",
        "headgate.yaml": pipelineText(
          "zones.duckdb",
          `tables: { a: { date_column: d, timezone: ${zone} } }\n`,
          "{ start: 2024-03-09, end: 2024-03-10 }",
        ),
      };
      const table = onlyTable(await place.validate(files, { byDate: true }));
      return checkOf(table, "min_records").byDate?.map(({ date, numerator }) => [date, numerator]);
    };
    assert.deepEqual(await inZone("America/New_York"), [
      ["2024-03-09", 2],
      ["2024-03-10", 2],
    ]);
    assert.deepEqual(await inZone("UTC"), [
      ["2024-03-09", 2],
      ["2024-03-10", 2],
    ]);
    assert.deepEqual(await inZone("Asia/Tokyo"), [
      ["2024-03-09", 2],
      ["2024-03-10", 2],
    ]);
  });

  it("a day that begins at one o'clock is whole", async () => {
    // São Paulo skipped 2018-11-04 00:00 to 01:00: the day began at 03:00 UTC.
    await place.query(
      "skipped.duckdb",
      "CREATE TABLE a AS SELECT unnest([TIMESTAMPTZ '2018-11-04 02:59:59+00', TIMESTAMPTZ '2018-11-04 03:00:00+00', TIMESTAMPTZ '2018-11-05 01:59:59+00', TIMESTAMPTZ '2018-11-05 02:00:00+00']) AS d",
    );
    const files = {
      "t.yaml": "a:\n  min_records: 1\n",
      "headgate.yaml": pipelineText(
        "skipped.duckdb",
        "tables: { a: { date_column: d, timezone: America/Sao_Paulo } }\n",
        "{ start: 2018-11-04, end: 2018-11-04 }",
      ),
    };
    assert.equal(onlyTable(await place.validate(files)).rows, 2);
  });

  const present = ["2024-02-27", "2024-02-29", "2024-03-02", "2024-03-04"];
  const forms: readonly [declared: string, expected: number | null, missing: readonly string[], status: string][] = [
    ["every day", 7, ["2024-02-28", "2024-03-01", "2024-03-03"], "fail"],
    ["weekdays", 5, ["2024-02-28", "2024-03-01"], "fail"],
    ["[2024-02-27, 2024-02-28, 2024-07-01]", 2, ["2024-02-28"], "fail"],
    ["[2024-02-27]", 1, [], "pass"],
    ["{ from: schedule.day }", 3, ["2024-03-03"], "fail"],
    ["{ from: main.schedule.day, skip: [{ from: 2024-03-03, until: 2024-03-03 }] }", 2, [], "pass"],
    ["{ days: every day, skip: [{ from: 2024-02-28, until: 2024-03-01 }] }", 4, ["2024-03-03"], "fail"],
    ["{ days: weekdays, skip: [{ from: 2024-02-28, until: 2024-03-01 }] }", 2, [], "pass"],
    ["[2030-01-01]", 0, [], "unknown"],
  ];
  before(() =>
    place.query(
      "dates.duckdb",
      `CREATE TABLE a AS SELECT unnest([${present.map((day) => `DATE '${day}'`).join(", ")}]) AS d, 1 AS x`,
      "CREATE TABLE schedule AS SELECT unnest([TIMESTAMP '2024-02-27 19:00', TIMESTAMP '2024-02-27 21:00', TIMESTAMP '2024-03-03 19:00', TIMESTAMP '2024-03-04 00:00', NULL, TIMESTAMP '2025-01-01']) AS day",
    ),
  );
  for (const [declared, expected, missing, status] of forms)
    it(`expected_dates: ${declared}`, async () => {
      const files = {
        "t.yaml": "a:\n  max_missing_dates: 0\n  x_pct: 1\n",
        "headgate.yaml": pipelineText(
          "dates.duckdb",
          `tables:\n  a:\n    date_column: d\n    expected_dates: ${declared}\n`,
          "{ start: 2024-02-27, end: 2024-03-04 }",
        ),
      };
      const table = onlyTable(await place.validate(files, { byDate: true }));
      assert.deepEqual(table.dates, { expected, present: 4, missing, unsettled: [] });
      assert.equal(checkOf(table, "max_missing_dates").status, status);
      assert.equal(table.scan.statements, declared.includes("from: ") && declared.includes("schedule") ? 2 : 1);
      const holes = checkOf(table, "x_pct").byDate?.filter(({ denominator }) => denominator === 0);
      assert.deepEqual(
        holes,
        missing.map((date) => ({ date, numerator: 0, denominator: 0 })),
      );
      assert.deepEqual(
        [checkOf(table, "max_missing_dates").cohorts, checkOf(table, "max_missing_dates").byDate],
        [[], undefined],
      );
    });

  it("without expected dates nothing is missing, and asking for it cannot be answered", async () => {
    const files = {
      "t.yaml": "a:\n  max_missing_dates: 0\n",
      "headgate.yaml": pipelineText("dates.duckdb", "tables: { a: { date_column: d } }\n"),
    };
    const table = onlyTable(await place.validate(files));
    assert.deepEqual(table.dates, { expected: null, present: 2, missing: [], unsettled: [] });
    const { status, reason } = checkOf(table, "max_missing_dates");
    assert.deepEqual(
      [status, reason],
      ["unknown", "No dates are declared as expected. Declare them: `expected_dates:` under `tables:`."],
    );
  });

  it("yesterday is the day before today in the table's zone, also of the file's window", async () => {
    const read = async (mechanics: string): Promise<unknown> => {
      const tables = `tables: { a: { date_column: d, expected_dates: every day${mechanics} } }\n`;
      const window = "{ start: 3 days ago, end: yesterday }";
      const files = {
        "t.yaml": "a:\n  min_records: 1\n",
        "headgate.yaml": pipelineText("dates.duckdb", tables, window),
      };
      return onlyTable(await place.validate(files)).window;
    };
    assert.deepEqual(await read(""), { start: "2024-03-07", end: "2024-03-09" });
    assert.deepEqual(await read(", timezone: Pacific/Auckland"), { start: "2024-03-08", end: "2024-03-10" });
  });

  it("dates too young to count are left out of both counts", async () => {
    const files = {
      "t.yaml": "a:\n  min_records: 1\n  max_missing_dates: 1\n",
      "headgate.yaml": pipelineText(
        "dates.duckdb",
        "tables: { a: { date_column: d, expected_dates: every day, settle_hours: 181 } }\n", // seven days and a half before now, and an hour
        "{ start: 2024-02-27, end: 2024-03-04 }",
      ),
    };
    const table = onlyTable(await place.validate(files));
    assert.deepEqual(
      [table.rows, table.dates],
      [
        2,
        {
          expected: 4,
          present: 2,
          missing: ["2024-02-28", "2024-03-01"],
          unsettled: ["2024-03-02", "2024-03-03", "2024-03-04"],
        },
      ],
    );
  });

  it("a window without any settled date is not measured, and says so", async () => {
    const files = {
      "t.yaml": "a:\n  min_records: 1\n",
      "headgate.yaml": pipelineText("dates.duckdb", "tables: { a: { date_column: d, settle_hours: 999 } }\n"),
    };
    const { status, reason } = checkOf(onlyTable(await place.validate(files)), "min_records");
    assert.deepEqual([status, reason], ["unknown", "No date of the window is settled yet."]);
  });

  it("the age is that of the whole table, told in hours", async () => {
    await place.query(
      "age.duckdb",
      "CREATE TABLE a AS SELECT DATE '2024-02-27' AS d, unnest([TIMESTAMP '2024-03-10 09:00', TIMESTAMP '2024-03-01 00:00', NULL]) AS w",
    );
    await place.query("age.duckdb", "INSERT INTO a VALUES (DATE '2020-01-01', TIMESTAMP '2024-03-10 10:30')");
    const files = {
      "t.yaml": "a:\n  max_age_hours: 1.5\n  min_records: 3\n",
      "headgate.yaml": pipelineText("age.duckdb", "tables: { a: { date_column: d, written_at: w } }\n"),
    };
    const table = onlyTable(await place.validate(files, { byDate: true }));
    const { status, observed, unit, cohorts, byDate } = checkOf(table, "max_age_hours");
    assert.deepEqual([status, observed, unit, cohorts, byDate], ["pass", 1.5, "hours", [], undefined]);
    const later = { ...files, "t.yaml": "a:\n  max_age_hours: 1.49\n" };
    assert.equal(checkOf(onlyTable(await place.validate(later)), "max_age_hours").status, "fail");
  });
});
