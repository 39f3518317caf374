import assert from "node:assert/strict";
import { readRecipe } from "../../../src/core/backfills/recipe";
import { clockOf, dayByDay, logOf, progressOf, readingOf } from "./logs";
import { logReader } from "../../../src/core/backfills/logReader";
import { logProgress } from "../../../src/core/backfills/logProgress";

const sequential = `2026-01-04 13:15:22,104 - INFO - Processing 4 days individually (day-by-day approach)
2026-01-04 13:15:22,310 - INFO - Processing day 1/4: 2021-10-01
2026-01-04 13:15:31,882 - INFO -   ✓ Success: 231 records from 11 games
2026-01-04 13:15:31,900 - INFO - Processing day 2/4: 2021-10-02
2026-01-04 13:15:40,002 - ERROR -   ✗ Failed: 2021-10-02
2026-01-04 13:16:02,417 - ERROR -   ✗ Exception: 413 Request too large
2026-01-04 13:16:02,500 - INFO - Processing day 3/4: 2021-10-03
2026-01-04 13:16:12,417 - ERROR -   ✗ Exception: timed out
2026-01-04 13:16:12,500 - INFO - Processing day 4/4: 2021-10-04
2026-01-04 13:16:20,000 - INFO -   ✓ Success: 1,218 records from 11 games
2026-01-04 13:17:11,030 - INFO - Progress: 4/4 days (50.0% success), 1449 total records (avg 231/day)
2026-01-04 15:02:10,515 - INFO - DAY-BY-DAY BACKFILL SUMMARY:
2026-01-04 15:02:10,515 - INFO -   Total days: 4
2026-01-04 15:02:10,515 - INFO -   Successful days: 2
2026-01-04 15:02:10,515 - INFO -   Failed days: 2
2026-01-04 15:02:10,515 - INFO -   Total records processed: 1449
`;

const parallel = `2026-01-04 15:35:02,001 - INFO - 🚀 PARALLEL BACKFILL MODE - 15 CONCURRENT WORKERS
2026-01-04 15:35:02,001 - INFO -    Date range: 2021-10-01 to 2021-10-05
2026-01-04 15:35:02,010 - INFO - Processing 5 days with 15 parallel workers
2026-01-04 15:35:09,771 - INFO -   ✓ 2021-10-04: 236 records
2026-01-04 15:35:10,010 - ERROR - Exception processing 2021-10-03: 413 Request ✓ too large
Traceback (most recent call last):
  File "job.py", line 3, in run
ValueError: ✓ 2021-10-01: 99 records
2026-01-04 15:35:10,018 - ERROR -   ✗ 2021-10-03: Processing failed
2026-01-04 15:36:40,300 - INFO - PROGRESS: 2/5 days (40.0%)
2026-01-04 15:36:40,300 - INFO -   Failed: 1
2026-01-04 15:36:40,300 - INFO -   Records: 236 (avg 236/day)
`;

