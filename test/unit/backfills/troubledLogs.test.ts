import assert from "node:assert/strict";
import type { LogProgress } from "../../../src/core/backfills/status";
import { clockOf, logOf, progressOf } from "./logs";

const counts = ({ state, done, failed, total, records, failedDates }: LogProgress): object => ({
  state,
  done,
  failed,
  total,
  records,
  failedDates,
});

const begun = "10:00:00 Processing 3 days with 2 parallel workers";

describe("a troubled log", () => {
  it("in colours, with control characters and other line ends, reads as without", () => {
    const plain = logOf(begun, "10:00:01   ✓ 2024-01-01: 3 records", "10:00:02   ✗ 2024-01-02: No space left");
    const coloured = plain
      .replaceAll("INFO", "\u001b[32mINFO\u001b[0m")
      .replaceAll("✓", "\u001b[1;38;5;46m✓\u001b[m")
      .replaceAll(" days", " \u0000\u0007days\u001b]0;a title\u0007");
    const expected = counts(progressOf(plain));
    for (const text of [
      coloured,
      plain.replaceAll("\n", "\r\n"),
      plain.replaceAll("\n", "\r\r\n"),
      plain.replaceAll("\n", "\r"),
    ])
      assert.deepEqual(counts(progressOf(text)), expected);
  });

  it("with a line of megabytes is read on behind it, and says so", () => {
    const long = `2026-01-04 10:00:01,000 - INFO - ${"x ✓ 2024-01-03: 9 records ".repeat(400_000)}`;
    const { done, lines, remarks } = progressOf(
      `${logOf(begun)}${long}\n${logOf("10:00:02   ✓ 2024-01-01: 3 records")}`,
    );
    assert.deepEqual(
      { done, lines, remarks },
      {
        done: 1,
        lines: { read: 3, matched: 2, cut: 1 },
        remarks: ["1 line is so long that only its beginning was looked at."],
      },
    );
  });

  it("whose dates do not exist is not taken at its word", () => {
    const log = logOf(
      "10:00:00 Processing day 1/2: 2024-02-28",
      "10:00:01   ✓ 2024-02-31: 3 records",
      "10:00:02 ✗ 2024-13-01: no",
    );
    assert.deepEqual(counts(progressOf(log)), {
      state: "running",
      done: 0,
      failed: 0,
      total: 2,
      records: null,
      failedDates: [],
    });
  });

  it("whose clock jumps back does not take less than no time", () => {
    const log = logOf(begun, "10:00:09   ✓ 2024-01-01: 3 records", "09:00:00   ✓ 2024-01-02: 3 records");
    const { done, elapsedMs } = progressOf(log);
    assert.deepEqual({ done, elapsedMs }, { done: 2, elapsedMs: 0 });
  });

  it("that runs on while clocks go back an hour tells the true time", () => {
    const log = ["00:59:00", "01:59:00", "01:01:00", "02:01:00"]
      .map((time, index) => `2026-11-01 ${time},000 - INFO -   ✓ 2024-01-0${index + 1}: 3 records\n`)
      .join("");
    assert.equal(progressOf(log, { clock: clockOf("America/New_York") }).elapsedMs, (2 * 60 + 2) * 60_000);
  });

  it("whose every line is written twice counts each date once, at the pace at which it came", () => {
    const once = Array.from({ length: 8 }, (_, day) => `10:00:0${day + 1}   ✓ 2024-01-0${day + 1}: 3 records`);
    const twice = once.flatMap((line) => [line, line]);
    const start = "10:00:00 Processing 90 days with 1 parallel workers";
    assert.deepEqual(progressOf(logOf(start, ...twice)).eta, progressOf(logOf(start, ...once)).eta);
  });

  it("reads the summary of a message of several lines, and nothing of what an error quotes", () => {
    const log = `${logOf("10:00:00 Processing 2 days with 2 parallel workers", "10:00:01   ✓ 2024-01-01: 3 records")}2026-01-04 10:00:02,000 - ERROR - 
  ✓ 2024-01-02: 3 records
PARALLEL BACKFILL COMPLETE
2026-01-04 10:00:03,000 - INFO - two lines
PARALLEL BACKFILL COMPLETE
2026-01-04 10:00:04,000 - INFO -   ✗ 2024-01-02: gone
`;
    const summary =
      "2026-01-04 10:00:05,000 - INFO - \n==========\nPARALLEL BACKFILL COMPLETE\n  Successful: 1\n  Failed: 1\n";
    assert.deepEqual([progressOf(log).state, progressOf(log + summary).state], ["running", "partial"]);
  });
});

describe("a line that was torn, and to which the next run went on writing,", () => {
  it("does not count, and those behind it do", () => {
    for (const cut of [3, 14, 16, 20, 22, 24, 26]) {
      const torn = logOf("10:00:01   ✓ 2024-01-02: 236 records").slice(0, 33 + cut);
      const log = `${logOf(begun)}${torn}${logOf("11:00:00 🚀 a new start", "11:00:01   ✓ 2024-01-01: No games")}`;
      assert.deepEqual([progressOf(log).done, progressOf(log).records], [1, null], torn);
    }
  });
});

