import assert from "node:assert/strict";
import { alertsOf } from "../../../src/core/alerts/alertsOf";
import type { News } from "../../../src/core/alerts/news";
import type { EarlierRun } from "../../../src/core/backfills/status";
import type { ToldEnd } from "../../../src/core/alerts/toldEnd";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { dates, decision, status, table, validation } from "../vscode/facts";
import { endedRun, newsFor, now } from "./newsFor";

const since = new Date("2026-01-04T15:00:00Z");
const run = endedRun({ id: "run-1", name: "airport_day" });

function told(facts: Partial<News>): string[] {
  return alertsOf(newsFor(facts), since).map(
    ({ event, severity, message, details, steps }) =>
      `${event} ${severity}: ${[message, ...details].join(" ")} [${steps.map(({ title }) => title).join(", ")}]`,
  );
}

function declared(more: string): Pick<News, "pipeline"> {
  const text = `version: 1\nthresholds: t.yaml\nbackfills:\n  airport_day:\n    command: [job]\n${more}`;
  const { pipeline } = readPipeline("headgate.yaml", text);
  assert.ok(pipeline);
  return { pipeline };
}

describe("alerts", () => {
  it("offer to retry when a backfill ended with failed dates", () => {
    const partial = status({
      name: "airport_day",
      state: "partial",
      startedAt: run.startedAt,
      done: 175,
      failedDates: dates("2001-01-03", "2001-01-04"),
    });
    assert.deepEqual(told({ ended: [run], rows: [partial] }), [
      "completion warning: airport_day has ended. 2 dates are left to do. [Retry Failed Dates, Show Failed Dates, Open Log]",
    ]);
    assert.deepEqual(told({ ended: [run], rows: [partial], ...declared("") }), [
      "completion warning: airport_day has ended. 2 dates are left to do. [Show Failed Dates, Open Log]",
    ]);
  });

  it("know a run that a person stopped from one that died", () => {
    const died = status({
      name: "airport_day",
      state: "died",
      startedAt: run.startedAt,
      unfinishedDates: dates("2001-01-03"),
      reason: "It was ended by a signal with 1 date unfinished.",
    });
    const by = (signal: string): string[] => told({ ended: [{ ...run, exitCode: null, signal }], rows: [died] });
    assert.deepEqual(by("SIGINT"), [
      "failure information: airport_day was stopped. 1 date is left to do. [Retry Failed Dates, Show Failed Dates, Open Log]",
    ]);
    assert.deepEqual(by("SIGKILL"), [
      "failure error: airport_day died. It was ended by a signal with 1 date unfinished. [Retry Failed Dates, Show Failed Dates, Open Log]",
    ]);
    const stopped =
      "failure information: airport_day was stopped. 1 date is left to do. [Retry Failed Dates, Show Failed Dates, Open Log]";
    const byForce = { ...run, exitCode: null, signal: "SIGKILL", stopped: true };
    assert.deepEqual(told({ ended: [byForce], rows: [died] }), [stopped]);
    const withCode = { ...run, exitCode: 130, stopped: true };
    assert.deepEqual(told({ ended: [withCode], rows: [{ ...died, state: "failed", exitCode: 130 }] }), [stopped]);
  });

  it("name preliminary counts with their source and age, and never call an old measurement fresh", () => {
    const succeeded = status({
      name: "airport_day",
      state: "succeeded",
      startedAt: run.startedAt,
      done: 181,
      records: 39_949,
    });
    const measured = validation(table({ name: "airport_day_summary", checks: [], rows: 38_000 }));
    const filling = declared("    tables: [airport_day_summary]\n    expected_records: 40000\n    then: [validate]\n");
    assert.deepEqual(told({ ended: [run], rows: [succeeded], validation: measured, ...filling }), [
      "completion information: airport_day has finished: 181 dates done. Preliminary: its log counts 39,949 records of 40,000 expected; airport_day_summary had 38,000 rows when last measured (20 min ago, before this end). [Open Log]",
    ]);
    const afterwards = { ...measured, startedAt: "2026-01-04T15:56:00Z" };
    assert.deepEqual(
      told({ ended: [run], rows: [{ ...succeeded, records: null }], validation: afterwards, ...filling }),
      [
        "completion information: airport_day has finished: 181 dates done. Preliminary: airport_day_summary had 38,000 rows when last measured (4 min ago). [Open Log]",
      ],
    );
    assert.deepEqual(told({ ended: [run], rows: [{ ...succeeded, records: null }] }), [
      "completion information: airport_day has finished: 181 dates done. [Validate, Open Log]",
    ]);
  });

  it("tell of a validator unless a gate has taken it into account", () => {
    const ended = [endedRun({ id: "run-2", kind: "validator", name: "agrees" })];
    const agrees = { kind: "validator", id: "agrees", state: "met", message: "agrees passed." } as const;
    const decided = decision({ gate: "g", decision: "GO", requirements: [agrees] });
    const before = { ...decided, receipt: { ...decided.receipt, at: "2026-01-04T14:00:00Z" } };
    const alert = "completion information: Validator agrees passed: exit code 0. [Decide Gate]";
    assert.deepEqual(told({ ended }), [alert]);
    assert.deepEqual(told({ ended, decisions: [before] }), [alert]);
    assert.deepEqual(told({ ended, decisions: [decided] }), ["decision information: g is GO. [Train, Open Report]"]);
  });

  it("do not say of a validator whose end nobody saw that it did not pass", () => {
    const unseen = endedRun({ id: "run-2", kind: "validator", name: "agrees", exitCode: null });
    assert.deepEqual(told({ ended: [unseen] }), [
      "failure warning: Validator agrees has ended, and whether it passed is not known. [Open Log]",
    ]);
  });

  it("say nothing of runs that ended before, and of runs that a later one replaced", () => {
    const later = status({ name: "airport_day", state: "succeeded", startedAt: "2026-01-04T15:55:00Z", done: 181 });
    assert.deepEqual(told({ ended: [run], rows: [later] }), []);
    const old = status({ name: "airport_day", state: "succeeded", startedAt: run.startedAt, done: 181 });
    assert.deepEqual(told({ ended: [{ ...run, endedAt: "2026-01-04T14:00:00Z" }], rows: [old] }), []);
  });

  it("tell of a run that ended beside another one of its backfill, which the row speaks of", () => {
    const ended = { startedAt: run.startedAt, endedAt: run.endedAt, exitCode: 3, log: "logs/one.log" };
    const earlier: EarlierRun = { ...ended, state: "failed", done: 4, failed: 0, unfinished: 6 };
    const other = status({
      name: "airport_day",
      state: "running",
      startedAt: "2026-01-04T15:40:00Z",
      earlierRuns: [earlier],
    });
    const failed = { ...run, exitCode: 3 };
    assert.deepEqual(told({ ended: [failed], rows: [other] }), [
      "failure error: The run of airport_day that began at 15:35 failed with exit code 3. 6 dates are left to do. [Open Log]",
    ]);
    const [alert] = alertsOf(newsFor({ ended: [failed], rows: [other] }), since);
    assert.deepEqual(alert?.steps[0]?.subject, { kind: "backfill", name: "airport_day", log: "logs/one.log" });
    assert.deepEqual(told({ ended: [failed], rows: [{ ...other, startedAt: "2026-01-04T15:55:00Z" }] }), []);
  });

  it("tell a decision when it changed, not when it was taken again", () => {
    const receipt = (id: string, at: string) => ({ ...decision({ gate: "g", decision: "GO" }).receipt, id, at });
    const decisions = [
      decision({ gate: "g", decision: "NO-GO", receipt: receipt("1", "2026-01-04T14:00:00Z") }),
      decision({ gate: "g", decision: "NO-GO", receipt: receipt("2", "2026-01-04T15:10:00Z") }),
      decision({ gate: "g", decision: "GO", receipt: receipt("3", "2026-01-04T15:20:00Z") }),
    ];
    assert.deepEqual(told({ decisions }), ["decision information: g is GO. [Train, Open Report]"]);
  });

  it("tell a stalled run once, however often it is looked at", () => {
    const stalled = status({ name: "airport_day", state: "stalled", startedAt: run.startedAt, done: 3 });
    const ids = [1, 2].flatMap(() => alertsOf(newsFor({ rows: [stalled] }), since).map(({ id }) => id));
    assert.deepEqual(new Set(ids), new Set([`stalled airport_day ${run.startedAt} 3`]));
  });

  it("tell that the end that was told has passed, while the run is alive and no longer", () => {
    const end: ToldEnd = {
      id: "end-1",
      run: `airport_day ${run.startedAt}`,
      number: 0,
      toldAt: "2026-01-04T15:40:00Z",
      conservative: "2026-01-04T15:55:00Z",
      confidence: "medium",
    };
    const row = status({
      name: "airport_day",
      state: "running",
      startedAt: run.startedAt,
      done: 353,
      total: 944,
      eta: { optimistic: "2026-01-04T16:40:00Z", conservative: "2026-01-04T16:55:00Z", confidence: "medium" },
    });
    assert.deepEqual(told({ rows: [row], toldEnds: [end] }), [
      "missed-eta warning: airport_day has not ended by 15:55, the conservative end told at 15:40: 353 of 944 dates. It now ends 16:40–16:55. [Open Log]",
    ]);
    assert.deepEqual(told({ rows: [{ ...row, state: "succeeded", eta: null }], toldEnds: [end] }), []);
    assert.deepEqual(told({ rows: [{ ...row, startedAt: now.toISOString() }], toldEnds: [end] }), []);
  });

  it("tell what followed a run once all of it has ended, and leave the decision in it untold", () => {
    const followed = (step: string, state: "started" | "ended", text: string, exitCode: 0 | 1 | 2 | null) => {
      const receipt = step.startsWith("gate") ? "receipt-1" : null;
      const at = "2026-01-04T15:52:00Z";
      return { id: step, run: "run-1", backfill: "airport_day", step, state, at, exitCode, text, receipt };
    };
    const validated = followed("validate", "ended", "2 of 7 checks fail", 1);
    const decisions = [decision({ gate: "ml_ready", decision: "NO-GO" })];
    assert.deepEqual(told({ decisions, followUps: [validated, followed("gate ml_ready", "ended", "NO-GO", 1)] }), [
      "follow-up warning: After airport_day: validate: 2 of 7 checks fail · gate ml_ready: NO-GO. [Open Report]",
    ]);
    assert.deepEqual(told({ followUps: [validated, followed("gate ml_ready", "started", "", null)] }), []);
    // Between the two steps.
    const more = "    then: [validate, gate ml_ready]\ngates:\n  ml_ready: { requires: {} }\n";
    assert.deepEqual(told({ followUps: [validated], ...declared(more) }), []);
  });
});
