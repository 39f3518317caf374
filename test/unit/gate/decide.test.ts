import assert from "node:assert/strict";
import { blockersOf, decide } from "../../../src/core/gate/decide";
import type { Blocker, Decision, GateDecision, Override, Requirement } from "../../../src/core/gate/decision";
import { isOverridden, overrideInForce, parseDuration } from "../../../src/core/gate/override";

const requirement = (id: string, state: Requirement["state"]): Requirement => ({
  kind: "check",
  id,
  state,
  message: `${id} is ${state}.`,
});

describe("a gate's decision", () => {
  const cases: readonly [states: readonly Requirement["state"][], decision: Decision][] = [
    [["met", "met"], "GO"],
    [["met", "not-met"], "NO-GO"],
    [["met", "not-measurable"], "UNDECIDED"],
    [["not-measurable", "not-met", "met"], "NO-GO"],
    [[], "UNDECIDED"],
  ];
  for (const [states, decision] of cases)
    it(`${states.join(", ") || "nothing required"}: ${decision}`, () =>
      assert.equal(decide(states.map((state, index) => requirement(`t.c${index}`, state))), decision));
});

describe("what keeps a gate closed", () => {
  it("what is wrong comes before what is not known, each in the order it was required, with its command", () => {
    const required = [
      requirement("t.a", "not-measurable"),
      requirement("t.b", "not-met"),
      requirement("t.c", "met"),
      requirement("t.d", "not-met"),
    ];
    assert.deepEqual(
      blockersOf(required, ({ id }) => `mend ${id}`),
      [
        { kind: "check", id: "t.b", message: "t.b is not-met.", action: "mend t.b" },
        { kind: "check", id: "t.d", message: "t.d is not-met.", action: "mend t.d" },
        { kind: "check", id: "t.a", message: "t.a is not-measurable.", action: "mend t.a" },
      ],
    );
  });

  it("nothing required is a blocker of its own", () => {
    assert.deepEqual(
      blockersOf([], () => ""),
      [
        {
          kind: "error",
          id: "requires",
          message: "The gate requires nothing, so nothing was measured. Name checks under requires: in headgate.yaml.",
          action: "headgate lint headgate.yaml",
        },
      ],
    );
  });
});

const override = (at: string, expires: string, ...ids: readonly string[]): Override => ({
  reason: "the season is known to be short",
  at: `2026-01-04T${at}:00.000Z`,
  expires: `2026-01-${expires}:00.000Z`,
  covers: ids,
  thresholdsHash: "sha256:0",
});
const decisionOf = (gate: string, given: Override | null): GateDecision => ({
  schemaVersion: 1,
  gate,
  decision: "NO-GO",
  provisional: false,
  override: given,
  blockers: [],
  requirements: [],
  receipt: { id: "r", at: "2026-01-04T10:00:00.000Z", thresholdsHash: "sha256:0", git: null, dirty: null, data: [] },
});

describe("an override", () => {
  const first = override("10:00", "05T10:00", "t.a");
  const second = override("12:00", "04T18:00", "t.b");
  const recorded = [
    decisionOf("ready", first),
    decisionOf("ready", null),
    decisionOf("ready", second),
    decisionOf("other", override("13:00", "09T00:00")),
  ];
  const at = (time: string): Date => new Date(`2026-01-${time}:00.000Z`);

  it("in force is the latest of its gate", () => {
    assert.deepEqual(overrideInForce(recorded, "ready", at("04T17:59")), second);
    assert.deepEqual(overrideInForce(recorded.toReversed(), "ready", at("04T17:59")), second);
    assert.deepEqual(overrideInForce(recorded.slice(0, 2), "ready", at("04T17:59")), first);
  });

  it("that has expired does not bring back an older one", () => {
    assert.equal(overrideInForce(recorded, "ready", at("04T18:00")), null);
    assert.equal(overrideInForce([], "ready", at("04T18:00")), null);
    assert.equal(
      overrideInForce([decisionOf("ready", { ...first, expires: "some day" })], "ready", at("04T10:30")),
      null,
    );
  });

  const blocker = (id: string): Blocker => ({ kind: "check", id, message: "", action: "" });
  const taken = (given: Override | null, ...ids: readonly string[]): GateDecision => ({
    ...decisionOf("ready", given),
    blockers: ids.map(blocker),
  });
  const given = override("10:00", "05T10:00", "t.a", "t.b");

  it("opens for exactly the blockers it was given for", () => {
    assert.equal(isOverridden(taken(given, "t.a")), true);
    assert.equal(isOverridden(taken(given, "t.a", "t.b")), true);
    assert.equal(isOverridden(taken(given, "t.a", "t.new")), false);
    assert.equal(isOverridden(taken(null, "t.a")), false);
  });

  it("of what could not be measured opens nothing that is missed", () => {
    const unknown = override("10:00", "05T10:00", "t.a (not measurable)");
    const requirement = { kind: "check", id: "t.a", message: "" } as const;
    const measured = (state: "not-met" | "not-measurable"): GateDecision => ({
      ...taken(unknown, "t.a"),
      requirements: [{ ...requirement, state }],
    });
    assert.equal(isOverridden(measured("not-measurable")), true);
    assert.equal(isOverridden(measured("not-met")), false);
  });

  it("opens nothing once the thresholds were edited, and has nothing to open where the gate says GO", () => {
    const edited = taken({ ...given, thresholdsHash: "sha256:1" }, "t.a");
    assert.equal(isOverridden(edited), false);
    assert.equal(isOverridden({ ...taken(given), decision: "GO" }), false);
  });

  it("lasts for minutes, hours or days", () => {
    const texts = ["30m", "24h", "1.5h", " 7d ", "24", "h", "1w", "-1h", "1h30m", "9999999d"];
    assert.deepEqual(texts.map(parseDuration), [
      1_800_000,
      86_400_000,
      5_400_000,
      604_800_000,
      ...Array<undefined>(6).fill(undefined),
    ]);
  });
});
