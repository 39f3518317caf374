import assert from "node:assert/strict";
import { daysOf, type CalendarDate } from "../../../src/core/calendar";
import { noEarlierDates } from "../../../src/core/backfills/leftOut";
import { datesOver, runOutcome, type RunEvidence } from "../../../src/core/backfills/runOutcome";
import { runState, type Surroundings } from "../../../src/core/backfills/runState";
import { statusRow } from "../../../src/core/backfills/statusRow";
import { logOf, readingOf, shippedRecipe } from "./logs";

const days = (start: string, end: string): CalendarDate[] =>
  daysOf({ start: start as CalendarDate, end: end as CalendarDate });
const noon = Date.parse("2026-01-04T12:00:00Z");
const around: Surroundings = { now: noon, pollMs: 60_000, kind: "job", waitingFor: [] };

const ended: RunEvidence = {
  pid: 17,
  startedAt: Date.parse("2026-01-04T10:00:00Z"),
  endedAt: Date.parse("2026-01-04T11:00:00Z"),
  alive: false,
  end: { exitCode: 0, signal: null, reason: null },
  dates: days("2024-01-01", "2024-01-03"),
  workers: null,
  log: "logs/a.log",
  logModifiedAt: Date.parse("2026-01-04T10:59:59Z"),
  reading: null,
  checkpoint: null,
  remarks: [],
};
const done = (...dates: string[]): string[] => dates.map((date) => `10:00:01   ✓ 2024-01-${date}: 7 records`);
const failed = (...dates: string[]): string[] => dates.map((date) => `10:00:02   ✗ 2024-01-${date}: Processing failed`);
const begun = "10:00:00 Processing 3 days with 2 parallel workers";
const closed = "10:59:59 PARALLEL BACKFILL COMPLETE";
const withLog = (...lines: string[]): RunEvidence => ({ ...ended, reading: readingOf(logOf(...lines)) });
const stateOf = (evidence: RunEvidence, more: Partial<Surroundings> = {}) =>
  runState(evidence, runOutcome(evidence), { ...around, ...more });

describe("the state of a run", () => {
  const whole = withLog(begun, ...done("01", "02", "03"), closed);
  const seen = (evidence: RunEvidence): RunEvidence => ({
    ...evidence,
    end: { exitCode: null, signal: null, reason: null },
  });

  it("is by its exit code, its signal, its closing summary and its dates, the first that fits", () => {
    assert.deepEqual(stateOf({ ...whole, end: { exitCode: 3, signal: null, reason: null } }), {
      state: "failed",
      reason: "It ended with exit code 3.",
    });
    assert.deepEqual(stateOf({ ...whole, end: { exitCode: null, signal: "SIGTERM", reason: null } }), {
      state: "died",
      reason: "It was ended by SIGTERM.",
    });
    assert.deepEqual(stateOf(seen(withLog(begun, ...done("01")))), {
      state: "died",
      reason: "The process is gone without a closing summary in its log. 2 dates unfinished.",
    });
    assert.deepEqual(stateOf(seen(withLog(begun, ...done("01"), ...failed("02"), closed))), {
      state: "partial",
      reason: "1 date failed, 1 date unfinished.",
    });
    assert.deepEqual(stateOf(withLog(begun, ...done("01", "02"))), { state: "partial", reason: "1 date unfinished." });
    assert.deepEqual(stateOf(seen(whole)), { state: "succeeded", reason: null });
  });

  it("tells why a run never began", () => {
    const end = { exitCode: null, signal: null, reason: "It could not be started: there is no program x." };
    assert.deepEqual(stateOf({ ...ended, end }), {
      state: "died",
      reason: "It could not be started: there is no program x. 3 dates unfinished.",
    });
  });

  it("is succeeded by its exit code alone when nothing tells of its dates, and says so", () => {
    assert.deepEqual(stateOf(ended), {
      state: "succeeded",
      reason: "Its dates are not known: neither a log nor a checkpoint tells of them.",
    });
    assert.deepEqual(datesOver([ended]), { succeeded: ended.dates, failed: [], unfinished: [] });
  });

  it("of an orchestrator is waiting as long as what it waits for has not ended", () => {
    const alive = { ...ended, alive: true, end: null, endedAt: null };
    assert.equal(stateOf(alive, { kind: "orchestrator", waitingFor: ["first"] }).state, "waiting");
    assert.equal(stateOf(alive, { kind: "orchestrator" }).state, "running");
  });
});

