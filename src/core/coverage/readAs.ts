import type { TableMechanics } from "../pipeline/pipeline";

/** Which rows a table was measured by: the declarations that decide, by their keys, as far as they are declared. */
export type ReadAs = Readonly<Record<string, string>>;

/** What decides which rows of a table count, and under which day: when it changes, earlier values are of something else. */
export function readAsOf(mechanics: TableMechanics, section: string): ReadAs {
  const deciding: Readonly<Record<string, unknown>> = {
    connection: mechanics.connection,
    table: mechanics.table ?? section,
    date_column: mechanics.dateColumn,
    timezone: mechanics.timezone,
    where: mechanics.where,
    empty_is_missing: mechanics.emptyIsMissing ? true : null,
    expected_dates: mechanics.expectedDates,
    settle_hours: mechanics.settleHours,
  };
  const declared = Object.entries(deciding).filter(([, value]) => value !== null);
  return Object.fromEntries(
    declared.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** The keys of which the two say different things. */
export function changedKeys(before: ReadAs, after: ReadAs): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => before[key] !== after[key]);
}
