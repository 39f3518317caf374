import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { storeAt } from "../../src/adapters/store/openStore";
import type { SuggestionsJson } from "../../src/core/language/suggestions/suggestionJson";
import type { Validation } from "../../src/core/coverage/validation";

const cli = resolve(__dirname, "../../dist/cli.js");

/** The built command line over a real database file. */
describe("headgate suggest", () => {
  let root: string;

  before(async () => {
    root = mkdtempSync(join(tmpdir(), "headgate-suggest-"));
    const instance = await DuckDBInstance.create(join(root, "w.duckdb"));
    const connection = await instance.connect();
    // 20 days of 800 orders. Day n lacks n prices; the first one lacks 300.
    await connection.run(`CREATE TABLE orders AS
      SELECT n AS id, DATE '2024-03-01' + CAST(n // 800 AS INTEGER) AS ordered_on,
        CASE WHEN n % 800 < (CASE WHEN n < 800 THEN 300 ELSE n // 800 END) THEN NULL ELSE n * 0.5 END AS price,
        CAST(NULL AS VARCHAR) AS remark
      FROM range(16000) AS numbers(n)`);
    connection.closeSync();
    instance.closeSync();
    writeFileSync(
      join(root, "headgate.yaml"),
      `version: 1
thresholds: t.yaml
window: { start: 2024-03-01, end: 2024-03-20 }
connections: { w: { type: duckdb, path: w.duckdb } }
tables:
  orders: { date_column: ordered_on, key: [id], expected_dates: every day }
  unbounded: { table: orders }
`,
    );
    writeFileSync(join(root, "t.yaml"), "orders:\n  min_records: 20000\n  price_pct: 99\n");
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  function headgate(...words: string[]): { exitCode: number | null; stdout: string; stderr: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { cwd: root, encoding: "utf8" });
    return { exitCode: status, stdout, stderr };
  }

  it("says what it loosens, tightens and adds, in the thresholds language, and records nothing", () => {
    assert.deepEqual(headgate("suggest", "--table", "orders", "--quiet"), {
      exitCode: 0,
      stdout: `# Suggested for orders. It loosens min_records from 20000 to 16000, price_pct from 99 to 62.5 and adds 3 bounds.
orders:
  min_records: 16000   # looser than 20000, which fails now: 16,000 now
  price_pct: 62.5      # looser than 99, which fails now: 5th percentile of 20 dates, 2024-03-01 to 2024-03-20
  max_missing_dates: 0 # new: 0 now
  max_duplicates: 0    # new: 0 now
  id_pct: 100          # new: 5th percentile of 20 dates, 2024-03-01 to 2024-03-20
  # remark_pct: no suggestion. It is 0 % now, and a bound of 0 asks for nothing.
`,
      stderr: "",
    });
    assert.equal(existsSync(join(root, ".headgate/results")), false);
    assert.equal(readFileSync(join(root, "t.yaml"), "utf8"), "orders:\n  min_records: 20000\n  price_pct: 99\n");
  });

  it("gives bounds that the data passes", () => {
    const before = readFileSync(join(root, "t.yaml"), "utf8");
    writeFileSync(join(root, "t.yaml"), headgate("suggest", "--table", "orders").stdout);
    try {
      const validated = headgate("validate", "--json");
      const { verdict, tables } = JSON.parse(validated.stdout) as Validation;
      assert.deepEqual([validated.exitCode, verdict, tables[0]?.checks.length], [0, "pass", 5]);
      assert.deepEqual(
        tables[0]?.checks.map(({ byDate }) => byDate),
        [undefined, undefined, undefined, undefined, undefined],
      );
      const stored = headgate("validate", "--json", "--by-date");
      const [table] = (JSON.parse(stored.stdout) as Validation).tables;
      assert.equal(table?.checks.find(({ id }) => id === "orders.price_pct")?.byDate?.length, 20);
    } finally {
      writeFileSync(join(root, "t.yaml"), before);
    }
  });

  it("keeps the values of dates in the record, whether they were asked for or not", async () => {
    const [first] = await storeAt(join(root, ".headgate")).validations(9);
    const price = first?.tables[0]?.checks.find(({ id }) => id === "orders.price_pct");
    assert.deepEqual(price?.byDate?.slice(0, 2), [
      { date: "2024-03-01", numerator: 500, denominator: 800 },
      { date: "2024-03-02", numerator: 799, denominator: 800 },
    ]);
  });

  it("knows a table that has no section yet, and tells the same as JSON", () => {
    const { exitCode, stdout } = headgate("suggest", "--table", "unbounded", "--json");
    const told = JSON.parse(stdout) as SuggestionsJson;
    assert.deepEqual([exitCode, told.schemaVersion, told.table, told.notMeasured], [0, 1, "unbounded", null]);
    assert.deepEqual(
      told.suggestions.map(({ id, bound, present, change, because, basis, observed }) => ({
        id,
        bound,
        present,
        change,
        because,
        basis,
        observed,
      })),
      [
        { id: "unbounded.min_records", bound: 16000, because: "16,000 now", observed: 16000 },
        { id: "unbounded.id_pct", bound: 100, because: "100 % now", observed: 100 },
        { id: "unbounded.ordered_on_pct", bound: 100, because: "100 % now", observed: 100 },
        { id: "unbounded.price_pct", bound: 96.9, because: "96.9 % now", observed: 96.9375 },
        {
          id: "unbounded.remark_pct",
          bound: null,
          because: "It is 0 % now, and a bound of 0 asks for nothing.",
          observed: 0,
          change: "none",
        },
      ].map((one) => ({ present: null, change: "new", basis: null, ...one })),
    );
    assert.match(told.yaml, /^unbounded:\n {2}min_records: 16000 {2}# new: 16,000 now\n/m);
  });

  it("speaks from history alone while the data cannot be measured, and fails where there is none", async () => {
    const instance = await DuckDBInstance.create(join(root, "w.duckdb"));
    try {
      const { exitCode, stdout } = headgate("suggest", "--table", "orders", "--quiet");
      const [first, second] = stdout.split("\n");
      assert.deepEqual(
        [exitCode, first],
        [0, "# Suggested for orders. It loosens min_records from 20000 to 16000, price_pct from 99 to 62.5."],
      );
      assert.match(second ?? "", /^# Out of history alone, since the data could not be measured: .+/);
      const none = headgate("suggest", "--table", "unbounded", "--json");
      const { error } = JSON.parse(none.stdout) as { error: { code: string; message: string } };
      assert.deepEqual([none.exitCode, error.code], [2, "query-failed"]);
      assert.match(error.message, /^Nothing can be suggested for unbounded\. /);
    } finally {
      instance.closeSync();
    }
  });

  it("refuses a table that nobody declared", () => {
    assert.deepEqual(headgate("suggest", "--table", "ordrs"), {
      exitCode: 2,
      stdout: "",
      stderr: "headgate: Neither t.yaml nor tables: in headgate.yaml has ordrs. Did you mean orders?\n",
    });
  });
});
