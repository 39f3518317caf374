import assert from "node:assert/strict";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { noFacts, type Facts } from "../../../src/vscode/facts";
import { gateRows } from "../../../src/vscode/gatesView/gateRows";
import { check, decision, ended, outline, started, table, validation } from "./facts";

const now = new Date("2026-01-04T15:54:30Z");
const { pipeline } = readPipeline(
  "headgate.yaml",
  `version: 1
thresholds: thresholds.yaml
connections: { warehouse: { type: duckdb } }
validators: { agrees: { command: [./agrees.sh] } }
gates: { ml_ready: { requires: { validators: [agrees] } } }
trainings: { xgboost: { gate: ml_ready, command: [./train.sh] } }
`,
);

function rowsWith(facts: Partial<Facts>): ReturnType<typeof gateRows> {
  assert.ok(pipeline);
  return gateRows(pipeline, { ...noFacts, ...facts }, now);
}

describe("rows of the view Gates", () => {
  it("says of each part that nothing happened yet", () => {
    assert.deepEqual(outline(rowsWith({})), [
      "ml_ready | not decided yet",
      "xgboost | training · never run · waits for ml_ready",
      "agrees | validator · never run",
    ]);
  });

  it("shows what keeps a gate closed, and what else it asked, each once", () => {
    const closed = decision({
      gate: "ml_ready",
      decision: "NO-GO",
      provisional: true,
      blockers: [
        { kind: "check", id: "t.usage_rate_pct", message: "usage_rate is 3.7 %.", action: "headgate retry t" },
      ],
      requirements: [
        { kind: "check", id: "t.usage_rate_pct", state: "not-met", message: "usage_rate is 3.7 %." },
        { kind: "validator", id: "agrees", state: "met", message: "agrees passed." },
      ],
    });
    const measured = validation(table({ name: "t", checks: [check({ id: "t.usage_rate_pct", status: "fail" })] }));
    const [gate] = rowsWith({ decisions: [closed], validation: measured });
    assert.ok(gate);
    assert.deepEqual(outline([gate]), [
      "ml_ready | NO-GO · 1 blocker · provisional · 10 min ago",
      "  usage_rate | t · 3.7 %.",
      "  met | 1 requirement",
      "    agrees | passed.",
    ]);
    assert.deepEqual(gate.children?.[0]?.location, { file: "config/thresholds.yaml", line: 12, column: 3 });
  });

  it("shows a validator's exit code, and never as alive what has gone", () => {
    const run = started({ id: "run-1", kind: "validator", name: "agrees" });
    const described = (facts: Partial<Facts>): string | undefined =>
      rowsWith({ runs: [run], ...facts }).at(-1)?.description;
    assert.match(described({}) ?? "", /^validator · running since /);
    assert.equal(described({ gone: ["run-1"] }), "validator · gone, and its exit code is not known · 19 min ago");
    assert.equal(described({ runs: [run, ended("run-1", { exitCode: 1 })] }), "validator · exit code 1 · 4 min ago");
  });

  it("shows what the last training reached against its criteria", () => {
    const result = {
      schemaVersion: 1,
      training: "xgboost",
      verdict: "met",
      runId: "run-2",
      exitCode: 0,
      startedAt: "2026-01-04T15:35:00Z",
      endedAt: "2026-01-04T15:50:00Z",
      log: null,
      metricsFile: "models/a.json",
      metrics: { test_mae: 4.05 },
      criteria: [{ name: "test_mae", state: "met", observed: 4.05, bound: "< 4.2", message: "test_mae is 4.05." }],
    } as const;
    const runs = [started({ id: "run-2", kind: "training", name: "xgboost" }), ended("run-2")];
    const decisions = [decision({ gate: "ml_ready", decision: "GO" })];
    const [, training] = rowsWith({ runs, decisions, trainings: [result] });
    assert.ok(training);
    assert.deepEqual(outline([training]), [
      "xgboost | met 1 of 1 criteria · 4 min ago · ml_ready is GO",
      "  test_mae | 4.05 · asked < 4.2",
    ]);
  });
});
