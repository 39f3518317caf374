import assert from "node:assert/strict";
import { judgeCriterion, metricsOf, verdictOf } from "../../../src/core/training/judge";
import type { Criterion } from "../../../src/core/training/judgement";

const metrics = { test_mae: 4.1, baseline_mae: 4.27, same: 4.1, tenth: 0.1 };
const judged = (name: string, bound: string | null, unsupported: string | null = null): Criterion =>
  judgeCriterion({ name, bound, unsupported }, metrics);

describe("success criteria", () => {
  const cases: readonly [name: string, bound: string, state: Criterion["state"], message: string][] = [
    ["test_mae", "< 4.2", "met", "test_mae is 4.1; it must be below 4.2."],
    ["test_mae", "< 4.1", "not-met", "test_mae is 4.1; it must be below 4.1."],
    ["test_mae", "<= 4.10", "met", "test_mae is 4.1; it must be at most 4.10."],
    ["test_mae", "> 4.1", "not-met", "test_mae is 4.1; it must be above 4.1."],
    ["test_mae", ">=4.1", "met", "test_mae is 4.1; it must be at least 4.1."],
    ["tenth", "<= 1e-1", "met", "tenth is 0.1; it must be at most 1e-1."],
    ["test_mae", "< baseline_mae", "met", "test_mae is 4.1; it must be below baseline_mae, 4.27."],
    ["test_mae", "< same", "not-met", "test_mae is 4.1; it must be below same, 4.1."],
    [
      "test_mae",
      "< nowhere",
      "not-measurable",
      "test_mae is to be compared with nowhere, which the training did not report.",
    ],
    ["val_mae", "< 4.2", "not-measurable", "The training reported no val_mae."],
    [
      "test_mae",
      "4.2",
      "not-measurable",
      'test_mae: the bound "4.2" cannot be read. Write it as "< 4.2" or "< another_metric".',
    ],
    [
      "test_mae",
      "== 4.2",
      "not-measurable",
      'test_mae: the bound "== 4.2" cannot be read. Write it as "< 4.2" or "< another_metric".',
    ],
    [
      "test_mae",
      "abs(mean) <= 0.1",
      "not-measurable",
      'test_mae: the bound "abs(mean) <= 0.1" cannot be read. Write it as "< 4.2" or "< another_metric".',
    ],
    ["constructor", "< 4.2", "not-measurable", "The training reported no constructor."],
    [
      "test_mae",
      "< constructor",
      "not-measurable",
      "test_mae is to be compared with constructor, which the training did not report.",
    ],
  ];
  for (const [name, bound, state, message] of cases)
    it(`${name} ${bound}: ${state}`, () => {
      const observed = name === "test_mae" ? 4.1 : name === "tenth" ? 0.1 : null;
      assert.deepEqual(judged(name, bound), { name, state, observed, bound, message });
    });

  it("one without a bound, or beyond this version, is not measurable", () => {
    assert.equal(judged("test_mae", null).state, "not-measurable");
    assert.deepEqual(judged("test_mae", "< 9", "of cannot be judged by this version of Headgate."), {
      name: "test_mae",
      state: "not-measurable",
      observed: 4.1,
      bound: "< 9",
      message: "test_mae: of cannot be judged by this version of Headgate.",
    });
  });

  it("a metric that is no number is not compared", () => {
    assert.equal(
      judgeCriterion({ name: "mae", bound: "< 4", unsupported: null }, { mae: Infinity }).state,
      "not-measurable",
    );
  });

  it("a miss counts before what could not be judged, and nothing judged is no success", () => {
    const states = (...all: Criterion["state"][]): Criterion[] =>
      all.map((state) => ({ ...judged("test_mae", "< 9"), state }));
    assert.equal(verdictOf(states("met", "met")), "met");
    assert.equal(verdictOf(states("met", "not-measurable")), "not-measurable");
    assert.equal(verdictOf(states("not-measurable", "not-met")), "not-met");
    assert.equal(verdictOf([]), "not-measurable");
  });
});

describe("the numbers of a metrics file", () => {
  it("are found by name, nested ones by dotted names; the rest is left out", () => {
    const file = {
      test_mae: 4.1,
      features: ["a", "b"],
      name: "x",
      best: { round: 20, deeper: { mae: 4 } },
      none: null,
      yes: true,
    };
    assert.deepEqual(metricsOf(file), { test_mae: 4.1, "best.round": 20, "best.deeper.mae": 4 });
    assert.deepEqual([metricsOf(null), metricsOf([1]), metricsOf(5)], [{}, {}, {}]);
  });
});
