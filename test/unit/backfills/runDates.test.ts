import assert from "node:assert/strict";
import { daysOf, type CalendarDate } from "../../../src/core/calendar";
import { monthGroups } from "../../../src/core/backfills/monthGroups";
import { noEarlierDates, type EarlierDates } from "../../../src/core/backfills/leftOut";
import { runOutcome, type RunEvidence } from "../../../src/core/backfills/runOutcome";
import { statusRow } from "../../../src/core/backfills/statusRow";
import type { BackfillStatus, MonthOfDates } from "../../../src/core/backfills/status";
import { logOf, readingOf } from "./logs";
import { monthOfDates } from "../../fixtures/monthOfDates";

const days = (start: string, end: string): CalendarDate[] =>
  daysOf({ start: start as CalendarDate, end: end as CalendarDate });
const now = Date.parse("2026-01-04T10:00:05Z");

/** A run that is alive, by the lines of its log. */
function live(asked: CalendarDate[] | null, ...lines: string[]): RunEvidence {
  return {
    pid: 17,
    startedAt: Date.parse("2026-01-04T10:00:00Z"),
    endedAt: null,
    alive: true,
    end: null,
    dates: asked,
    workers: null,
    log: "logs/a.log",
    logModifiedAt: now,
    reading: readingOf(logOf(...lines)),
    checkpoint: null,
    remarks: [],
  };
}
const died = (evidence: RunEvidence): RunEvidence => ({
  ...evidence,
  alive: false,
  endedAt: now,
  end: { exitCode: null, signal: "SIGKILL", reason: null },
});
const earlier = (done: string[], open: string[] = []): EarlierDates => ({
  done: new Set(done as CalendarDate[]),
  open: new Set(open as CalendarDate[]),
});
const rowOf = (evidence: RunEvidence, before = noEarlierDates): BackfillStatus =>
  statusRow("a", evidence, runOutcome(evidence, before), { now, pollMs: 60_000, kind: "job", waitingFor: [] });

describe("the dates of a row", () => {
  const oneByOne = [
    "10:00:00 Processing 33 days individually (day-by-day approach)",
    "10:00:00 Processing day 1/33: 2024-01-30",
    "10:00:01   ✓ Success: 231 records from 11 games",
    "10:00:01 Processing day 2/33: 2024-01-31",
    "10:00:02   ✗ Failed: 2024-01-31",
    "10:00:02   ✗ Exception: 413 Request too large",
    "10:00:03 Processing day 3/33: 2024-02-01",
  ];
  const asked = days("2024-01-30", "2024-03-02");

  it("are done, failed with the log's reason, running and pending while it is alive", () => {
    const row = rowOf(live(asked, ...oneByOne));
    assert.deepEqual(row.failureReasons, { "2024-01-31": "413 Request too large" });
    assert.deepEqual([row.runningDates, row.skippedDates, row.unfinishedDates], [["2024-02-01"], [], []]);
    assert.deepEqual(row.months, [
      monthOfDates("2024-01", { done: 1, failed: 1 }),
      monthOfDates("2024-02", { running: 1, pending: 28 }),
      monthOfDates("2024-03", { pending: 2 }),
    ]);
  });

  it("are unfinished once it is gone, also the one that it worked on", () => {
    const row = rowOf(died(live(asked, ...oneByOne)));
    assert.deepEqual(row.runningDates, []);
    assert.equal(row.unfinishedDates.length, 31);
    assert.deepEqual(row.months.slice(1), [
      monthOfDates("2024-02", { unfinished: 29 }),
      monthOfDates("2024-03", { unfinished: 2 }),
    ]);
  });

  it("of several workers are running only where the log says so: it names no beginnings, and none is guessed", () => {
    const row = rowOf(
      live(
        days("2024-01-01", "2024-01-04"),
        "10:00:00 Processing 4 days with 2 parallel workers",
        "10:00:01   ✓ 2024-01-02: 7 records",
      ),
    );
    assert.deepEqual(row.runningDates, []);
    assert.deepEqual(row.months, [monthOfDates("2024-01", { done: 1, pending: 3 })]);
  });

  it("that are tried once more are running, and no longer failed in their month", () => {
    const row = rowOf(live(asked, ...oneByOne, "10:00:04 Processing day 4/33: 2024-01-31"));
    assert.deepEqual(row.runningDates, ["2024-01-31"]);
    assert.deepEqual(row.months[0], monthOfDates("2024-01", { done: 1, running: 1 }));
  });

  it("are those that the log names where it is not known what it was to fill", () => {
    const row = rowOf(live(null, ...oneByOne));
    assert.deepEqual(row.months, [
      monthOfDates("2024-01", { done: 1, failed: 1 }),
      monthOfDates("2024-02", { running: 1 }),
    ]);
  });
});

