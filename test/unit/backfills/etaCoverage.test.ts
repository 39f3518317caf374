import assert from "node:assert/strict";
import { estimateEnd } from "../../../src/core/backfills/estimateEnd";
import { outcomes, shares } from "../../bench/eta/coverage";
import { families } from "../../bench/eta/families";

/** A small slice of `npm run bench:eta`: other seeds than those, so few that no family is judged by itself. */
const seedsEach = 12;
const firstSeed = 500;

describe("the ETA pair in simulation", () => {
  const found = families.flatMap((family, index) =>
    Array.from({ length: seedsEach }, (_, seed) =>
      outcomes(family, index * 1000 + firstSeed + seed, estimateEnd),
    ).flat(),
  );

  for (const share of shares)
    it(`holds the true end in 80 to 98 % of runs at ${share * 100} % done`, () => {
      const there = found.filter((outcome) => outcome.share === share);
      const held = there.filter((outcome) => outcome.held).length / there.length;
      assert.ok(held >= 0.8 && held <= 0.98, `${held} of ${there.length}, seeds from ${firstSeed}`);
    });

  it("is no wider than four to one in half of the cases", () => {
    const widths = found.map(({ width }) => width).sort((one, other) => one - other);
    assert.ok((widths[Math.floor(widths.length / 2)] ?? Infinity) < 4);
  });
});
