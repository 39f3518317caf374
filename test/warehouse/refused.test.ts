import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { duckdbWarehouse } from "../../src/adapters/duckdb/duckdbWarehouse";
import { checkOf, makePlace, onlyTable, pipelineText } from "./measureWorkspace";

describe("SQL out of files cannot leave its place", () => {
  const place = makePlace();
  after(() => place.remove());
  before(async () => {
    mkdirSync(join(place.root, "data"));
    writeFileSync(join(place.root, "secret.csv"), "word\nsesame\n");
    await place.query("w.duckdb", "CREATE TABLE a AS SELECT DATE '2024-02-28' AS d, 1 AS x");
    await place.query(
      ":memory:",
      `COPY (SELECT DATE '2024-02-28' AS d, 1 AS x) TO '${join(place.root, "data/a.parquet")}'`,
    );
  });

  const secret = (): string => join(place.root, "secret.csv");
  const fragments: readonly [name: string, sql: () => string, reason: RegExp][] = [
    ["read /etc/passwd", () => "(SELECT count(*) FROM read_text('/etc/passwd'))", /Permission Error/],
    ["read a file by its name alone", () => `(SELECT count(*) FROM '${secret()}')`, /Permission Error|disabled/],
    [
      "read a neighbour of the declared files",
      () => `(SELECT count(*) FROM read_csv('${secret()}'))`,
      /Permission Error/,
    ],
    [
      "climb out of the declared folder",
      () => `(SELECT count(*) FROM read_csv('${join(place.root, "data")}/../secret.csv'))`,
      /Permission Error/,
    ],
    ["list files", () => "(SELECT count(*) FROM glob('/etc/*'))", /Permission Error/],
    [
      "reach the network",
      () => "(SELECT count(*) FROM read_csv('http://127.0.0.1:9/x.csv'))",
      /Permission Error|disabled|Missing Extension/,
    ],
    ["change a setting inside", () => "set_config('enable_external_access', 'true')", /could not run/],
    ["read the environment", () => "length(getenv('HOME'))", /could not run/],
  ];
  for (const [path, table] of [
    ["w.duckdb", "a"],
    [null, "data/*.parquet"],
  ] as const)
    for (const [name, sql, reason] of fragments)
      it(`${name}, over ${path ?? "files"}`, async () => {
        const files = {
          "t.yaml": `a:\n  x: { sql: "${sql()}", min: 0 }\n`,
          "headgate.yaml": pipelineText(path, `tables: { a: { table: "${table}", date_column: d } }\n`),
        };
        const check = checkOf(onlyTable(await place.validate(files)), "x");
        assert.deepEqual([check.status, check.observed], ["unknown", null]);
        assert.match(check.reason ?? "", reason);
      });

  it("a second statement is refused before the engine sees it", async () => {
    const files = {
      "t.yaml": "a:\n  x_pct: { fail: 1, where: 1 = 1); DROP TABLE a; SELECT (1 }\n",
      "headgate.yaml": pipelineText("w.duckdb", "tables: { a: { date_column: d } }\n"),
    };
    const { status, reason } = checkOf(onlyTable(await place.validate(files)), "x_pct");
    assert.deepEqual(
      [status, reason],
      ["unknown", "This SQL must be one expression, and it closes a ) that it did not open."],
    );
    assert.equal((await place.query("w.duckdb", "SELECT x FROM a")).length, 1);
  });

  const statements = [
    "COPY a TO 'out.csv'",
    "CREATE TABLE b AS SELECT 1",
    "DROP TABLE a",
    "INSERT INTO a VALUES (NULL, 1)",
    "ATTACH 'other.duckdb'",
    "SET enable_external_access = true",
    "EXPLAIN SELECT 1",
    "VACUUM",
    "INSTALL httpfs",
    "SELECT 1; SELECT 2",
    "",
  ];
  for (const sql of statements)
    it(`the warehouse itself runs nothing but one SELECT: ${sql || "(nothing)"}`, async () => {
      const opened = await duckdbWarehouse({ path: "w.duckdb", root: place.root, tables: ["a"] });
      assert.ok(opened.ok);
      try {
        const answer = await opened.value.query({ sql, parameters: [] }, new AbortController().signal);
        assert.ok(!answer.ok && ["query-refused", "query-failed"].includes(answer.error.code));
      } finally {
        opened.value.close();
      }
    });

  it("nothing happened", async () => {
    assert.deepEqual(await place.query("w.duckdb", "SELECT count(*)::INTEGER AS n FROM a"), [{ n: 1 }]);
    assert.deepEqual(readdirSync(join(place.root, "data")), ["a.parquet"]);
    assert.equal(existsSync("out.csv") || existsSync(join(place.root, "out.csv")) || existsSync("other.duckdb"), false);
  });
});
