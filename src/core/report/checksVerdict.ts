import type { CheckResult } from "../coverage/validation";

/** `2 of 7 fail`, `1 of 7 could not be measured`, `7 of 7 pass, 1 warns`. */
export function checksVerdict(checks: readonly CheckResult[]): string {
  const count = (status: CheckResult["status"]): number => checks.filter((check) => check.status === status).length;
  const [failing, unknown, warning] = [count("fail"), count("unknown"), count("warn")];
  if (checks.length === 0) return "no checks";
  if (failing > 0) return `${failing} of ${checks.length} ${failing === 1 ? "fails" : "fail"}`;
  if (unknown > 0) return `${unknown} of ${checks.length} could not be measured`;
  if (warning > 0) return `${warning} of ${checks.length} ${warning === 1 ? "warns" : "warn"}`;
  return checks.length === 1 ? "1 check passes" : `all ${checks.length} pass`;
}
