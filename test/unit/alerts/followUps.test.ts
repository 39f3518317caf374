import assert from "node:assert/strict";
import { followUpSteps, followUpsText, type FollowUpRecord } from "../../../src/core/alerts/followUp";
import { dueFollowUps } from "../../../src/app/alerts/dueFollowUps";
import { recordId } from "../../../src/app/recordId";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { ended, started } from "../vscode/facts";

function declared(then: string) {
  const text = `version: 1
thresholds: t.yaml
backfills:
  days: { command: [job], tables: [days], then: ${then} }
gates:
  other: { requires: { checks: [elsewhere] } }
  ready: { requires: { checks: [elsewhere, days] } }
  features: { requires: {}, features: { of: days, columns: [a], min_pct: 90 } }
`;
  const { pipeline, diagnostics } = readPipeline("headgate.yaml", text);
  assert.ok(pipeline, JSON.stringify(diagnostics));
  return pipeline;
}

function steps(then: string): string[] {
  const { backfills, gates } = declared(then);
  assert.ok(backfills["days"]);
  return followUpSteps(backfills["days"], gates).map(({ step }) => step);
}

describe("what follows a run", () => {
  it("is measured before it is decided, each once, by every gate that asks for one of its tables", () => {
    assert.deepEqual(steps("[gate, validate]"), ["validate", "gate ready", "gate features"]);
    assert.deepEqual(steps("validate"), ["validate"]);
    assert.deepEqual(steps("[gate other, gate, gate ready]"), ["gate other", "gate ready", "gate features"]);
    assert.deepEqual(steps("[]"), []);
  });

  it("is told in one line", () => {
    const outcome = (step: string, state: FollowUpRecord["state"], text: string) => ({ step, state, text });
    assert.equal(
      followUpsText([outcome("validate", "ended", "2 of 7 checks fail"), outcome("gate ready", "started", "")]),
      "validate: 2 of 7 checks fail · gate ready: under way",
    );
  });

  describe("is left to whoever watches", () => {
    const now = new Date("2026-01-04T15:50:05Z");
    const observed = started({ id: "r", kind: "backfill", name: "days", origin: "observed" });
    const due = (records: Parameters<typeof dueFollowUps>[1], followUps: readonly FollowUpRecord[] = [], at = now) => {
      const found = dueFollowUps({ pipeline: declared("[validate, gate ready]") }, records, followUps, at);
      return { due: found.due.map(({ started }) => started.id), open: found.open.map(({ started }) => started.id) };
    };
    const record = (step: string, state: FollowUpRecord["state"]): FollowUpRecord => ({
      id: recordId({ run: "r", step }),
      run: "r",
      backfill: "days",
      step,
      state,
      at: now.toISOString(),
      exitCode: null,
      text: "",
      receipt: null,
    });

    it("at once for an observed run that has ended, and not while it is alive", () => {
      assert.deepEqual(due([observed]), { due: [], open: [] });
      assert.deepEqual(due([observed, ended("r")]), { due: ["r"], open: ["r"] });
    });

    it("after ten seconds for a launched one: its supervisor may have been killed as well", () => {
      const launched = [{ ...observed, origin: "launched" as const }, ended("r")];
      assert.deepEqual(due(launched), { due: [], open: ["r"] });
      assert.deepEqual(due(launched, [], new Date("2026-01-04T15:50:10Z")), { due: ["r"], open: ["r"] });
    });

    it("until every step is over; one that broke off is taken again", () => {
      const records = [observed, ended("r")];
      assert.deepEqual(due(records, [record("validate", "ended"), record("gate ready", "started")]).open, ["r"]);
      assert.deepEqual(due(records, [record("validate", "ended"), record("gate ready", "skipped")]).open, []);
    });

    it("only for the latest run, and never for a command that could not be started", () => {
      const later = started({ id: "s", kind: "backfill", name: "days", startedAt: "2026-01-04T15:52:00Z" });
      assert.deepEqual(due([observed, ended("r"), later]).open, []);
      assert.deepEqual(due([observed, ended("r", { neverStarted: true })]).open, []);
    });
  });
});
