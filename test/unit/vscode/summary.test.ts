import assert from "node:assert/strict";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { noFacts, type Facts } from "../../../src/vscode/facts";
import { nextSteps } from "../../../src/vscode/statusBar/nextSteps";
import { attentionCount, summaryOf } from "../../../src/vscode/statusBar/summary";
import { check, dates, decision, snapshot, status, table, validation } from "./facts";

const now = new Date(2026, 0, 4, 15, 44);
const { pipeline } = readPipeline(
  "headgate.yaml",
  `version: 1
thresholds: thresholds.yaml
connections: { warehouse: { type: duckdb } }
gates: { ml_ready: { requires: { checks: [] } } }
backfills:
  airport_day: { command: [./fill.sh], retry: [./fill.sh, "{failed_dates}"] }
  once: { command: [./once.sh] }
trainings: { xgboost: { gate: ml_ready, command: [./train.sh] } }
`,
);
assert.ok(pipeline);
const declared = pipeline;

function summary(facts: Partial<Facts>): string {
  const { text, background } = summaryOf(declared, { ...noFacts, ...facts }, now);
  return background === null ? text : `${text} [${background}]`;
}

const running = status({
  name: "airport_day",
  state: "running",
  pid: 7,
  done: 114,
  total: 181,
  eta: {
    optimistic: new Date(2026, 0, 4, 16, 4).toISOString(),
    conservative: new Date(2026, 0, 4, 16, 12).toISOString(),
    confidence: "medium",
  },
});
const partial = status({ name: "airport_day", state: "partial", done: 179, failedDates: dates("2001-01-03") });
const noGo = decision({ gate: "ml_ready", decision: "NO-GO" });

describe("the status bar", () => {
  it("shows progress, the pair of times and the decision", () => {
    const facts = { snapshot: snapshot(running), decisions: [noGo] };
    assert.equal(summary(facts), "$(loading~spin) airport_day 62 % · 16:04–16:12 · $(circle-slash) NO-GO");
  });

  it("asks for attention only when a person is needed now", () => {
    assert.equal(summary({ decisions: [noGo] }), "$(circle-slash) ml_ready NO-GO");
    assert.equal(summary({ snapshot: snapshot(partial) }), "$(warning) airport_day partial [warning]");
    const died = status({ name: "airport_day", state: "died" });
    assert.equal(summary({ snapshot: snapshot(died) }), "$(error) airport_day died [error]");
  });

  it("says what is red beside what runs, and what is suspended", () => {
    const died = status({ name: "flights", state: "died" });
    assert.equal(
      summary({ snapshot: snapshot(running, { ...partial, name: "network_day" }, died) }),
      "$(loading~spin) airport_day 62 % · 16:04–16:12 · $(error) flights died and 1 more [error]",
    );
    assert.equal(
      summary({ snapshot: snapshot({ ...running, suspended: true }) }),
      "$(debug-pause) airport_day 62 % suspended",
    );
  });

  it("does not let a GO from before the run pass for one on the data that is there", () => {
    const go = decision({ gate: "ml_ready", decision: "GO" });
    const before = snapshot({ ...running, startedAt: "2026-01-04T15:30:00Z" });
    const since = snapshot({ ...running, startedAt: "2026-01-04T15:50:00Z" });
    assert.match(summary({ snapshot: before, decisions: [go] }), /\$\(pass\) GO$/);
    assert.match(summary({ snapshot: since, decisions: [go] }), /\$\(history\) GO, out of date$/);
  });

  it("falls back to the checks, and says that nothing was measured where nothing was", () => {
    assert.equal(summary({}), "$(pulse) Headgate");
    const measured = validation(table({ name: "t", checks: [check({ id: "t.a_pct", status: "unknown" })] }));
    assert.equal(summary({ validation: measured }), "$(question) checks: 1 of 1 could not be measured");
  });

  it("counts what needs a person", () => {
    const failing = table({ name: "t", checks: [check({ id: "t.a_pct", status: "fail" })] });
    const facts = { ...noFacts, snapshot: snapshot(partial), validation: validation(failing), decisions: [noGo] };
    assert.equal(attentionCount(declared, facts), 3);
    assert.equal(attentionCount(declared, noFacts), 0);
  });
});

describe("the next steps", () => {
  const titles = (facts: Partial<Facts>): string[] =>
    nextSteps(declared, { ...noFacts, ...facts })
      .slice(0, 2)
      .map(({ title }) => title);

  it("begin with the retry of what failed", () => {
    assert.deepEqual(titles({ snapshot: snapshot(partial), decisions: [noGo] }), [
      "Retry 1 date of airport_day",
      "Decide ml_ready",
    ]);
  });

  it("put what broke before what runs, and offer no retry where none is declared", () => {
    const died = { ...partial, state: "died" as const };
    const steps = titles({
      snapshot: snapshot({ ...running, name: "once", log: "logs/once.log" }, { ...died, name: "once" }, died),
    });
    assert.deepEqual(steps, ["Retry 1 date of airport_day", "Open the log of once"]);
  });

  it("offer to train on GO only", () => {
    assert.deepEqual(titles({ decisions: [decision({ gate: "ml_ready", decision: "GO" })] }), [
      "Decide ml_ready",
      "Train xgboost",
    ]);
    assert.deepEqual(titles({ decisions: [noGo] }), ["Decide ml_ready", "Validate every table"]);
  });
});
