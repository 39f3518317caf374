import assert from "node:assert/strict";
import { lintThresholds } from "../lint/lintTexts";
import { nearest } from "../../../src/core/nearest";
import { diagnosticLine } from "./readTable";

describe("the nearest words", () => {
  const known = ["usage_rate", "is_production_ready", "points", "home_points", "Date", "x"];
  const cases: readonly [word: string, near: readonly string[]][] = [
    ["usage_rate", ["usage_rate"]],
    ["usage_raet", ["usage_rate"]],
    ["USAGE_RATE", ["usage_rate"]],
    ["production_ready", ["is_production_ready"]],
    ["point", ["points", "home_points"]],
    ["dates", ["Date"]],
    ["y", ["x"]],
    ["minutes_played", []],
    ["", ["x"]],
  ];
  for (const [word, near] of cases)
    it(`of ${word || "(nothing)"}: ${near.join(", ") || "none"}`, () => assert.deepEqual(nearest(word, known), near));

  it("are three at most, each once, nearest first", () => {
    assert.deepEqual(nearest("abcdef", ["abcxyf", "abcdef", "abcdxf", "abcdef", "xbcdef"]), [
      "abcdef",
      "abcdxf",
      "xbcdef",
    ]);
  });
});

describe("a section that headgate.yaml does not know", () => {
  it("is told when it is nearly the name of one that it does", () => {
    const pipelineText = "version: 1\nthresholds: t.yaml\ntables: { team_offense: { table: none } }\n";
    const text = "team_ofense:\n  min_records: 1\nother:\n  min_records: 1\n";
    assert.deepEqual(lintThresholds("t.yaml", text, { pipelineText, schemas: [] }).map(diagnosticLine), [
      "1:1-1:12 warning undeclared-section team_ofense is not under `tables:` in headgate.yaml. Did you mean team_offense? [Use team_offense]",
      "1:1-1:12 hint columns-not-known The columns of team_ofense are not known yet, so names are not checked against them. Run Headgate: Validate once.",
      "3:1-3:6 hint columns-not-known The columns of other are not known yet, so names are not checked against them. Run Headgate: Validate once.",
    ]);
  });
});
