import assert from "node:assert/strict";
import type { Check } from "../../../src/core/coverage/check";
import { parseDecimal, type Decimal } from "../../../src/core/coverage/decimal";
import { judge, type Finding } from "../../../src/core/coverage/judge";
import type { Metric } from "../../../src/core/coverage/metric";
import { worstOf, type Status } from "../../../src/core/coverage/validation";

type Bounds = { readonly fail?: string; readonly warn?: string; readonly comparison?: "<=" };

const share: Metric = { function: "completeness", column: "c" };
const decimal = (text: string | undefined): Decimal | null =>
  text === undefined ? null : (parseDecimal(text) ?? null);
const place = { file: "t.yaml", line: 3, column: 5 };

function checkWith({ fail, warn, comparison }: Bounds, metric: Metric = share): Check {
  return {
    id: "t.c_pct",
    key: "c_pct",
    metric,
    comparison: comparison ?? ">=",
    fail: decimal(fail),
    warn: decimal(warn),
    where: null,
    dates: null,
    baseline: null,
    skipsWithoutBaseline: false,
    segments: [],
    allowEmpty: false,
    runbook: null,
    range: { line: 3, column: 5, endLine: 3, endColumn: 10 },
  };
}

const ratio = (numerator: bigint, denominator: bigint): Finding => ({ kind: "ratio", numerator, denominator });
const count = (rows: bigint): Finding => ({ kind: "count", count: rows });
const quotient = (sum: string, of: bigint): Finding => ({
  kind: "quotient",
  sum: decimal(sum) ?? { units: 0n, scale: 0 },
  count: of,
});

describe("judging a check", () => {
  const cases: readonly [name: string, bounds: Bounds, finding: Finding, status: Status, shortfall: number | null][] = [
    ["98.95 % never passes 99", { fail: "99.0" }, ratio(9895n, 10000n), "fail", 5],
    ["exactly on the bound passes", { fail: "98.95" }, ratio(9895n, 10000n), "pass", 0],
    ["between fail and warn", { fail: "95", warn: "97" }, ratio(96n, 100n), "warn", 0],
    ["above both", { fail: "95", warn: "97" }, ratio(97n, 100n), "pass", 0],
    ["below both", { fail: "95", warn: "97" }, ratio(9499n, 10000n), "fail", 1],
    ["warn alone never fails", { warn: "97" }, ratio(0n, 100n), "warn", 97],
    ["one row short in 2^60", { fail: "100" }, ratio(2n ** 60n - 1n, 2n ** 60n), "fail", 1],
    ["an upper bound", { fail: "5", comparison: "<=" }, ratio(51n, 1000n), "fail", null],
    ["on an upper bound", { fail: "5", comparison: "<=" }, ratio(50n, 1000n), "pass", null],
    ["between upper bounds", { fail: "5", warn: "3", comparison: "<=" }, ratio(4n, 100n), "warn", null],
    ["a count", { fail: "35000" }, count(34999n), "fail", 1],
    ["a count beyond 2^53", { fail: "9007199254740993" }, count(9007199254740992n), "fail", 1],
    ["a fraction of a row asks for a whole one", { fail: "10.5" }, count(10n), "fail", 1],
    ["none allowed", { fail: "0", comparison: "<=" }, count(1n), "fail", null],
    ["an average on its bound", { fail: "75.1" }, quotient("150.2", 2n), "pass", null],
    ["an average below", { fail: "75.1" }, quotient("150.19", 2n), "fail", null],
    ["nothing measured", { fail: "0" }, { kind: "nothing", reason: "There are no rows." }, "unknown", null],
    ["nothing asked", {}, ratio(0n, 1n), "pass", null],
  ];
  for (const [name, bounds, finding, status, shortfall] of cases)
    it(`${name}: ${status}`, () => {
      const result = judge(checkWith(bounds), finding, place);
      assert.deepEqual([result.status, result.shortfall], [status, shortfall]);
    });

  it("gives the whole result, unrounded", () => {
    assert.deepEqual(judge(checkWith({ fail: "95" }), ratio(18857n, 39949n), place), {
      id: "t.c_pct",
      metric: "completeness(c)",
      status: "fail",
      observed: 47.20268342136224,
      unit: "%",
      numerator: 18857,
      denominator: 39949,
      comparison: ">=",
      fail: 95,
      warn: null,
      shortfall: 19095,
      reason: null,
      where: null,
      location: place,
      cohorts: [],
    });
  });

  it("says why there is no result, and gives no number", () => {
    const { observed, numerator, denominator, reason } = judge(
      checkWith({ fail: "95" }),
      { kind: "nothing", reason: "Why." },
      place,
    );
    assert.deepEqual([observed, numerator, denominator, reason], [null, null, null, "Why."]);
  });
});

describe("the worst of several", () => {
  it("fail before unknown before warn before pass", () => {
    assert.equal(worstOf(["pass", "unknown", "fail", "warn"]), "fail");
    assert.equal(worstOf(["pass", "unknown", "warn"]), "unknown");
    assert.equal(worstOf(["pass", "warn"]), "warn");
    assert.equal(worstOf(["pass", "pass"]), "pass");
  });
});
