import assert from "node:assert/strict";
import { noFacts } from "../../../src/vscode/facts";
import { noticesOf } from "../../../src/vscode/notices/noticesOf";
import { dates, decision, ended, snapshot, started, status } from "./facts";

const since = new Date("2026-01-04T15:00:00Z");
const run = started({ id: "run-1", kind: "backfill", name: "airport_day" });

function messages(facts: Partial<typeof noFacts>): string[] {
  return noticesOf({ ...noFacts, ...facts }, since).map(
    ({ severity, message, actions }) => `${severity}: ${message} [${actions.map(({ title }) => title).join(", ")}]`,
  );
}

describe("notices", () => {
  it("offer to retry when a backfill ended with failed dates", () => {
    const partial = status({
      name: "airport_day",
      state: "partial",
      startedAt: run.startedAt,
      done: 175,
      failedDates: dates("2001-01-03", "2001-01-04"),
    });
    assert.deepEqual(messages({ runs: [run, ended("run-1")], snapshot: snapshot(partial) }), [
      "warning: airport_day has ended. 2 dates are left to do. [Retry Failed Dates, Open Log]",
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
    const told = (signal: string): string[] =>
      messages({ runs: [run, ended("run-1", { exitCode: null, signal })], snapshot: snapshot(died) });
    assert.deepEqual(told("SIGINT"), [
      "information: airport_day was stopped. 1 date is left to do. [Retry Failed Dates, Open Log]",
    ]);
    assert.deepEqual(told("SIGKILL"), [
      "error: airport_day died. It was ended by a signal with 1 date unfinished. [Retry Failed Dates, Open Log]",
    ]);
  });

  it("tell of a validator unless a gate has taken it into account", () => {
    const runs = [started({ id: "run-2", kind: "validator", name: "agrees" }), ended("run-2")];
    const agrees = { kind: "validator", id: "agrees", state: "met", message: "agrees passed." } as const;
    const decided = decision({ gate: "g", decision: "GO", requirements: [agrees] });
    const before = { ...decided, receipt: { ...decided.receipt, at: "2026-01-04T14:00:00Z" } };
    const notice = "information: Validator agrees passed: exit code 0. [Decide Gate]";
    assert.deepEqual(messages({ runs }), [notice]);
    assert.deepEqual(messages({ runs, decisions: [before] }), [notice]);
    assert.deepEqual(messages({ runs, decisions: [decided] }), ["information: g is GO. [Train, Open Report]"]);
  });

  it("say nothing of runs that ended before, and of runs that a later one replaced", () => {
    const later = status({ name: "airport_day", state: "succeeded", startedAt: "2026-01-04T15:55:00Z", done: 181 });
    assert.deepEqual(messages({ runs: [run, ended("run-1")], snapshot: snapshot(later) }), []);
    const old = status({ name: "airport_day", state: "succeeded", startedAt: run.startedAt, done: 181 });
    const records = [run, ended("run-1", { endedAt: "2026-01-04T14:00:00Z" })];
    assert.deepEqual(messages({ runs: records, snapshot: snapshot(old) }), []);
  });

  it("tell a decision when it changed, not when it was taken again", () => {
    const receipt = (id: string, at: string) => ({ ...decision({ gate: "g", decision: "GO" }).receipt, id, at });
    const decisions = [
      decision({ gate: "g", decision: "NO-GO", receipt: receipt("1", "2026-01-04T14:00:00Z") }),
      decision({ gate: "g", decision: "NO-GO", receipt: receipt("2", "2026-01-04T15:10:00Z") }),
      decision({ gate: "g", decision: "GO", receipt: receipt("3", "2026-01-04T15:20:00Z") }),
    ];
    assert.deepEqual(messages({ decisions }), ["information: g is GO. [Train, Open Report]"]);
  });

  it("tell a stalled run once, however often it is looked at", () => {
    const stalled = snapshot(status({ name: "airport_day", state: "stalled", startedAt: run.startedAt, done: 3 }));
    const ids = [1, 2].flatMap(() => noticesOf({ ...noFacts, snapshot: stalled }, since).map(({ id }) => id));
    assert.equal(new Set(ids).size, 1);
  });
});
