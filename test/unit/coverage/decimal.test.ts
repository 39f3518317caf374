import assert from "node:assert/strict";
import {
  addDecimals,
  compareDecimals,
  comparePercentage,
  compareQuotient,
  decimalOfDouble,
  decimalText,
  parseDecimal,
  rowsNeeded,
  toNumber,
  type Decimal,
} from "../../../src/core/coverage/decimal";

const decimal = (text: string): Decimal => {
  const parsed = parseDecimal(text);
  assert.ok(parsed, text);
  return parsed;
};

describe("decimals", () => {
  const readings: readonly [text: string, units: bigint, scale: number][] = [
    ["35000", 35000n, 0],
    ["35_000", 35000n, 0],
    ["99.0", 990n, 1],
    ["-1.5", -15n, 1],
    ["+2", 2n, 0],
    [".5", 5n, 1],
    ["5.", 5n, 0],
    ["1e3", 1000n, 0],
    ["9.5E1", 95n, 0],
    ["5e-3", 5n, 3],
    ["1.25e-1", 125n, 3],
    [" 7 ", 7n, 0],
    ["99999999999999999999.000000000001", 99999999999999999999000000000001n, 12],
  ];
  for (const [text, units, scale] of readings)
    it(`${text} is ${units} / 10^${scale}`, () => assert.deepEqual(parseDecimal(text), { units, scale }));

  it("are nothing else", () => {
    const others = [
      "",
      ".",
      "e5",
      "1e",
      "1e9999",
      "0x10",
      "1,5",
      "1 000",
      "_1",
      "NaN",
      "Infinity",
      "--1",
      "1.2.3",
      "95 %",
      "many",
    ];
    assert.deepEqual(
      others.filter((text) => parseDecimal(text) !== undefined),
      [],
    );
  });

  it("are told in their plainest digits", () => {
    const texts = ["99.50", "0.010", "100.0", "0", "1e2", "5e-3"];
    assert.deepEqual(
      texts.map((text) => decimalText(decimal(text))),
      ["99.5", "0.01", "100", "0", "100", "0.005"],
    );
  });

  it("are written with their sign", () => {
    const texts = ["-1.50", "-0.05", "-5.0", "-120"];
    assert.deepEqual(
      texts.map((text) => decimalText(decimal(text))),
      ["-1.5", "-0.05", "-5", "-120"],
    );
  });

  it("compare and add without rounding", () => {
    assert.equal(compareDecimals(decimal("0.1"), decimal("0.10000000000000000001")), -1);
    assert.equal(compareDecimals(decimal("1e1"), decimal("10.0")), 0);
    assert.equal(compareDecimals(decimal("-2"), decimal("-3")), 1);
    assert.deepEqual(addDecimals(decimal("0.1"), decimal("0.2")), { units: 3n, scale: 1 });
  });

  it("take a double for the number a person would write", () => {
    assert.deepEqual(decimalOfDouble(75.1), { units: 751n, scale: 1 });
    assert.deepEqual(decimalOfDouble(1e-7), { units: 1n, scale: 7 });
    assert.deepEqual([NaN, Infinity, -Infinity].map(decimalOfDouble), [undefined, undefined, undefined]);
    assert.equal(toNumber(decimal("-1.5e-3")), -0.0015);
  });
});

describe("percentages are decided on counts", () => {
  const cases: readonly [numerator: bigint, denominator: bigint, bound: string, order: -1 | 0 | 1][] = [
    [9895n, 10000n, "99.0", -1],
    [9895n, 10000n, "98.95", 0],
    [9895n, 10000n, "98.949999999999999999", 1],
    [1n, 3n, "33.333333333333333333", 1],
    [1n, 3n, "33.333333333333333334", -1],
    [0n, 1n, "0", 0],
    [1n, 1n, "100", 0],
    [2n ** 60n - 1n, 2n ** 60n, "100", -1],
    [(10n ** 24n * 99n) / 100n, 10n ** 24n, "99", 0],
    [(10n ** 24n * 99n) / 100n - 1n, 10n ** 24n, "99", -1],
    [95n, 100n, "9.5e1", 0],
  ];
  for (const [numerator, denominator, bound, order] of cases)
    it(`${numerator} of ${denominator} against ${bound} %`, () =>
      assert.equal(comparePercentage(numerator, denominator, decimal(bound)), order));

  it("tell the fewest rows that would do", () => {
    assert.equal(rowsNeeded(decimal("95"), 39949n), 37952n);
    assert.equal(rowsNeeded(decimal("99.0"), 100n), 99n);
    assert.equal(rowsNeeded(decimal("33.4"), 3n), 2n);
    assert.equal(rowsNeeded(decimal("0"), 3n), 0n);
    assert.equal(rowsNeeded(decimal("-5"), 3n), 0n);
    assert.equal(rowsNeeded(decimal("100"), 2n ** 60n), 2n ** 60n);
  });

  it("averages compare as sum and count", () => {
    assert.equal(compareQuotient(decimal("22.5"), 3n, decimal("7.5")), 0);
    assert.equal(compareQuotient(decimal("1"), 3n, decimal("0.3333333333333333")), 1);
    assert.equal(compareQuotient(decimal("-1"), 3n, decimal("0")), -1);
  });
});
