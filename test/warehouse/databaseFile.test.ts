import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { checkOf, makePlace, onlyTable, pipelineText } from "./measureWorkspace";

const holder = join(__dirname, "holdDatabase.mjs");

describe("a DuckDB database file", () => {
  const place = makePlace();
  after(() => place.remove());
  beforeEach(async () => {
    rmSync(join(place.root, "w.duckdb"), { force: true });
    await place.query("w.duckdb", "CREATE TABLE a AS SELECT DATE '2024-02-28' AS d, 1 AS x FROM range(10)");
  });
  const files = {
    "t.yaml": "a:\n  x_pct: 50\n",
    "headgate.yaml": pipelineText("w.duckdb", "tables: { a: { date_column: d } }\n"),
  };

  it("that another process holds is told with its PID, within seconds", async () => {
    const writer = spawn(process.execPath, [holder, join(place.root, "w.duckdb")], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    try {
      await once(writer.stdout, "data");
      const started = performance.now();
      const table = onlyTable(await place.validate(files));
      const seconds = (performance.now() - started) / 1000;
      const { status, reason } = checkOf(table, "x_pct");
      assert.deepEqual(
        [status, reason?.replace(place.root, "ROOT"), table.connection],
        [
          "unknown",
          `ROOT/w.duckdb is held by process ${writer.pid ?? 0}, which is writing it. Wait until it ends, then validate again.`,
          "w",
        ],
      );
      assert.ok(seconds < 10, `${seconds} seconds`);
    } finally {
      writer.stdin.end();
      await once(writer, "exit");
    }
    assert.equal(checkOf(onlyTable(await place.validate(files)), "x_pct").status, "pass");
  });

  it("is let go of at once: another process can write as soon as the result is there", async () => {
    assert.equal(checkOf(onlyTable(await place.validate(files)), "x_pct").numerator, 10);
    const writer = spawn(process.execPath, [holder, join(place.root, "w.duckdb")], { stdio: ["pipe", "pipe", "pipe"] });
    const [said] = (await Promise.race([once(writer.stdout, "data"), once(writer.stderr, "data")])) as [Buffer];
    writer.stdin.end();
    await once(writer, "exit");
    assert.equal(String(said), "held\n");
  });

  it("is let go of also when nothing could be measured", async () => {
    const missing = { ...files, "t.yaml": "b:\n  x_pct: 50\n" };
    assert.equal(onlyTable(await place.validate(missing)).rows, null);
    await place.query("w.duckdb", "INSERT INTO a VALUES (DATE '2024-02-28', 2)");
  });

  it("that a killed writer left behind is read with all that was committed", async () => {
    const writer = spawn(process.execPath, [holder, join(place.root, "w.duckdb"), "crash"], { stdio: "ignore" });
    await once(writer, "exit");
    assert.ok(existsSync(join(place.root, "w.duckdb.wal")), "the crash left a log of changes");
    const before = readFileSync(join(place.root, "w.duckdb"));
    assert.equal(onlyTable(await place.validate(files)).rows, 15);
    assert.deepEqual(readFileSync(join(place.root, "w.duckdb")), before, "reading changed the file");
  });

  it("is measured by two validations at once", async () => {
    const both = await Promise.all([place.validate(files), place.validate(files)]);
    assert.deepEqual(
      both.map((one) => onlyTable(one).rows),
      [10, 10],
    );
  });

  it("a cancelled validation ends a long query and leaves nothing open", async () => {
    const long = {
      ...files,
      "t.yaml":
        "a:\n  x: { sql: '(SELECT count(*) FROM range(100000000) s(i), range(100000) t(j) WHERE (i * j) % 7 = 3)', min: 0 }\n",
    };
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 500);
    const validation = await place.validate(long, {}, cancel.signal);
    assert.deepEqual(validation, {
      ok: false,
      error: { code: "interrupted", message: "The validation was cancelled. Nothing was recorded." },
    });
    await place.query("w.duckdb", "INSERT INTO a VALUES (DATE '2024-02-28', 2)");
  });

  it("a validation that was cancelled before does not begin", async () => {
    const cancelled = new AbortController();
    cancelled.abort();
    const validation = await place.validate(files, {}, cancelled.signal);
    assert.equal(validation.ok ? "" : validation.error.code, "interrupted");
  });
});
