import type { Check } from "./check";
import { rowsNeeded, toNumber, type Decimal } from "./decimal";
import { compareFractions, fractionOfDecimal, wholeFraction } from "./fraction";
import type { CheckResult, Status } from "./validation";

/** The bounds that a result is held against. */
export type HeldBounds = Pick<Check, "fail" | "warn" | "comparison">;

/** What was observed, judged by the bounds that stand in the file now instead of those it was measured with. */
export function heldAgainst(result: CheckResult, bounds: HeldBounds): CheckResult {
  const fail = bounds.fail && toNumber(bounds.fail);
  const warn = bounds.warn && toNumber(bounds.warn);
  const { comparison } = bounds;
  // As it was judged: an average is told as a float, and was judged exactly.
  if (fail === result.fail && warn === result.warn && comparison === result.comparison) return result;
  const status = result.observed === null ? result.status : statusAt(result, bounds);
  return { ...result, fail, warn, comparison, status, shortfall: shortfallAt(result, bounds) };
}

function statusAt(result: CheckResult, { fail, warn, comparison }: HeldBounds): Status {
  const value = wholeFraction(result);
  if (value === null) return "unknown";
  const violates = (bound: Decimal | null): boolean => {
    if (bound === null) return false;
    const order = compareFractions(value, fractionOfDecimal(bound));
    return comparison === ">=" ? order < 0 : order > 0;
  };
  if (violates(fail)) return "fail";
  return violates(warn) ? "warn" : "pass";
}

function shortfallAt({ numerator, denominator }: CheckResult, { fail, warn, comparison }: HeldBounds): number | null {
  const bound = fail ?? warn;
  if (bound === null || numerator === null || comparison === "<=") return null;
  const missing = rowsNeeded(bound, BigInt(denominator ?? 100)) - BigInt(numerator);
  return Number(missing > 0n ? missing : 0n);
}