describe("a run that resumes", () => {
  const asked = days("2024-01-01", "2024-01-06");
  const two = "10:00:00 Processing 2 days with 2 parallel workers";

  it("leaves out what was done, and that is no remark", () => {
    const row = rowOf(live(asked, two), earlier(["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"]));
    assert.deepEqual(row.skippedDates, ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"]);
    assert.equal(row.leftOutRemark, null);
    assert.deepEqual([row.total, row.months], [2, [monthOfDates("2024-01", { skipped: 4, pending: 2 })]]);
  });

  it("after the latest date that was done is flagged for every open date before, from its first line on", () => {
    // In parallel the 2nd had failed and the 3rd was not reached when the 4th was done.
    const before = earlier(["2024-01-01", "2024-01-04"], ["2024-01-02", "2024-01-03"]);
    const row = rowOf(live(asked, two), before);
    assert.equal(
      row.reason,
      "It goes on where an earlier run stopped, and leaves out 2 dates that no run has filled (2024-01-02…2024-01-03); retry them once it has ended.",
    );
    assert.deepEqual(row.skippedDates, ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"]);
    assert.deepEqual(row.months, [monthOfDates("2024-01", { skipped: 4, pending: 2 })]);

    const ended = rowOf(
      {
        ...died(live(asked, two, "10:00:01   ✓ 2024-01-05: 7 records", "10:00:02   ✓ 2024-01-06: 7 records")),
        end: { exitCode: 0, signal: null, reason: null },
      },
      before,
    );
    assert.equal(ended.state, "partial");
    assert.deepEqual(ended.unfinishedDates, ["2024-01-02", "2024-01-03"]);
    assert.deepEqual(ended.skippedDates, ["2024-01-01", "2024-01-04"]);
    assert.match(ended.leftOutRemark ?? "", /left out 2 dates that no run has filled \(2024-01-02…2024-01-03\)/);
  });

  it("is flagged by number where it cannot be told yet which dates it leaves out", () => {
    const row = rowOf(live(asked, two), earlier(["2024-01-02"], ["2024-01-03"]));
    assert.match(row.leftOutRemark ?? "", /leaves out 3 dates that no run has filled; retry them/);
    assert.deepEqual(row.skippedDates, ["2024-01-02"]);
  });

  it("is flagged by its checkpoint, which names what it skips", () => {
    const checkpoint = {
      succeeded: [],
      failed: [],
      skipped: days("2024-01-01", "2024-01-04"),
      dates: asked,
      total: 6,
    };
    const row = rowOf({ ...live(asked, two), checkpoint }, earlier([], ["2024-01-02"]));
    assert.match(row.leftOutRemark ?? "", /leaves out a date that no run has filled \(2024-01-02\); retry it/);
    assert.deepEqual(row.skippedDates, checkpoint.skipped);
  });
});

describe("months for people", () => {
  const outline = (months: MonthOfDates[]): string[] =>
    monthGroups(months).map(({ kind, first, last, counts }) =>
      [kind, first, last, ...Object.values(counts).filter((count) => count > 0)].join(" "),
    );

  it("are joined while they follow each other and fared alike, failures or not; one that is under way stands for itself", () => {
    assert.deepEqual(
      outline([
        monthOfDates("2021-11", { done: 30 }),
        monthOfDates("2021-12", { done: 31 }),
        monthOfDates("2022-01", { done: 30, failed: 1 }),
        monthOfDates("2022-02", { done: 10, pending: 18 }),
        monthOfDates("2022-03", { done: 1, pending: 30 }),
        monthOfDates("2022-04", { pending: 30 }),
        monthOfDates("2022-05", { pending: 31 }),
        monthOfDates("2022-07", { pending: 31 }),
      ]),
      [
        "failed 2021-11 2022-01 91 1",
        "under-way 2022-02 2022-02 10 18",
        "under-way 2022-03 2022-03 1 30",
        "pending 2022-04 2022-05 61",
        "pending 2022-07 2022-07 31",
      ],
    );
  });
});
