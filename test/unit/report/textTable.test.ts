import assert from "node:assert/strict";
import { gateText, statusText, trainingText, validationText, verdictText } from "../../../src/core/report/textTable";
import { checkSentence } from "../../../src/core/report/sentences";
import {
  decisionOf,
  failingValidation,
  now,
  playerTable,
  runningBackfills,
  training,
  unknownTable,
} from "../../fixtures/reportModel";
import { golden } from "./golden";

const options = { color: false, now, timeZone: "America/Los_Angeles" };

describe("what the command line prints", () => {
  it("of a validation", () => {
    const text = validationText({ ...failingValidation, tables: [playerTable, unknownTable] }, options);
    assert.equal(text, golden("validation.txt", text));
  });

  it("of the backfills", () => {
    const text = statusText({ schemaVersion: 1, backfills: runningBackfills, timeline: [] }, options);
    assert.equal(text, golden("status.txt", text));
    assert.match(statusText({ schemaVersion: 1, backfills: [], timeline: [] }, options), /^No backfill is declared\./);
  });

  it("of a gate", () => {
    const requirements = playerTable.checks.map((check) => ({
      kind: "check" as const,
      id: check.id,
      state: check.status === "fail" ? ("not-met" as const) : ("met" as const),
      message: checkSentence(check),
    }));
    const blockers = requirements
      .filter(({ state }) => state === "not-met")
      .map(({ kind, id, message }) => ({ kind, id, message, action: "headgate retry player_game_summary" }));
    const decision = decisionOf("NO-GO", "2026-01-04T23:43:55.000Z", { provisional: true, blockers, requirements });
    const text = gateText(decision, options);
    assert.equal(text, golden("gate.txt", text));
  });

  it("of a training", () => {
    const text = trainingText(training, options);
    assert.equal(text, golden("training.txt", text));
  });

  it("counts what the checks say", () => {
    assert.equal(verdictText([playerTable, unknownTable]), "3 of 9 checks fail, 2 could not be measured, 1 warns");
    const passing = playerTable.checks.filter(({ status }) => status === "pass");
    assert.equal(verdictText([{ ...playerTable, checks: passing }]), "3 checks pass");
    assert.equal(verdictText([{ ...playerTable, checks: passing.slice(0, 1) }]), "1 check passes");
    assert.equal(verdictText([]), "no check is declared for these tables");
  });

  it("colours words only where it may, and no data can steer the terminal", () => {
    const table = { ...playerTable, name: "evil\u001b]0;title\u0007\u001b[2J\r\nname" };
    const plainText = validationText({ ...failingValidation, tables: [table] }, options);
    assert.doesNotMatch(plainText, /(?!\n)\p{Cc}/u);
    const coloured = validationText({ ...failingValidation, tables: [table] }, { color: true });
    assert.ok(coloured.startsWith("\u001b[31m✕ fail\u001b[39m  3 of 7 checks fail"));
    assert.equal(coloured.replace(/\p{Cc}\[\d+m/gu, ""), plainText);
  });
});
