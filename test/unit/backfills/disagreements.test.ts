import assert from "node:assert/strict";
import { daysOf, type CalendarDate } from "../../../src/core/calendar";
import { disagreementsOf, type TableDates } from "../../../src/core/backfills/disagreements";
import { runOutcome, type RunEvidence } from "../../../src/core/backfills/runOutcome";
import { logOf, readingOf } from "./logs";

const day = (text: string): CalendarDate => text as CalendarDate;
const at = (time: string): number => Date.parse(`2026-01-04T${time}Z`);
const window = { start: day("2024-01-01"), end: day("2024-01-05") };
const lines = [
  "10:00:00 Processing 5 days with 2 parallel workers",
  "10:00:01   ✓ 2024-01-01: 7 records",
  "10:00:02   ✓ 2024-01-02: 7 records",
  "10:00:03   ✓ 2024-01-03: 0 records",
  "10:00:04   ✗ 2024-01-04: Processing failed",
  "10:30:00   ✓ 2024-01-05: 7 records",
];
const closed = "10:30:01 PARALLEL BACKFILL COMPLETE";
const ended: RunEvidence = {
  pid: 17,
  startedAt: at("10:00:00"),
  endedAt: at("10:30:02"),
  alive: false,
  end: { exitCode: 0, signal: null, reason: null },
  dates: daysOf(window),
  workers: 2,
  log: "logs/a.log",
  logModifiedAt: at("10:30:01"),
  reading: readingOf(logOf(...lines, closed)),
  checkpoint: null,
  remarks: [],
};
const live: RunEvidence = { ...ended, alive: true, end: null, endedAt: null, reading: readingOf(logOf(...lines)) };
const without = (measured: string, ...lacking: string[]): TableDates => ({
  name: "airport_day",
  measuredAt: at(measured),
  window,
  lacks: (date) => lacking.includes(date),
});
const told = (evidence: RunEvidence, tables: TableDates[] = [], now = "11:00:00"): string[] =>
  disagreementsOf(evidence, runOutcome(evidence), tables, at(now)).map(({ message }) => message);

describe("sources that disagree", () => {
  it("are none where log, process and table say the same", () => {
    assert.deepEqual(told(ended, [without("10:48:00")]), []);
  });

  it("are the log, and a table that was measured afterwards and has no rows for a date that is done", () => {
    assert.deepEqual(told(ended, [without("10:48:00", "2024-01-05")]), [
      "The log says 2024-01-05 is done, and airport_day has no rows for it (measured 12 min ago).",
    ]);
    assert.deepEqual(told(ended, [without("10:59:50", "2024-01-01", "2024-01-02", "2024-01-05")]), [
      "The log says 3 dates are done (2024-01-01…2024-01-02, 2024-01-05), and airport_day has no rows for them (measured just now).",
    ]);
  });

  it("are not the table where the log itself says that a date failed or had no records", () => {
    assert.deepEqual(told(ended, [without("10:48:00", "2024-01-03", "2024-01-04")]), []);
  });

  it("are not told of a measurement from before the end, nor, while it is alive, from before a date was done", () => {
    assert.deepEqual(told(ended, [without("10:20:00", "2024-01-01")]), []);
    assert.deepEqual(told(live, [without("10:20:00", "2024-01-05")]), []);
    assert.equal(told(live, [without("10:20:00", "2024-01-01")]).length, 1);
  });

  it("are log and checkpoint", () => {
    const checkpoint = {
      succeeded: [day("2024-01-04")],
      failed: [day("2024-01-01"), day("2024-01-02")],
      skipped: [],
      dates: null,
      total: 5,
    };
    assert.deepEqual(told({ ...ended, checkpoint }), [
      "The log says 2 dates are done (2024-01-01…2024-01-02), and the checkpoint says they failed.",
      "The log says 2024-01-04 failed, and the checkpoint says it is done.",
    ]);
    // While it is alive, its checkpoint is a moment behind.
    assert.deepEqual(told({ ...live, checkpoint: { ...checkpoint, writtenAt: at("10:00:02") } }), []);
    assert.equal(told({ ...live, checkpoint: { ...checkpoint, writtenAt: at("10:00:09") } }).length, 2);
    // Filled by a later pass, and kept in both lists.
    const both = { ...checkpoint, succeeded: checkpoint.failed };
    assert.deepEqual(told({ ...ended, checkpoint: both }), []);
  });

  it("are the closing summary and the lines that it sums up", () => {
    const summary = [
      "10:30:01 DAY-BY-DAY BACKFILL SUMMARY:",
      "10:30:01   Successful days: 5",
      "10:30:01   Failed days: 0",
    ];
    assert.deepEqual(told({ ...ended, reading: readingOf(logOf(...lines, ...summary)) }), [
      "The closing summary counts 5 successful dates, and the lines of the log 4.",
      "The closing summary counts 0 failed dates, and the lines of the log 1.",
    ]);
    const again = ["10:31:00 Processing 1 days with 2 parallel workers", "10:31:01   ✓ 2024-01-04: 7 records"];
    const pass = ["10:31:02 DAY-BY-DAY BACKFILL SUMMARY:", "10:31:02   Successful days: 1"];
    assert.deepEqual(told({ ...ended, reading: readingOf(logOf(...lines, ...summary, ...again, ...pass)) }), []);
  });

  it("are log and process", () => {
    const open = { ...ended, reading: readingOf(logOf(...lines)) };
    assert.deepEqual(told(open), ["The process ended with exit code 0, and its log has no closing summary."]);
    assert.deepEqual(told({ ...open, closes: false }), [], "a recipe that knows no summary misses none");
    const lingering = { ...live, reading: ended.reading };
    assert.deepEqual(told(lingering, [], "10:30:30"), [], "a process may take a while to end");
    assert.deepEqual(told(lingering, [], "10:35:01"), [
      "The log has its closing summary since 5 min, and the process (PID 17) is still there.",
    ]);
    assert.deepEqual(
      told({ ...ended, logModifiedAt: at("10:42:02") }),
      [],
      "a copy of the log is younger than it says",
    );
    assert.deepEqual(told({ ...ended, endedAt: at("10:18:01") }), [
      "The process is gone, and its log was still written to 12 min later.",
    ]);
    const allDone = readingOf(logOf(...lines, "10:30:01   ✓ 2024-01-04: 7 records", closed));
    assert.deepEqual(told({ ...ended, end: { exitCode: 3, signal: null, reason: null }, reading: allDone }), [
      "The process ended with exit code 3, and its log says that all dates are done.",
    ]);
  });
});
