import type { CheckResult, Validation } from "./validation";

/**
 * The same validations with each date's value once, as it was measured last: together they hold little more than the latest.
 * @param history oldest first
 */
export function withoutRepeatedDates(history: readonly Validation[]): Validation[] {
  const seen = new Map<string, Set<string>>();
  const thinned = (check: CheckResult): CheckResult => {
    if (!check.byDate) return check;
    const meaning = JSON.stringify([check.id, check.metric, check.where]);
    const dates = seen.get(meaning) ?? new Set();
    seen.set(meaning, dates);
    const byDate = check.byDate.filter(({ date }) => !dates.has(date));
    for (const { date } of byDate) dates.add(date);
    return { ...check, byDate };
  };
  return [...history]
    .reverse()
    .map((validation) => ({
      ...validation,
      tables: validation.tables.map((table) => ({ ...table, checks: table.checks.map(thinned) })),
    }))
    .reverse();
}
