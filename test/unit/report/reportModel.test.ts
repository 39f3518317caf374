import assert from "node:assert/strict";
import type { Blocker } from "../../../src/core/gate/decision";
import { headlineFigures, headlineRemarks, headlineText } from "../../../src/core/report/headline";
import {
  decisionOf,
  endedBackfills,
  failingValidation,
  goModel,
  modelOf,
  playerTable,
  runningBackfills,
  unknownTable,
} from "../../fixtures/reportModel";

const ended = { validation: failingValidation, backfills: endedBackfills };

describe("the report's model", () => {
  it("is plain JSON", () => {
    const model = modelOf();
    assert.deepEqual(JSON.parse(JSON.stringify(model)), model);
  });

  it("leads with the decision in force of the gate that is worst off, and says since when", () => {
    const decisions = [
      decisionOf("NO-GO", "2026-01-01T08:00:00Z"),
      decisionOf("GO", "2026-01-02T08:00:00Z"),
      decisionOf("NO-GO", "2026-01-03T08:00:00Z"),
      decisionOf("NO-GO", "2026-01-04T23:43:58Z"),
      decisionOf("GO", "2026-01-04T23:43:59Z", { gate: "other" }),
    ];
    const model = modelOf({ ...ended, decisions });
    assert.equal(model.headline?.since, "2026-01-03T08:00:00Z");
    assert.deepEqual(headlineText(model), { tone: "fail", sign: "✕", text: "NO-GO" });
    assert.deepEqual(
      model.gates.map(({ decision }) => [decision.gate, decision.decision]),
      [
        ["ml_ready", "NO-GO"],
        ["other", "GO"],
      ],
    );
  });

  it("an older decision is out of date once tables were validated again, or a backfill started or ended", () => {
    const outdated = (over: Parameters<typeof modelOf>[0]): string | null | undefined =>
      modelOf(over).headline?.outdated;
    const later = "2026-01-04T23:43:59Z";
    assert.equal(outdated({ ...ended, decisions: [decisionOf("GO", later)] }), null);
    assert.equal(
      outdated({ ...ended, decisions: [decisionOf("GO", "2026-01-04T20:00:00Z")] }),
      "The tables were validated again since.",
    );
    const started = runningBackfills.map((backfill) => ({ ...backfill, startedAt: "2026-01-04T23:44:00Z" }));
    assert.equal(
      outdated({ backfills: started.slice(0, 1), decisions: [decisionOf("GO", later)] }),
      "player_game_summary started to write since.",
    );
    assert.equal(
      outdated({ ...ended, decisions: [decisionOf("NO-GO", later, { provisional: true })] }),
      "The backfill that was writing then has ended.",
    );
  });

  it("without a decision the checks speak, and each failing or unmeasured one is a line", () => {
    const model = modelOf({
      ...ended,
      decisions: [],
      validation: { ...failingValidation, tables: [playerTable, unknownTable] },
    });
    assert.deepEqual(headlineText(model), { tone: "fail", sign: "✕", text: "Checks fail" });
    assert.deepEqual(
      model.blockers.map(({ tone, id, subject }) => [tone, id, subject]),
      [
        ["fail", "player_game_summary.minutes_played_pct", "minutes_played"],
        ["fail", "player_game_summary.usage_rate_pct", "usage_rate"],
        ["fail", "player_game_summary.max_missing_dates", null],
        ["unknown", "team_offense", "team_offense"],
        ["fail", "player_game_summary", "player_game_summary"],
      ],
    );
    assert.equal(model.blockers[1]?.detail, "after_fix 47.0 % · before_fix 0 % · old_data 0 %");
    assert.equal(
      model.blockers[4]?.sentence,
      "player_game_summary partial, 6 dates failed (2021-10-03, 2022-04-19…2022-04-20, 2023-02-24, 2024-01-11, 2024-03-02).",
    );
  });

  it("of a decision that is out of date, keeps what neither tables nor backfills can tell", () => {
    const blocker = (kind: "check" | "validator" | "backfill", id: string): Blocker => ({
      kind,
      id,
      message: `${id}.`,
      action: "",
    });
    const blockers = [
      blocker("check", "player_game_summary.gone"),
      blocker("backfill", "player_game_summary"),
      blocker("validator", "player_summary"),
    ];
    const validation = { ...failingValidation, verdict: "pass" as const, tables: [] };
    const decisions = [decisionOf("NO-GO", "2026-01-04T20:00:00Z", { blockers })];
    const model = modelOf({ validation, backfills: [], decisions });
    assert.deepEqual(
      model.blockers.map(({ id }) => id),
      ["player_game_summary", "player_summary"],
    );
    assert.deepEqual(
      modelOf({ ...ended, validation, decisions }).blockers.map(({ id, sentence }) => [id, sentence.slice(0, 30)]),
      [
        ["player_game_summary", "player_game_summary partial, 6"],
        ["player_summary", "player_summary."],
      ],
    );
  });

  it("offers the retry of failed dates only when their backfill has ended", () => {
    assert.deepEqual(modelOf({ ...ended, decisions: [] }).nextStep, {
      kind: "retryFailedDates",
      backfill: "player_game_summary",
      dates: 6,
    });
    assert.equal(modelOf({ backfills: runningBackfills.slice(0, 1), decisions: [] }).nextStep, null);
  });

  it("leads on from each state to the next step", () => {
    const quiet = { ...ended, backfills: [] };
    assert.deepEqual(modelOf({ validation: null, backfills: [], decisions: [] }).nextStep, { kind: "validate" });
    assert.deepEqual(modelOf({ ...quiet, decisions: [decisionOf("GO", "2026-01-04T20:00:00Z")] }).nextStep, {
      kind: "decideGate",
      gate: "ml_ready",
    });
    const passing = { ...failingValidation, verdict: "pass" as const };
    assert.deepEqual(modelOf({ ...quiet, validation: passing, decisions: [] }).nextStep, {
      kind: "decideGate",
      gate: "ml_ready",
    });
    assert.deepEqual(goModel().nextStep, { kind: "train", training: "xgboost" });
  });

  it("nothing validated yet is a report that says so", () => {
    const model = modelOf({ validation: null, backfills: [], decisions: [], trainings: [] });
    assert.deepEqual(headlineText(model), { tone: "none", sign: "○", text: "Nothing validated yet" });
    assert.deepEqual(headlineFigures(model), []);
    assert.deepEqual(model.blockers, []);
  });

  it("three numbers: rows, dates, checks", () => {
    assert.deepEqual(headlineFigures(modelOf()), [
      { value: "121,254", label: "rows" },
      { value: "938 / 944", label: "dates" },
      { value: "3 / 7", label: "checks pass" },
    ]);
    assert.deepEqual(headlineRemarks(modelOf()), [
      "Provisional: a backfill was writing its tables when this was decided.",
    ]);
  });
});
