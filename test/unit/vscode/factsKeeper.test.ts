import assert from "node:assert/strict";
import { nothingGathered } from "../../../src/app/language/languageFacts";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { factsKeeper } from "../../../src/vscode/language/factsKeeper";

const text = "version: 1\nthresholds: t.yaml\ntables: { t: {} }\n";
const morning = new Date("2026-01-04T08:00:00Z");
const evening = new Date("2026-01-04T20:00:00Z");

describe("the facts of the language features", () => {
  it("stay one object while nothing of them changes, whatever the hour and however often they are read", () => {
    const keeper = factsKeeper();
    assert.equal(keeper.take(readPipeline("headgate.yaml", text), nothingGathered, morning), true);
    const { facts } = keeper;
    assert.equal(keeper.take(readPipeline("headgate.yaml", text), { ...nothingGathered }, evening), false);
    assert.equal(keeper.facts, facts);
  });

  it("change with headgate.yaml, with what is around it, and with the day", () => {
    const keeper = factsKeeper();
    const reading = readPipeline("headgate.yaml", text);
    keeper.take(reading, nothingGathered, morning);
    assert.equal(
      keeper.take(readPipeline("headgate.yaml", text.replace("t: {}", "u: {}")), nothingGathered, morning),
      true,
    );
    assert.deepEqual(Object.keys(keeper.facts.pipeline?.tables ?? {}), ["u"]);
    const known = { ...nothingGathered.known, unknownCommits: ["abc"] };
    assert.equal(keeper.take(reading, { ...nothingGathered, known }, morning), true);
    assert.deepEqual(keeper.facts.unknownCommits, ["abc"]);
    assert.equal(keeper.take(reading, { ...nothingGathered, known }, new Date("2026-01-05T08:00:00Z")), true);
  });
});
