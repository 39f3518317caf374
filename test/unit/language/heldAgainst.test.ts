import assert from "node:assert/strict";
import { heldAgainst, type HeldBounds } from "../../../src/core/coverage/heldAgainst";
import { parseDecimal, type Decimal } from "../../../src/core/coverage/decimal";
import { changedKeys, readAsOf } from "../../../src/core/coverage/readAs";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { mergedMechanics } from "../../../src/core/pipeline/mechanicsSchema";
import { priceResult, rowsResult } from "./results";

function bounds(fail: string | null, warn: string | null = null, comparison: ">=" | "<=" = ">="): HeldBounds {
  const decimal = (text: string | null): Decimal | null => (text === null ? null : (parseDecimal(text) ?? null));
  return { fail: decimal(fail), warn: decimal(warn), comparison };
}

describe("a result held against other bounds", () => {
  const price = priceResult(9895, 10_000);

  it("is judged by counts, with what is missing to the new bound", () => {
    const told = (held: HeldBounds): unknown[] => {
      const { status, fail, warn, shortfall } = heldAgainst(price, held);
      return [status, fail, warn, shortfall];
    };
    assert.deepEqual(told(bounds("98.95")), ["pass", 98.95, null, 0]);
    assert.deepEqual(told(bounds("98.951")), ["fail", 98.951, null, 1]);
    assert.deepEqual(told(bounds("90", "99")), ["warn", 90, 99, 0]);
    assert.deepEqual(told(bounds(null, "99")), ["warn", null, 99, 5]);
    assert.deepEqual(told(bounds("98", null, "<=")), ["fail", 98, null, null]);
    assert.deepEqual(heldAgainst(rowsResult(7), bounds("10")).shortfall, 3);
  });

  it("stays as it was judged where the bounds are the same, or nothing was measured", () => {
    const average = priceResult(0, 1, { observed: 80, unit: "", numerator: null, denominator: null, status: "fail" });
    assert.equal(heldAgainst(average, bounds("80")), average);
    assert.equal(heldAgainst(average, bounds("79.9")).status, "pass");
    const nothing = priceResult(0, 0, { status: "unknown", numerator: null, denominator: null });
    assert.deepEqual(heldAgainst(nothing, bounds("1")), { ...nothing, fail: 1, shortfall: null });
  });
});

describe("what a table is read as", () => {
  it("is told by what decides which rows count, and by nothing else", () => {
    const declare = (text: string): ReturnType<typeof readAsOf> => {
      const { pipeline } = readPipeline(
        "headgate.yaml",
        `version: 1\nthresholds: t.yaml\ntables:\n  orders: ${text}\n`,
      );
      return readAsOf(mergedMechanics(pipeline?.tables["orders"]), "orders");
    };
    const before = declare("{ date_column: day, where: paid, key: [id], expected_dates: weekdays }");
    assert.deepEqual(before, {
      table: "orders",
      date_column: "day",
      where: "paid",
      expected_dates: '{"days":"weekdays","skip":[]}',
    });
    const after = declare(
      "{ table: orders, date_column: day, where: NOT paid, settle_hours: 6, expected_dates: weekdays }",
    );
    assert.deepEqual(changedKeys(before, after), ["where", "settle_hours"]);
  });
});