describe("the dates of a run", () => {
  it("make the total: done, failed and what is left", () => {
    const evidence = withLog(begun, ...done("01"), ...failed("03"));
    const {
      done: succeeded,
      failed: broken,
      unfinishedDates,
      total,
    } = statusRow("a", evidence, runOutcome(evidence, noEarlierDates), around);
    assert.deepEqual([succeeded, broken, unfinishedDates, total], [1, 1, ["2024-01-02"], 3]);
  });

  it("that a resumed run left out because they were done are not unfinished; others it skipped are", () => {
    const first = {
      ...withLog("09:00:00 Processing 5 days with 2 parallel workers", ...done("01", "03")),
      dates: days("2024-01-01", "2024-01-05"),
    };
    // It goes on after the latest date that was done, and never comes back to the 2nd.
    const second = {
      ...withLog("10:00:00 Processing 2 days with 2 parallel workers", ...done("04", "05"), closed),
      dates: first.dates,
    };
    assert.deepEqual(datesOver([first]).unfinished, ["2024-01-02", "2024-01-04", "2024-01-05"]);
    assert.deepEqual(datesOver([first, second]), {
      succeeded: ["2024-01-01", "2024-01-03", "2024-01-04", "2024-01-05"],
      failed: [],
      unfinished: ["2024-01-02"],
    });
  });

  it("of which the log names only the number are counted, not named", () => {
    const evidence = { ...withLog(begun, ...done("01"), closed), dates: null };
    const row = statusRow("a", evidence, runOutcome(evidence, noEarlierDates), around);
    assert.deepEqual([row.state, row.done, row.total, row.unfinishedDates], ["partial", 1, 3, []]);
    assert.equal(row.reason, "2 dates unfinished that the log does not name.");
  });
});

describe("a log that counts something else than dates", () => {
  const models = (...lines: string[]): RunEvidence => ({
    ...ended,
    end: { exitCode: null, signal: null, reason: null },
    reading: readingOf(lines.map((line) => `10:00:00  ${line}\n`).join(""), {}, shippedRecipe("dbt")),
  });
  const first = "1 of 2 OK created sql view model main.m1 ....... [OK in 0.07s]";
  const rowOf = (evidence: RunEvidence) => {
    const row = statusRow("a", evidence, runOutcome(evidence, noEarlierDates), around);
    const { state, done, failed, total, reason, unfinishedDates, leftOutRemark } = row;
    return [state, done, failed, total, reason, unfinishedDates.length, leftOutRemark];
  };

  it("tells its own counts while it runs, and resumes nothing", () => {
    const alive = { ...models(first), alive: true, end: null, endedAt: null, logModifiedAt: null };
    assert.deepEqual(rowOf(alive).slice(1), [1, 0, 2, null, 0, null]);
  });

  it("has filled its dates when it ended with its summary and nothing failed", () => {
    const last = "2 of 2 OK created sql view model main.m2 ....... [OK in 0.05s]";
    const evidence = models(first, last, "Done. PASS=2 WARN=0 ERROR=0 SKIP=0 TOTAL=2");
    assert.deepEqual(rowOf(evidence), ["succeeded", 2, 0, 2, null, 0, null]);
    assert.equal(datesOver([evidence]).succeeded.length, 3);
  });

  it("is partial where something failed, and which dates that concerns is not known", () => {
    const last = "2 of 2 ERROR creating sql view model main.m2 ..... [ERROR in 0.04s]";
    const evidence = models(first, last, "Done. PASS=1 WARN=0 ERROR=1 SKIP=0 TOTAL=2");
    const reason = "sql view model main.m2 failed. 3 dates unfinished.";
    assert.deepEqual(rowOf(evidence), ["partial", 1, 1, 2, reason, 3, null]);
  });
});

describe("a log in another zone than declared", () => {
  it("is noticed, and moments are told by this machine's clock", () => {
    const evidence: RunEvidence = {
      ...withLog(begun, ...done("01", "02")),
      alive: true,
      end: null,
      endedAt: null,
      // The last line says 10:00:01, and was written at 18:00:02.
      logModifiedAt: Date.parse("2026-01-04T18:00:02Z"),
    };
    const row = statusRow("a", evidence, runOutcome(evidence, noEarlierDates), {
      ...around,
      now: Date.parse("2026-01-04T18:00:03Z"),
    });
    assert.equal(row.reason, "The times in its log are 8 h behind this machine's clock; set log_timezone.");
    assert.ok(row.eta && row.eta.optimistic >= "2026-01-04T18:00:03.000Z" && row.eta.conservative < "2026-01-04T18:01");
  });
});
