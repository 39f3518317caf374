import assert from "node:assert/strict";
import { suggestedBound } from "../../../src/core/language/suggestions/suggestBound";
import { day, now, perDay, priceResult, rowsResult, validationAt } from "./results";

const price = priceResult(0, 1);
const atNoon = "2024-04-01T11:00:00Z";

/** Completeness day by day, from 2024-03-01 on, and that of the whole. */
function measured(present: readonly number[], whole = 990): ReturnType<typeof validationAt> {
  return validationAt(atNoon, [priceResult(whole, 1000, { byDate: perDay("2024-03-01", present) })]);
}

describe("the bound that history suggests", () => {
  it("is the 5th percentile of the dates, rounded down for a lower bound", () => {
    const present = [949, ...Array.from({ length: 19 }, (_, index) => 960 + index)];
    assert.deepEqual(suggestedBound(price, [measured(present)], now), {
      bound: { units: 949n, scale: 1 },
      text: "94.9",
      basis: { kind: "dates", count: 20, first: "2024-03-01", last: "2024-03-20", heldToLatest: false },
      because: "5th percentile of 20 dates, 2024-03-01 to 2024-03-20",
    });
  });

  it("leaves one date in twenty beyond it, and no more", () => {
    const present = [100, 200, ...Array.from({ length: 19 }, () => 970)];
    const suggestion = suggestedBound(price, [measured(present, 970)], now);
    assert.deepEqual([suggestion.bound !== null && suggestion.text], ["20"]);
  });

  it("is never above what was measured last, though the dates are better than the whole", () => {
    const history = [measured([990, 990, 990, 990, 990], 948)];
    assert.deepEqual(suggestedBound(price, history, now), {
      bound: { units: 948n, scale: 1 },
      text: "94.8",
      basis: { kind: "dates", count: 5, first: "2024-03-01", last: "2024-03-05", heldToLatest: true },
      because: "the latest result, below the 5th percentile of 5 dates, 2024-03-01 to 2024-03-05",
    });
  });

  it("is rounded to the looser side exactly, where a float would fall onto the next number", () => {
    // 28,999,999,999 of 100,000,000,000 is just under 29 %.
    const thin = { numerator: 28_999_999_999, denominator: 100_000_000_000 };
    const byDate = perDay("2024-03-01", [0, 0, 0, 0, 0]).map(({ date }) => ({ date, ...thin }));
    const history = [validationAt(atNoon, [priceResult(999, 1000, { byDate })])];
    const suggestion = suggestedBound(price, history, now);
    assert.equal(suggestion.bound !== null && suggestion.text, "28.9");
    const upper = suggestedBound({ ...price, comparison: "<=" }, history, now);
    assert.equal(upper.bound !== null && upper.text, "99.9");
  });

  it("is the 95th percentile, rounded up, for an upper bound", () => {
    const missing = { id: "orders.max_missing", metric: "missing(price)", comparison: "<=" as const };
    const byDate = perDay("2024-03-01", [1, 2, 3, 4, 20]).map((value) => ({ ...value, denominator: 999 }));
    const suggestion = suggestedBound(
      { ...price, ...missing },
      [validationAt(atNoon, [priceResult(5, 999, { ...missing, byDate })])],
      now,
    );
    assert.deepEqual(
      [suggestion.bound !== null && suggestion.text, suggestion.bound !== null && suggestion.because],
      ["2.1", "95th percentile of 5 dates, 2024-03-01 to 2024-03-05"],
    );
  });

  it("takes the latest measurement of each date, and dates that one validation alone knows", () => {
    const before = validationAt("2024-03-20T00:00:00Z", [
      priceResult(1, 2, { byDate: perDay("2024-03-01", [0, 0, 0, 960, 970]) }),
    ]);
    const later = measured([950, 951, 952]);
    const suggestion = suggestedBound(price, [before, later], now);
    assert.deepEqual(suggestion.bound !== null && [suggestion.text, suggestion.basis.count], ["95", 5]);
  });

  it("looks back 90 days from the latest date that was measured, also into years long gone", () => {
    const old = perDay(
      "2001-01-01",
      Array.from({ length: 100 }, (_, index) => (index < 10 ? 0 : 900)),
    );
    const suggestion = suggestedBound(price, [validationAt(atNoon, [priceResult(900, 1000, { byDate: old })])], now);
    assert.deepEqual(suggestion.bound !== null && [suggestion.text, suggestion.basis], [
      "90",
      { kind: "dates", count: 90, first: "2001-01-11", last: "2001-04-10", heldToLatest: false },
    ]);
  });

  it("leaves aside dates without rows, results of another meaning, and days that an entry does not hold for", () => {
    const byDate = [
      ...perDay("2024-03-01", [940, 950, 960, 970, 980, 990]),
      { date: day("2024-03-10"), numerator: 0, denominator: 0 },
    ];
    const other = priceResult(1, 1000, { where: "paid", byDate: perDay("2024-03-01", [1, 1, 1, 1, 1, 1]) });
    const history = [validationAt(atNoon, [priceResult(990, 1000, { byDate })]), validationAt(atNoon, [other])];
    const dated = { ...price, dates: { from: day("2024-03-02"), until: null } };
    const suggestion = suggestedBound(dated, history, now);
    assert.deepEqual(suggestion.bound !== null && [suggestion.text, suggestion.basis.count], ["95", 5]);
  });

  it("of a count is made of whole validations, the last one of each day", () => {
    const counts = [100, 120, 90, 110, 130];
    const history = counts.flatMap((rows, index) => [
      validationAt(`2024-03-2${index}T08:00:00Z`, [rowsResult(1)]),
      validationAt(`2024-03-2${index}T18:00:00Z`, [
        rowsResult(rows, { byDate: perDay("2024-03-01", [1, 2, 3, 4, 5, 6]) }),
      ]),
    ]);
    assert.deepEqual(suggestedBound(rowsResult(0), history, now), {
      bound: { units: 90n, scale: 0 },
      text: "90",
      basis: { kind: "validations", count: 5, first: "2024-03-20", last: "2024-03-24", heldToLatest: false },
      because: "5th percentile of validations on 5 days, 2024-03-20 to 2024-03-24",
    });
  });

  it("of an average keeps the digits that count, and its sign", () => {
    const average = { metric: "average(price)", unit: "", numerator: null, denominator: null };
    const sums = (values: readonly number[]): ReturnType<typeof perDay> =>
      perDay("2024-03-01", values).map(({ date, numerator }) => ({ date, sum: numerator ?? null, count: 3 }));
    const of = (values: readonly number[], observed: number): string | false => {
      const result = priceResult(0, 1, { ...average, observed, byDate: sums(values) });
      const suggestion = suggestedBound(result, [validationAt(atNoon, [result])], now);
      return suggestion.bound !== null && suggestion.text;
    };
    assert.deepEqual(
      [of([0.05, 0.06, 0.07, 0.08, 0.09], 1), of([-10, 1, 1, 1, 1], 1), of([4000, 4000, 4000, 4000, 4000], 2000)],
      ["0.0166", "-3.34", "1333.3"],
    );
  });

  it("is none, with the reason, where there is too little to tell, or where it would ask for nothing", () => {
    const none = (history: readonly ReturnType<typeof validationAt>[], check = price): unknown =>
      suggestedBound(check, history, now);
    assert.deepEqual(none([]), {
      bound: null,
      reason: "It has not been measured in the last 90 days. Validate first.",
    });
    assert.deepEqual(none([measured([1, 2, 3, 4])]), {
      bound: null,
      reason: "Too little to tell: 4 dates were measured, and 5 are needed.",
    });
    assert.deepEqual(none([validationAt(atNoon, [rowsResult(7)])], rowsResult(0)), {
      bound: null,
      reason: "Too little to tell: it was validated on 1 day, and 5 are needed.",
    });
    assert.deepEqual(none([measured([0, 0, 990, 990, 990])]), {
      bound: null,
      reason: "The low end of the dates from 2024-03-01 to 2024-03-05 is 0, and a bound of 0 asks for nothing.",
    });
  });
});