describe("the runs in one log", () => {
  const two = [
    "10:00:00 Processing 2 days with 2 parallel workers",
    "10:00:01   ✓ 2024-01-01: 3 records",
    "10:00:02   ✗ 2024-01-02: Processing failed",
    "10:00:03 PARALLEL BACKFILL COMPLETE",
  ];

  it("are apart where the second one fills other dates than had failed", () => {
    const log = logOf(
      ...two,
      "11:00:00 Processing 1 days with 2 parallel workers",
      "11:00:01   ✓ 2024-05-01: 7 records",
    );
    assert.deepEqual(counts(progressOf(log)), {
      state: "running",
      done: 1,
      failed: 0,
      total: 1,
      records: 7,
      failedDates: [],
    });
  });

  it("are apart where the first one died before anything ended", () => {
    const log = logOf(
      "09:00:00 🚀 PARALLEL BACKFILL MODE - 15 CONCURRENT WORKERS",
      "09:00:00 Processing 3 days with 15 parallel workers",
      "10:00:00 🚀 PARALLEL BACKFILL MODE - 2 CONCURRENT WORKERS",
      "10:00:00 Processing 3 days with 2 parallel workers",
      "10:00:05   ✓ 2024-01-01: 3 records",
    );
    const { startedAt, workers, elapsedMs } = progressOf(log);
    assert.deepEqual(
      { startedAt, workers, elapsedMs },
      { startedAt: "2026-01-04T10:00:00.000Z", workers: 2, elapsedMs: 5000 },
    );
  });

  it("belong together where one goes on with the day after the last, whatever it counts", () => {
    const log = logOf(
      "09:00:00 Processing 3 days individually (day-by-day approach)",
      "09:00:00 Processing day 1/3: 2024-01-01",
      "09:00:01   ✓ Success: 5 records from 1 games",
      "09:00:02 Processing day 2/3: 2024-01-02",
      "12:00:00 Processing 3 days individually (day-by-day approach)",
      "12:00:00 Processing day 2/3: 2024-01-02",
      "12:00:01   ✓ Success: 6 records from 1 games",
    );
    assert.deepEqual(counts(progressOf(log)), {
      state: "running",
      done: 2,
      failed: 0,
      total: 3,
      records: 11,
      failedDates: [],
    });
  });

  it("leave out the time between two passes when it is told how long the rest takes", () => {
    const first = Array.from({ length: 9 }, (_, day) => `10:00:0${day + 1}   ✓ 2024-01-0${day + 1}: 3 records`);
    const log = logOf(
      "10:00:00 Processing 20 days with 1 parallel workers",
      ...first,
      "15:00:00 Processing 11 days with 1 parallel workers",
      "15:00:01   ✓ 2024-01-10: 3 records",
    );
    const { eta } = progressOf(log);
    assert.ok(eta && Date.parse(eta.conservative) < Date.parse("2026-01-04T15:01:00Z"), JSON.stringify(eta));
  });

  it("do not hand on the day that was worked on", () => {
    const log = logOf(
      "09:00:00 Processing 2 days individually (day-by-day approach)",
      "09:00:00 Processing day 1/2: 2024-01-01",
      "09:00:01   ✓ Success: 5 records from 1 games",
      "09:00:02 Processing day 2/2: 2024-01-02",
      "12:00:00 Processing 1 days individually (day-by-day approach)",
      "12:00:01   ✗ Exception: cannot connect",
    );
    assert.deepEqual(progressOf(log).failedDates, []);
  });

  it("tell of a date that failed twice why it did the last time", () => {
    const log = logOf(
      begun,
      "10:00:01 Exception processing 2024-01-01: 413 Request too large",
      "10:00:01   ✗ 2024-01-01: Processing failed",
      "10:00:05   ✗ 2024-01-01: timed out",
    );
    assert.deepEqual(progressOf(log).failureReasons, { "2024-01-01": "timed out" });
  });

  it("count what the summary counts where lines are missing, and what lines say where they are not", () => {
    const lost = logOf(
      begun,
      "10:00:01   ✓ 2024-01-01: 3 records",
      "10:00:03 PARALLEL BACKFILL COMPLETE",
      "10:00:03   Successful: 2",
      "10:00:03   Failed: 1",
    );
    assert.deepEqual(counts(progressOf(lost)), {
      state: "partial",
      done: 2,
      failed: 1,
      total: 3,
      records: 3,
      failedDates: [],
    });
    const retried = logOf(
      "10:00:00 Processing 2 days with 2 parallel workers",
      "10:00:01   ✗ 2024-01-01: no",
      "10:00:02   ✓ 2024-01-02: 3 records",
      "10:00:03   ✓ 2024-01-01: 3 records",
      "10:00:04 PARALLEL BACKFILL COMPLETE",
      "10:00:04   Successful: 2",
      "10:00:04   Failed: 1",
    );
    assert.equal(progressOf(retried).state, "succeeded");
  });
});
