import type { Check, UnreadableCheck } from "./check";
import { judge } from "./judge";
import type { CheckResult } from "./validation";

/** The results of checks that could not be measured, all for the same reason. */
export function unmeasured(
  checks: readonly Check[],
  unreadable: readonly UnreadableCheck[],
  reason: string,
  file: string,
): CheckResult[] {
  return [
    ...checks.map((check) =>
      judge(check, { kind: "nothing", reason }, { file, line: check.range.line, column: check.range.column }),
    ),
    ...unreadable.map((check) => unreadableResult(check, file)),
  ];
}

/** A line that could not be read or resolved stays visible, as unknown. */
export function unreadableResult(check: UnreadableCheck, file: string): CheckResult {
  return {
    id: check.id,
    metric: check.key,
    status: "unknown",
    observed: null,
    unit: "",
    numerator: null,
    denominator: null,
    comparison: check.key.startsWith("max_") ? "<=" : ">=",
    fail: null,
    warn: null,
    shortfall: null,
    reason: check.reason,
    where: null,
    location: { file, line: check.range.line, column: check.range.column },
    cohorts: [],
  };
}