describe("the recipe day-by-day", () => {
  it("names the dates of its range that an ended run left, where they are as many as it counts", () => {
    const ended = `${parallel}2026-01-04 15:58:44,120 - INFO - PARALLEL BACKFILL COMPLETE\n`;
    const left = ["2021-10-01", "2021-10-02", "2021-10-05"];
    assert.deepEqual(progressOf(parallel).unfinishedDates, []);
    assert.deepEqual([progressOf(ended).state, progressOf(ended).unfinishedDates], ["partial", left]);
    const resumed = ended.replace("Processing 5 days", "Processing 3 days");
    assert.deepEqual(progressOf(resumed).unfinishedDates, []);
  });

  it("reads a log of one worker; an exception belongs to the date that is worked on", () => {
    assert.deepEqual(progressOf(sequential), {
      schemaVersion: 1,
      recipe: "day-by-day",
      state: "partial",
      startedAt: "2026-01-04T13:15:22.104Z",
      elapsedMs: 6_408_411,
      workers: null,
      done: 2,
      failed: 2,
      total: 4,
      percent: 100,
      records: 1449,
      failedDates: ["2021-10-02", "2021-10-03"],
      failureReasons: { "2021-10-02": "413 Request too large", "2021-10-03": "timed out" },
      unfinishedDates: [],
      skippedDates: [],
      currentDate: null,
      failedItems: [],
      eta: null,
      remaining: null,
      moments: "log",
      rounds: null,
      metrics: {},
      warnings: 0,
      errors: 3,
      lastError: "✗ Exception: timed out",
      remarks: [],
      lines: { read: 16, matched: 14, cut: 0 },
    });
  });

  it("reads a log of several workers; tracebacks and messages that only hold a tick count for nothing", () => {
    const { done, failed, total, workers, records, failedDates, failureReasons, state } = progressOf(parallel);
    assert.deepEqual(
      { done, failed, total, workers, records, failedDates, failureReasons, state },
      {
        done: 1,
        failed: 1,
        total: 5,
        workers: 15,
        records: 236,
        failedDates: ["2021-10-03"],
        failureReasons: { "2021-10-03": "413 Request ✓ too large" },
        state: "running",
      },
    );
  });

  it("waits for the end of a torn line", () => {
    const torn = `${parallel}2026-01-04 15:36:41,000 - INFO -   ✓ 2021-10-05: 2`;
    assert.equal(progressOf(torn).done, 1);
    assert.equal(progressOf(`${torn}40 records\n`).records, 476);
  });

  it("reads the same however the log is cut", () => {
    for (const size of [1, 7, 64]) {
      const reader = logReader(dayByDay(), { clock: clockOf("UTC") });
      for (let at = 0; at < parallel.length; at += size) reader.read(parallel.slice(at, at + size));
      const progress = logProgress(reader.reading(), { recipe: "day-by-day", total: null, now: null });
      assert.deepEqual(progress, progressOf(parallel));
    }
  });

  it("counts a date that failed and later succeeded as done, and the other way round as failed", () => {
    const log = parallel + logOf("15:40:00   ✓ 2021-10-03: 7 records", "15:40:01   ✗ 2021-10-04: Processing failed");
    const { done, failed, failedDates } = progressOf(log);
    assert.deepEqual({ done, failed, failedDates }, { done: 1, failed: 1, failedDates: ["2021-10-04"] });
  });

  it("tells the progress as it was at a time of the log's own clock", () => {
    const { done, failed, state, elapsedMs } = progressOf(sequential, { until: Date.parse("2026-01-04T13:16:00Z") });
    assert.deepEqual({ done, failed, state, elapsedMs }, { done: 1, failed: 1, state: "running", elapsedMs: 37_896 });
  });

  it("takes a run without any success for failed, and one without failures for succeeded", () => {
    const begun = ["10:00:00 Processing 1 days with 2 parallel workers"];
    const closed = "10:00:09 PARALLEL BACKFILL COMPLETE";
    assert.equal(progressOf(logOf(...begun, "10:00:01   ✗ 2024-01-01: Processing failed", closed)).state, "failed");
    assert.equal(progressOf(logOf(...begun, "10:00:01   ✓ 2024-01-01: 3 records", closed)).state, "succeeded");
    assert.equal(progressOf(logOf(...begun, closed)).state, "partial");
  });

  it("reads dates left over from an earlier, unfinished run in the same file as one run with it", () => {
    const log = logOf(
      "10:00:00 Processing 3 days with 2 parallel workers",
      "10:00:01   ✓ 2024-01-01: 3 records",
      "10:00:02   ✗ 2024-01-02: Processing failed",
      "10:00:03   ✓ 2024-01-03: 3 records",
      "10:00:04 PARALLEL BACKFILL COMPLETE",
      "11:00:00 Processing 1 days with 2 parallel workers",
      "11:00:01   ✓ 2024-01-02: 3 records",
    );
    const { done, failed, total, state } = progressOf(log);
    assert.deepEqual({ done, failed, total, state }, { done: 3, failed: 0, total: 3, state: "running" });
  });

  it("starts anew with a run over more dates than were left", () => {
    const log = logOf(
      "10:00:00 Processing 2 days with 2 parallel workers",
      "10:00:01   ✓ 2024-01-01: 3 records",
      "10:00:02   ✗ 2024-01-02: Processing failed",
      "10:00:04 PARALLEL BACKFILL COMPLETE",
      "11:00:00 🚀 PARALLEL BACKFILL MODE - 8 CONCURRENT WORKERS",
      "11:00:00 Processing 40 days with 8 parallel workers",
    );
    const { done, failed, total, workers, startedAt } = progressOf(log);
    assert.deepEqual(
      { done, failed, total, workers, startedAt },
      { done: 0, failed: 0, total: 40, workers: 8, startedAt: "2026-01-04T11:00:00.000Z" },
    );
  });

  it("keeps apart by time what several runs wrote to one file", () => {
    const log = logOf("10:00:00 Processing 2 days with 2 parallel workers", "10:00:01   ✓ 2024-01-01: 3 records");
    assert.equal(readingOf(log, { since: Date.parse("2026-01-04T10:00:01Z") }).run.total, null);
  });

  it("reads times in the zone of the log, and by the offset where one is written", () => {
    const line = (zone: string): string => `2026-07-04 10:00:00${zone} - INFO - Processing 3 days individually\r\n`;
    const begun = (zone: string, timeZone: string): string | null =>
      progressOf(line(zone), { clock: clockOf(timeZone) }).startedAt;
    assert.equal(begun("", "America/New_York"), "2026-07-04T14:00:00.000Z");
    assert.equal(begun("+02:00", "America/New_York"), "2026-07-04T08:00:00.000Z");
    assert.equal(begun("Z", "America/New_York"), "2026-07-04T10:00:00.000Z");
  });

  it("says nothing of a log that it does not know", () => {
    const { done, total, records, startedAt, eta, lines } = progressOf("nothing\nof the kind\n");
    assert.deepEqual(
      { done, total, records, startedAt, eta, lines },
      { done: 0, total: null, records: null, startedAt: null, eta: null, lines: { read: 2, matched: 0, cut: 0 } },
    );
  });
});

describe("a recipe", () => {
  const own = (rules: string, record = "'^(?P<time>\\S+ \\S+) '"): ReturnType<typeof readRecipe> =>
    readRecipe("own.yaml", `name: own\nrecord: ${record}\nrules:\n${rules}`);

  it("may name lines after which a run cannot go on", () => {
    const recipe = own("  - { event: fatal, pattern: '^GAVE UP: (?P<reason>.*)' }");
    assert.ok(recipe.ok);
    assert.equal(progressOf("2026-01-04 10:00:00 GAVE UP: no credentials\n", {}, recipe.value).state, "failed");
  });

  it("that cannot be used is refused with its place", () => {
    const messages = [
      own("  - { event: fatal, pattern: '(?=x)' }"),
      own("  - { event: explodes, pattern: x }"),
      own("  - { event: fatal, pattern: x }", "'^x'"),
      readRecipe("own.yaml", "name: [own"),
    ].map((recipe) => (recipe.ok ? "" : recipe.error.message.slice(0, 60)));
    assert.deepEqual(
      messages.map((message) => message.replace(/[(:].*/, "")),
      [
        "own.yaml, rules.0.pattern is not an RE2 pattern",
        "own.yaml, rules.0.event",
        "own.yaml, record must have a group named time.",
        "own.yaml is not readable as YAML",
      ],
    );
  });
});
