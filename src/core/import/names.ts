import { resolveBound } from "../thresholds/resolveBound";
import { unreadableBound } from "../thresholds/readBound";
import { mechanicsKeys, mergedMechanics } from "../pipeline/mechanicsSchema";
import type { ImportedBound } from "./bounds";

/** A key for a bound, and whether it says by itself what is measured. */
export type Name = { readonly key: string; readonly isNatural: boolean };

/** Keys that mean something else in a section. */
const taken: readonly string[] = [...mechanicsKeys, "min_success_rate", "timeout_hours"];
const anywhere = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/**
 * The name that a bound gets in its section.
 * @param key the section's `key:`, which `max_duplicates` counts by
 * @param used the keys that other bounds have already
 */
export function nameOf(bound: ImportedBound, key: readonly string[] | null, used: ReadonlySet<string>): Name {
  for (let number = 1; ; number++) {
    const name = candidate(bound, key, number);
    if (used.has(name) || taken.includes(name)) continue;
    return { key: name, isNatural: isNatural(bound, name, key) };
  }
}

function candidate(
  { metric, stem, scale, side }: ImportedBound,
  key: readonly string[] | null,
  number: number,
): string {
  const suffix = number === 1 ? "" : `_${number}`;
  if (metric.function === "age_hours") return `max_age_hours${suffix}`;
  if (metric.function === "duplicates" && key?.join() === metric.columns.join()) return `max_duplicates${suffix}`;
  const prefix = side === "low" ? "min_" : "max_";
  if (scale === "percent") {
    // A plain column keeps its spelling, so that the name alone says what is measured.
    const subject = metric.function === "completeness" ? metric.column : stem;
    return side === "low" ? `${subject}${suffix}_pct` : `max_${stem}${suffix}_present_pct`;
  }
  const subject = metric.function === "average" ? metric.column : stem;
  // A number that is no percentage must not be named like one.
  return `${prefix}${subject}${suffix}${subject.endsWith("_pct") && number === 1 ? "_value" : ""}`;
}

/** Whether the language itself reads the name as this metric, held from this side. */
function isNatural({ metric, side }: ImportedBound, name: string, key: readonly string[] | null): boolean {
  const bound = { ...unreadableBound(name, anywhere, ""), unreadable: null };
  const mechanics = mergedMechanics({ key, writtenAt: "written_at" });
  const resolution = resolveBound(bound, mechanics, null);
  return (
    resolution.ok &&
    resolution.reading.comparison === (side === "low" ? ">=" : "<=") &&
    JSON.stringify(resolution.reading.metric) === JSON.stringify(metric)
  );
}
