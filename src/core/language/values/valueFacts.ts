import type { BackfillStatus } from "../../backfills/status";
import type { Check } from "../../coverage/check";
import { heldAgainst } from "../../coverage/heldAgainst";
import { changedKeys, readAsOf } from "../../coverage/readAs";
import type { CheckResult, TableResult, Validation } from "../../coverage/validation";
import { resolveWindow } from "../../coverage/window";
import { isAlive } from "../../report/backfillSentences";
import type { KnownSection } from "../../thresholds/knownSection";
import type { LanguageFacts } from "../facts";
import { measuresSame } from "../observations";

/** What is known, besides the text, when values are shown beside bounds. */
export type ValueFacts = Pick<LanguageFacts, "pipeline" | "schemas" | "validation" | "now"> & {
  /** The latest of each backfill. */
  readonly backfills: readonly BackfillStatus[];
};

/** What was last measured for a bound as it stands in the text now. */
export type MeasuredBound =
  /** Nothing was, as far as this bound's name goes. */
  | { readonly kind: "nothing" }
  /** Something else was measured under its name: other rows, or another metric. */
  | { readonly kind: "other"; readonly result: CheckResult }
  /** `result` is judged by the bounds of the text. */
  | { readonly kind: "measured"; readonly result: CheckResult };

export function measuredBound(check: Check, table: TableResult | null): MeasuredBound {
  const result = table?.checks.find(({ id }) => id === check.id);
  // A line that could not be read then has no bound: its result says nothing of this one.
  if (!result || (result.fail === null && result.warn === null)) return { kind: "nothing" };
  if (!measuresSame(check, result)) return { kind: "other", result };
  return { kind: "measured", result: heldAgainst(result, check) };
}

/** What was last measured of a section's table; null where nothing was. */
export function tableOf(section: string, { validation }: ValueFacts): TableResult | null {
  return validation?.tables.find(({ name }) => name === section) ?? null;
}

export function measuredAtOf(table: TableResult, validation: Validation): string {
  return table.measuredAt ?? validation.startedAt;
}

/** The backfills that fill a section's table, as they were last seen. */
export function fillingBackfills(section: string, { pipeline, backfills }: ValueFacts): BackfillStatus[] {
  return backfills.filter(
    ({ name }) =>
      pipeline !== null &&
      Object.hasOwn(pipeline.backfills, name) &&
      pipeline.backfills[name]?.tables.includes(section) === true,
  );
}

/** Why what was measured of a table is not how it is now, as a phrase: `team_offense is writing`; null while nothing says so. */
export function whyOld({ section, mechanics }: KnownSection, table: TableResult, facts: ValueFacts): string | null {
  const changed = table.readAs ? changedKeys(table.readAs, readAsOf(mechanics, section.name)) : [];
  if (changed.length > 0) return `${changed.join(" and ")} changed since`;
  const measuredAt = facts.validation ? Date.parse(measuredAtOf(table, facts.validation)) : 0;
  for (const status of fillingBackfills(section.name, facts)) {
    if (status.startedAt === null || status.state === "idle") continue;
    if (isAlive(status)) return `${status.name} is writing`;
    if (Date.parse(status.startedAt) + (status.elapsedMs ?? 0) > measuredAt) return `${status.name} has run since`;
  }
  return null;
}

/** The window of a measurement that was not of all the declared days: `2024-03-01…2024-03-07`; null where it was. */
export function partOfWindow({ mechanics }: KnownSection, { window }: TableResult, facts: ValueFacts): string | null {
  const declared = mechanics.window ?? facts.pipeline?.window ?? null;
  if (declared === null || window === undefined || mechanics.dateColumn === null) return null;
  const whole = resolveWindow(declared, facts.now, mechanics.timezone ?? "UTC");
  const endsEarly = declared.end !== "today" && declared.end !== "yesterday" && window.end < whole.end;
  const startsLate = declared.start !== "today" && declared.start !== "yesterday" && window.start > whole.start;
  return startsLate || endsEarly ? `${window.start}…${window.end}` : null;
}
