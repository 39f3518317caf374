import assert from "node:assert/strict";
import { addMonths, type CalendarDate, type Window } from "../../../src/core/calendar";
import type { Baseline, DateRange } from "../../../src/core/coverage/check";
import { parseDecimal, type Decimal } from "../../../src/core/coverage/decimal";
import { baselineOf } from "../../../src/core/coverage/period";
import { compareDrop, isCertainDrop, wilson, type Counts, type Drop } from "../../../src/core/coverage/regression";

const counts = (numerator: number, denominator: number): Counts => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
});
const drop = (before: Counts, now: Counts): Drop => ({ kind: "drop", before, now });
const decimal = (text: string): Decimal => parseDecimal(text) ?? { units: 0n, scale: 0 };
const day = (text: string): CalendarDate => text as CalendarDate;

describe("how far completeness dropped", () => {
  const points: readonly [before: Counts, now: Counts, bound: string, order: number][] = [
    [counts(100, 100), counts(90, 100), "10", 0],
    [counts(100, 100), counts(899_999, 1_000_000), "10", 1],
    [counts(100, 100), counts(900_001, 1_000_000), "10", -1],
    [counts(1, 3), counts(3, 10), "10", 0], // relative: 33.3 % to 30 %
    [counts(50, 100), counts(60, 100), "0", -1], // a rise
    [counts(0, 100), counts(0, 100), "0", 0], // nothing to lose
    [counts(0, 100), counts(60, 100), "0", 0],
    [counts(2 ** 52, 2 ** 53), counts(2 ** 52 - 1, 2 ** 53), "0", 1],
  ];
  for (const [before, now, bound, order] of points)
    it(`${before.numerator}/${before.denominator} to ${now.numerator}/${now.denominator} against ${bound} %`, () => {
      assert.equal(Math.sign(compareDrop(drop(before, now), decimal(bound))), order);
    });

  // Wilson's interval without continuity correction, as tabulated by Newcombe (1998).
  const intervals: readonly [Counts, low: string, high: string][] = [
    [counts(81, 263), "0.2553", "0.3662"],
    [counts(15, 148), "0.0624", "0.1605"],
    [counts(0, 20), "0.0000", "0.1611"],
    [counts(1, 29), "0.0061", "0.1718"],
    [counts(20, 20), "0.8389", "1.0000"],
  ];
  for (const [of, low, high] of intervals)
    it(`${of.numerator} of ${of.denominator} lies between ${low} and ${high}`, () => {
      const found = wilson(of);
      assert.deepEqual([found.low.toFixed(4), found.high.toFixed(4)], [low, high]);
    });

  // Newcombe's method 10: 56/70 − 48/80 lies above 0.0524, 9/10 − 3/10 above 0.1705.
  const certain: readonly [before: Counts, now: Counts, bound: string, isCertain: boolean][] = [
    [counts(56, 70), counts(48, 80), "6.5", true],
    [counts(56, 70), counts(48, 80), "6.6", false],
    [counts(9, 10), counts(3, 10), "18.9", true],
    [counts(9, 10), counts(3, 10), "19", false],
    [counts(912_000, 1_000_000), counts(800_000, 1_000_000), "12", true],
    [counts(19, 20), counts(8, 10), "10", false],
  ];
  for (const [before, now, bound, isCertain] of certain)
    it(`${before.numerator}/${before.denominator} to ${now.numerator}/${now.denominator} is ${isCertain ? "surely" : "perhaps not"} more than ${bound} %`, () => {
      assert.equal(isCertainDrop(drop(before, now), decimal(bound)), isCertain);
    });
});

describe("the baseline", () => {
  const window: Window = { start: day("2024-05-31"), end: day("2024-06-30") };
  const cases: readonly [Baseline | null, DateRange | null, start: string, end: string][] = [
    [null, null, "2024-02-29", "2024-05-30"],
    [{ months: 1 }, null, "2024-04-30", "2024-05-30"],
    [{ days: 30 }, null, "2024-05-01", "2024-05-30"],
    [{ start: day("2023-01-01"), end: day("2023-01-31") }, null, "2023-01-01", "2023-01-31"],
    [{ months: 3 }, { from: day("2024-06-15"), until: null }, "2024-03-15", "2024-06-14"],
    [{ months: 3 }, { from: day("2021-06-15"), until: null }, "2024-02-29", "2024-05-30"],
  ];
  for (const [baseline, dates, start, end] of cases)
    it(`${JSON.stringify(baseline)} of ${JSON.stringify(dates)} is ${start}…${end}`, () => {
      assert.deepEqual(baselineOf({ baseline, dates }, window), { start, end });
    });

  it("counts months by the calendar", () => {
    const months: readonly [string, number, string][] = [
      ["2024-03-31", -1, "2024-02-29"],
      ["2024-01-15", -3, "2023-10-15"],
      ["2023-12-31", 2, "2024-02-29"],
      ["0000-02-01", -3, "0000-01-01"],
      ["9999-11-30", 3, "9999-12-31"],
      ["9999-11-30", 1, "9999-12-30"],
    ];
    for (const [from, count, to] of months) assert.equal(addMonths(day(from), count), to, `${from} ${count}`);
  });
});
