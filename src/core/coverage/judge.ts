import type { SourceLocation } from "../diagnostic";
import type { Check } from "./check";
import type { Group } from "./cube";
import { compareDecimals, comparePercentage, compareQuotient, rowsNeeded, toNumber, type Decimal } from "./decimal";
import type { CheckMeasures } from "./sql/measures";
import { metricText, metricUnit } from "./metric";
import { compareDrop, dropFraction, dropRemark, isCertainDrop, type Drop } from "./regression";
import type { CheckResult, Status } from "./validation";

/** What one group says of a check, exactly. */
export type Finding =
  | { readonly kind: "ratio"; readonly numerator: bigint; readonly denominator: bigint }
  | { readonly kind: "count"; readonly count: bigint }
  | { readonly kind: "quotient"; readonly sum: Decimal; readonly count: bigint }
  | { readonly kind: "value"; readonly value: Decimal }
  | Drop
  /** `isAllowed`: that nothing was found lets the check pass. */
  | { readonly kind: "nothing"; readonly reason: string; readonly isAllowed?: boolean };

/** Takes what a group measured for a check. */
export function findingOf(check: Check, measures: CheckMeasures, group: Group): Finding {
  const read = (alias: string | null): Decimal | null => (alias === null ? null : group.value(alias));
  const numerator = read(measures.numerator)?.units ?? 0n;
  const denominator = read(measures.denominator)?.units ?? 0n;
  const value = read(measures.value);
  switch (check.metric.function) {
    case "row_count":
    case "distinct":
      return { kind: "count", count: numerator };
    case "completeness":
    case "regression":
    case "missing":
    case "share":
    case "share_sql":
      if (denominator > 0n) return { kind: "ratio", numerator, denominator };
      return {
        kind: "nothing",
        reason: check.where === null ? "There are no rows to measure." : `No row satisfies ${check.where}.`,
      };
    case "duplicates":
      return value === null
        ? { kind: "nothing", reason: "Distinct keys could not be counted." }
        : { kind: "count", count: denominator - value.units };
    case "average":
      if (denominator === 0n) return { kind: "nothing", reason: `${check.metric.column} holds no finite value.` };
      if (value === null)
        return {
          kind: "nothing",
          reason: `The values of ${check.metric.column} add up to more than a number can hold.`,
        };
      return { kind: "quotient", sum: value, count: denominator };
    default:
      return value === null
        ? { kind: "nothing", reason: `${metricText(check.metric)} gave no number.` }
        : { kind: "value", value };
  }
}

/** Negative, zero or positive as what was found is below, at or above a bound. Decided on integers, never on a rounded value. */
function compareWith(finding: Exclude<Finding, { kind: "nothing" }>, bound: Decimal): number {
  switch (finding.kind) {
    case "ratio":
      return comparePercentage(finding.numerator, finding.denominator, bound);
    case "count":
      return compareDecimals({ units: finding.count, scale: 0 }, bound);
    case "quotient":
      return compareQuotient(finding.sum, finding.count, bound);
    case "value":
      return compareDecimals(finding.value, bound);
    case "drop":
      return compareDrop(finding, bound);
  }
}

export function statusOf(check: Check, finding: Finding): Status {
  if (finding.kind === "nothing") return finding.isAllowed ? "pass" : "unknown";
  const violates = (bound: Decimal | null): boolean => {
    if (bound === null) return false;
    const order = compareWith(finding, bound);
    return check.comparison === ">=" ? order < 0 : order > 0;
  };
  const [bound, status] = violates(check.fail) ? [check.fail, "fail" as const] : [check.warn, "warn" as const];
  if (bound === null || !violates(bound)) return "pass";
  return finding.kind === "drop" && !isCertainDrop(finding, bound) ? "unknown" : status;
}

/** The value shown to people and written to JSON, unrounded; null when nothing was measured. */
export function observedOf(finding: Finding): number | null {
  switch (finding.kind) {
    case "ratio":
      return (Number(finding.numerator) * 100) / Number(finding.denominator);
    case "count":
      return Number(finding.count);
    case "quotient":
      return toNumber(finding.sum) / Number(finding.count);
    case "value":
      return toNumber(finding.value);
    case "drop": {
      const { numerator, denominator } = dropFraction(finding);
      return (Number(numerator) * 100) / Number(denominator);
    }
    case "nothing":
      return null;
  }
}

/** Counts behind a ratio, of a drop those of now, or a count alone. */
export function countsOf(finding: Finding): { numerator: number | null; denominator: number | null } {
  if (finding.kind === "drop") return countsOf({ kind: "ratio", ...finding.now });
  if (finding.kind === "ratio")
    return { numerator: Number(finding.numerator), denominator: Number(finding.denominator) };
  return { numerator: finding.kind === "count" ? Number(finding.count) : null, denominator: null };
}

/** How many rows still need a value until a lower bound is reached; null where that is no question of rows. */
export function shortfallOf(check: Check, finding: Finding): number | null {
  const bound = check.fail ?? check.warn;
  if (bound === null || check.comparison === "<=") return null;
  const missing = (needed: bigint, there: bigint): number => Number(needed > there ? needed - there : 0n);
  if (finding.kind === "ratio") return missing(rowsNeeded(bound, finding.denominator), finding.numerator);
  if (finding.kind === "count") return missing(rowsNeeded(bound, 100n), finding.count);
  return null;
}

/** The result of a check, without its breakdowns. */
export function judge(check: Check, finding: Finding, location: SourceLocation): CheckResult {
  const status = statusOf(check, finding);
  return {
    id: check.id,
    metric: metricText(check.metric),
    status,
    observed: status === "unknown" ? null : observedOf(finding),
    unit: metricUnit(check.metric),
    ...countsOf(finding),
    comparison: check.comparison,
    fail: check.fail && toNumber(check.fail),
    warn: check.warn && toNumber(check.warn),
    shortfall: shortfallOf(check, finding),
    reason: reasonOf(finding, status),
    where: check.where,
    location,
    cohorts: [],
    ...(check.dates === null ? {} : { dates: check.dates }),
    ...(check.runbook === null ? {} : { runbook: check.runbook }),
  };
}

function reasonOf(finding: Finding, status: Status): string | null {
  if (finding.kind === "nothing") return finding.reason;
  return finding.kind === "drop" ? dropRemark(finding, status === "unknown") : null;
}
