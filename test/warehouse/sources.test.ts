import assert from "node:assert/strict";
import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { checkOf, makePlace, onlyTable, pipelineText } from "./measureWorkspace";

const rows =
  "SELECT DATE '2024-02-27' + (i % 4)::INTEGER AS d, i AS x, CASE WHEN i % 10 > 0 THEN 'y' END AS s FROM range(40) t(i)";

describe("where tables are read from", () => {
  const place = makePlace();
  after(() => place.remove());
  before(async () => {
    for (const folder of ["data/a", "data/csv", "data/two"]) mkdirSync(join(place.root, folder), { recursive: true });
    const to = (file: string): string => `'${join(place.root, file)}'`;
    await place.query(
      ":memory:",
      `COPY (${rows}) TO ${to("data/a/1.parquet")}`,
      `COPY (SELECT * FROM (${rows}) WHERE x < 10) TO ${to("data/two/1.parquet")}`,
      `COPY (SELECT s, d, x, TRUE AS added FROM (${rows}) WHERE x >= 10) TO ${to("data/two/2.parquet")}`,
      `COPY (${rows}) TO ${to("data/csv/1.csv")}`,
      `COPY (${rows}) TO ${to("data/j.json")}`,
      `COPY (${rows}) TO ${to("data/p.parquet")}`,
      `COPY (SELECT DATE '2024-02-29' AS day) TO ${to("schedule.parquet")}`,
      `COPY (SELECT *, strftime(d, '%m') AS month FROM (${rows})) TO ${to("data/hive")} (FORMAT parquet, PARTITION_BY (month))`,
    );
    await place.query(
      "data/w.duckdb",
      `CREATE TABLE a AS ${rows}`,
      "CREATE SCHEMA stats",
      `CREATE TABLE stats.b AS ${rows}`,
    );
  });

  const cases: readonly [path: string | null, table: string][] = [
    [null, "data/a/*.parquet"],
    [null, "data/p.parquet"],
    [null, "data/p"],
    [null, "data/a"],
    [null, "data/hive/**/*.parquet"],
    [null, "data/hive"],
    [null, "data/csv/*.csv"],
    [null, "data/j.json"],
    [null, "data/two/*.parquet"],
    ["data", "a"],
    ["data", "p"],
    ["data", "j"],
    ["data", "csv"],
    ["data", "hive"],
    ["data", "p.parquet"],
    ["data", "data/p.parquet"],
    ["data/p.parquet", "anything"],
    ["data/hive/*/*.parquet", "anything"],
    ["data/csv/1.csv", "anything"],
    ["data/w.duckdb", "a"],
    ["data/w.duckdb", "A"],
    ["data/w.duckdb", "main.a"],
    ["data/w.duckdb", "w.stats.b"],
    ["data/w.duckdb", "stats.b"],
    ["data/w.duckdb", "data/p.parquet"],
  ];
  for (const [path, table] of cases)
    it(`table ${table} of a connection to ${path ?? "nothing"}`, async () => {
      const files = {
        "t.yaml": "a:\n  s_pct: 50\n",
        "headgate.yaml": pipelineText(path, `tables: { a: { table: "${table}", date_column: d } }\n`),
      };
      const measured = onlyTable(await place.validate(files));
      const { numerator, denominator } = checkOf(measured, "s_pct");
      assert.deepEqual([measured.reason, numerator, denominator, measured.dates.present], [null, 36, 40, 4]);
    });

  it("a hive partition is a column", async () => {
    const files = {
      "t.yaml": "a:\n  march: { metric: share(month = 3), min: 0 }\n",
      "headgate.yaml": pipelineText(null, "tables: { a: { table: data/hive/*/*.parquet, date_column: d } }\n"),
    };
    assert.equal(checkOf(onlyTable(await place.validate(files)), "march").numerator, 10);
  });

  it("expected dates may come from a file of their own", async () => {
    const files = {
      "t.yaml": "a:\n  max_missing_dates: 0\n",
      "headgate.yaml": pipelineText(
        null,
        "tables: { a: { table: data/p.parquet, date_column: d, expected_dates: { from: schedule.parquet.day } } }\n",
      ),
    };
    assert.deepEqual(onlyTable(await place.validate(files)).dates, {
      expected: 1,
      present: 4,
      missing: [],
      unsettled: [],
    });
  });

  it("the columns are kept with the connection and the table as declared", async () => {
    place.schemas.length = 0;
    const files = {
      "t.yaml": "a:\n  s_pct: 50\n",
      "headgate.yaml": pipelineText("data/w.duckdb", "tables: { a: { date_column: d } }\n"),
    };
    await place.validate(files);
    assert.deepEqual(place.schemas, [
      {
        connection: "w",
        table: "a",
        at: "2024-03-10T12:00:00.000Z",
        columns: [
          { name: "d", type: "DATE", kind: "date" },
          { name: "x", type: "BIGINT", kind: "integer" },
          { name: "s", type: "VARCHAR", kind: "text" },
        ],
      },
    ]);
  });

  it("every type is known for what it is", async () => {
    await place.query(
      "types.duckdb",
      "CREATE TABLE a AS SELECT TRUE AS b, 1::UTINYINT AS u, 1::HUGEINT AS h, 1.5::DECIMAL(9, 2) AS c, 1::FLOAT AS f, 1::DOUBLE AS g, 'x' AS s, DATE '2024-02-28' AS d, now()::TIMESTAMP AS t, now() AS i, [1] AS l, [1, 2]::INTEGER[2] AS l2, {'k': 1} AS o, uuid() AS id",
    );
    place.schemas.length = 0;
    const keys = ["b", "u", "h", "c", "f", "g", "s", "d", "t", "i", "l", "l2", "o", "id"];
    const files = {
      "t.yaml": `a:\n${keys.map((key) => `  ${key}_pct: 100\n`).join("")}  min_c: 1.5\n  min_h: 1\n`,
      "headgate.yaml": pipelineText("types.duckdb", "tables: { a: { date_column: d } }\n"),
    };
    const table = onlyTable(await place.validate(files));
    assert.equal(table.reason, null);
    assert.deepEqual(
      table.checks.filter(({ status }) => status !== "pass"),
      [],
    );
    assert.deepEqual(
      place.schemas[0]?.columns.map(({ name, kind }) => `${name} ${kind}`),
      [
        "b boolean",
        "u integer",
        "h integer",
        "c decimal",
        "f float",
        "g float",
        "s text",
        "d date",
        "t timestamp",
        "i instant",
        "l array",
        "l2 array",
        "o other",
        "id other",
      ],
    );
  });

  it("files that are replaced while they are read give the same counts or a reason, never a wrong number", async () => {
    const folder = join(place.root, "data/moving");
    mkdirSync(folder);
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const write = (file: string): Promise<unknown> => connection.run(`COPY (${rows}) TO '${file}'`);
    for (const number of [1, 2, 3, 4]) await write(join(folder, `${number}.parquet`));
    const files = {
      "t.yaml": "a:\n  s_pct: 50\n",
      "headgate.yaml": pipelineText(null, "tables: { a: { table: data/moving/*.parquet, date_column: d } }\n"),
    };
    let ended = false;
    let replaced = 0;
    const backfill = (async () => {
      while (!ended) {
        const target = join(folder, `${1 + (replaced++ % 4)}.parquet`);
        await write(join(folder, "aside.tmp"));
        renameSync(join(folder, "aside.tmp"), target);
      }
    })();
    try {
      for (let round = 0; round < 25; round++) {
        const { numerator, denominator, status, reason } = checkOf(onlyTable(await place.validate(files)), "s_pct");
        if (status === "unknown") assert.match(reason ?? "", /^DuckDB could not run the query: /);
        else assert.deepEqual([numerator, denominator], [144, 160]);
      }
    } finally {
      ended = true;
      await backfill;
      connection.closeSync();
      instance.closeSync();
    }
    assert.ok(replaced > 10, `only ${replaced} files were replaced meanwhile`);
  });
});
