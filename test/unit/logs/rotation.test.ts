import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { fileSystem } from "../../../src/adapters/logs/fileSystem";
import { readTail, type TailOptions } from "../../../src/app/logs/logTail";
import { compileRecipe } from "../../../src/core/backfills/recipe";
import { clockOf, dayByDay, logOf } from "../backfills/logs";

const done = (day: number): string =>
  logOf(`10:00:${String(day).padStart(2, "0")}   ✓ 2024-01-${String(day).padStart(2, "0")}: 1 records`);

describe("a log in several files", () => {
  let folder = "";
  let files = { ...fileSystem };
  const path = (name = ""): string => join(folder, `x.log${name}`);
  const options: TailOptions = { recipe: dayByDay(), timezone: "UTC", clock: clockOf("UTC") };
  const dates = async (more: Partial<TailOptions> = {}): Promise<string[]> => {
    const tail = await readTail(files, path(), { ...options, ...more });
    return [...(tail?.reading.run.succeeded.keys() ?? [])].map((date) => date.slice(-2));
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "headgate-parts-"));
    files = { ...fileSystem };
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is read in the order of time, compressed parts too", async () => {
    writeFileSync(path(".2.gz"), gzipSync(done(1)));
    writeFileSync(path(".1"), done(2));
    writeFileSync(path(), done(3));
    assert.deepEqual(await dates(), ["01", "02", "03"]);
  });

  it("is known by the days in the names of its parts as well", async () => {
    writeFileSync(path(".2024-01-02"), done(2));
    writeFileSync(path("-20240103"), done(3));
    rmSync(path("-20240103"));
    writeFileSync(path(".2024-01-01"), done(1));
    writeFileSync(path(), done(4));
    assert.deepEqual(await dates(), ["01", "02", "04"]);
  });

  it("leaves out parts that were rotated away before the run began", async () => {
    writeFileSync(path(".1"), done(1));
    utimesSync(path(".1"), new Date("2020-01-01"), new Date("2020-01-01"));
    writeFileSync(path(), done(2));
    assert.deepEqual(await dates({ startedAt: Date.now() - 60_000 }), ["02"]);
  });

  it("keeps what was read when the file is deleted, and goes on when it is there again", async () => {
    writeFileSync(path(), done(1));
    assert.deepEqual(await dates(), ["01"]);
    rmSync(path());
    assert.deepEqual(await dates(), ["01"]);
    writeFileSync(path(), done(2));
    assert.deepEqual(await dates(), ["01", "02"]);
  });

  it("sees a file that was cut short and is longer than before already", async () => {
    writeFileSync(path(), done(1));
    await dates();
    truncateSync(path(), 0);
    appendFileSync(path(), done(2) + done(3));
    assert.deepEqual(await dates(), ["01", "02", "03"]);
  });

  it("does not read a copy that is just being made", async () => {
    writeFileSync(path(), done(1) + done(2));
    await dates();
    writeFileSync(path(".1"), done(1) + done(2).slice(0, 9));
    appendFileSync(path(), done(3));
    const tail = await readTail(files, path(), options);
    renameSync(path(), path(".2"));
    writeFileSync(path(), done(4));
    const after = await readTail(files, path(), options);
    assert.deepEqual([tail?.reading.lines.read, after?.reading.lines.read], [3, 4]);
  });

  it("gives lines without a time the moment at which they came, once somebody looked", async () => {
    const recipe = compileRecipe("own", { rules: [{ event: "progress", pattern: "(?P<done>\\d+)/(?P<total>\\d+)" }] });
    writeFileSync(path(), "1/9\n");
    const at = async (now: number): Promise<readonly [number | null | undefined, string | null | undefined]> => {
      const tail = await readTail(files, path(), { ...options, recipe, now });
      return [tail?.reading.run.counted.last?.at, tail?.reading.moments];
    };
    assert.deepEqual(await at(1000), [null, null]);
    appendFileSync(path(), "2/9\n");
    assert.deepEqual(await at(2000), [2000, "arrival"]);
  });
});
