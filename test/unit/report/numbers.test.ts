import assert from "node:assert/strict";
import { comparePercentage, compareDecimals, parseDecimal } from "../../../src/core/coverage/decimal";
import { boundText, bytesText, countedText, numberText, percentageText } from "../../../src/core/report/numbers";
import { seededRandom } from "../seededRandom";

const counts = (numerator: number, denominator: number): Parameters<typeof percentageText>[0] => ({
  observed: (numerator * 100) / denominator,
  numerator,
  denominator,
});

describe("percentages", () => {
  const cases: readonly [string, number, number, (number | null)[]][] = [
    ["3.7 %", 4_542, 121_254, [95]],
    ["94.96 %", 9_496, 10_000, [95]],
    ["95.0 %", 9_496, 10_000, [80]],
    ["98.95 %", 9_895, 10_000, [99]],
    ["95.01 %", 95_010, 100_000, [95]],
    ["94.9999 %", 949_999, 1_000_000, [95, null]],
    ["45.5 %", 455, 1_000, [45.5]],
    ["45.49 %", 4_549, 10_000, [45.5]],
    ["95 %", 95, 100, [95]],
    ["0 %", 0, 64_960, [95]],
    ["0.001 %", 1, 121_254, [95]],
    ["100 %", 212, 212, [95]],
    ["99.999 %", 121_253, 121_254, [95]],
    ["92.0 %", 36_756, 39_949, [90]],
    ["92.01 %", 36_756, 39_949, [92]],
  ];
  for (const [shown, numerator, denominator, bounds] of cases)
    it(`${numerator} of ${denominator} beside ${bounds.join(", ")} reads ${shown}`, () => {
      assert.equal(percentageText(counts(numerator, denominator), bounds), shown);
    });

  it("nothing measured is a dash, never 0 %", () => {
    assert.equal(percentageText({ observed: null, numerator: null, denominator: null }), "—");
    assert.equal(percentageText({ observed: null, numerator: 0, denominator: 0 }), "—");
  });

  it("counts decide also where a float cannot tell them from the bound", () => {
    const total = 9_007_199_254_740_900;
    const justBelow = (total / 100) * 95 - 1;
    assert.equal(percentageText(counts(justBelow, total), [95]), "94.99999999999999 %");
  });

  const seed = Number(process.env["SEED"] ?? 20_260_104);
  it(`is never shown across a bound, nor on one that it only comes near (seed ${seed})`, () => {
    const random = seededRandom(seed);
    for (let round = 0; round < 5_000; round++) {
      const denominator = 1 + Math.floor(random() * 10 ** (1 + Math.floor(random() * 8)));
      const bound = Math.round(random() * 1000) / 10;
      const near = Math.round((bound * denominator) / 100) + Math.floor(random() * 5) - 2;
      const numerator = Math.min(denominator, Math.max(0, near));
      const text = percentageText(counts(numerator, denominator), [bound]);
      const shown = parseDecimal(text.replace(" %", "").replaceAll(",", ""));
      const exact = parseDecimal(String(bound));
      assert.ok(shown && exact, text);
      assert.equal(
        compareDecimals(shown, exact),
        comparePercentage(BigInt(numerator), BigInt(denominator), exact),
        `${numerator} of ${denominator} beside ${bound} reads ${text}`,
      );
    }
  });
});

describe("plain numbers", () => {
  const cases: readonly [string, number, number[]][] = [
    ["81.2", 81.2417, [75]],
    ["74.99", 74.99, [75]],
    ["74.9999", 74.9999, [75]],
    ["4.05", 4.0531, []],
    ["4.199", 4.199, [4.2]],
    ["0.0173", 0.017342, []],
    ["12,345.7", 12345.678, []],
    ["35,000", 35_000, []],
    ["−0.500", -0.5, []],
    ["0", -0, []],
  ];
  for (const [shown, value, bounds] of cases)
    it(`${value} beside [${bounds.join()}] reads ${shown}`, () => {
      assert.equal(numberText(value, bounds), shown);
    });

  it("bounds are told as they were written", () => {
    assert.deepEqual([95, 0.5, 99.95, 35_000].map(boundText), ["95", "0.5", "99.95", "35,000"]);
  });

  it("counts agree with their noun", () => {
    assert.deepEqual(
      [countedText(1, "date"), countedText(0, "row"), countedText(1_412, "row")],
      ["1 date", "0 rows", "1,412 rows"],
    );
  });

  it("sizes are decimal", () => {
    assert.deepEqual([0, 999, 41_200_000, 290e6, 3.2e12].map(bytesText), [
      "0 B",
      "999 B",
      "41.2 MB",
      "290 MB",
      "3.2 TB",
    ]);
  });
});
