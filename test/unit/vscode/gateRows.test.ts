import assert from "node:assert/strict";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { noFacts, type Facts } from "../../../src/vscode/facts";
import { gateRows } from "../../../src/vscode/gatesView/gateRows";
import { check, decision, ended, outline, snapshot, started, status, table, validation } from "./facts";

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
      "xgboost | waits for ml_ready · never run · training",
      "agrees | never run · validator",
    ]);
  });

  it("shows what keeps a gate closed, and what else it asked, each once", () => {
    const usageRate = "usage_rate is 3.7 %, needs 95 %: 110,650 rows still need a value.";
    const closed = decision({
      gate: "ml_ready",
      decision: "NO-GO",
      provisional: true,
      blockers: [{ kind: "check", id: "t.usage_rate_pct", message: usageRate, action: "headgate retry t" }],
      requirements: [
        { kind: "check", id: "t.usage_rate_pct", state: "not-met", message: usageRate },
        { kind: "validator", id: "agrees", state: "met", message: "agrees passed." },
      ],
    });
    const measured = validation(table({ name: "t", checks: [check({ id: "t.usage_rate_pct", status: "fail" })] }));
    const [gate] = rowsWith({ decisions: [closed], validation: measured });
    assert.ok(gate);
    assert.deepEqual(outline([gate]), [
      "ml_ready | NO-GO · 1 blocker · provisional · 10 min ago",
      "  usage_rate | 3.7 %, needs 95 % · t · 110,650 rows still need a value",
      "  met | 1 requirement",
      "    agrees | passed",
    ]);
    assert.deepEqual(gate.children?.[0]?.location, { file: "config/thresholds.yaml", line: 12, column: 3 });
  });

  it("calls what a gate asks by its line, and names the table where the sentence does not", () => {
    const requirements = [
      {
        kind: "features",
        id: "t.features.usage_rate",
        state: "met",
        message: "usage_rate (feature) is 92.0 %, needs 90 %: 801 rows to spare.",
      },
      { kind: "dates", id: "t.max_missing_dates", state: "met", message: "Every expected date has rows." },
      { kind: "backfill", id: "t.min_success_rate", state: "met", message: "9 of 9 dates of t succeeded; 95 % must." },
      { kind: "backfill", id: "t", state: "met", message: "t has no failed or unfinished date." },
    ] as const;
    const [gate] = rowsWith({ decisions: [decision({ gate: "ml_ready", decision: "GO", requirements })] });
    assert.deepEqual(outline(gate?.children?.[0]?.children ?? []), [
      "usage_rate (feature) | 92.0 %, needs 90 % · t · 801 rows to spare",
      "missing dates | Every expected date has rows · t",
      "success_rate | 9 of 9 dates of t succeeded; 95 % must",
      "t | has no failed or unfinished date",
    ]);
  });

  it("does not show as failed what could not be measured", () => {
    const unknown = { kind: "check", id: "t.min_records", message: "records could not be measured: no file." } as const;
    const undecided = decision({
      gate: "ml_ready",
      decision: "UNDECIDED",
      blockers: [{ ...unknown, action: "headgate validate" }],
      requirements: [{ ...unknown, state: "not-measurable" }],
    });
    const [gate] = rowsWith({ decisions: [undecided] });
    assert.equal(gate?.children?.[0]?.icon?.codicon, "question");
    assert.equal(gate.children[0].description, "could not be measured · t · no file");
  });

  it("says when a decision may not hold any more, and why", () => {
    const go = decision({ gate: "ml_ready", decision: "GO" });
    const writer = status({ name: "airport_day", state: "running", pid: 7, startedAt: "2026-01-04T15:50:00Z" });
    assert.deepEqual(outline(rowsWith({ decisions: [go], snapshot: snapshot(writer) })).slice(0, 2), [
      "ml_ready | GO · out of date · 10 min ago",
      "  out of date | airport_day started to write since",
    ]);
  });

  it("shows a validator's exit code, and never as alive what has gone", () => {
    const run = started({ id: "run-1", kind: "validator", name: "agrees" });
    const described = (facts: Partial<Facts>): string | undefined =>
      rowsWith({ runs: [run], ...facts }).at(-1)?.description;
    assert.match(described({}) ?? "", /^running since .* · validator$/);
    assert.equal(described({ gone: ["run-1"] }), "gone, and its exit code is not known · 19 min ago · validator");
    assert.equal(described({ runs: [run, ended("run-1", { exitCode: 1 })] }), "exit code 1 · 4 min ago · validator");
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
