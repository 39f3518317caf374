import type { CheckResult } from "../../coverage/validation";
import type { SourceRange } from "../../diagnostic";
import { checksVerdict } from "../../report/checksVerdict";
import { agoText } from "../../report/times";
import { knownSection } from "../../thresholds/knownSection";
import type { Section } from "../../thresholds/thresholds";
import { noFacts } from "../facts";
import { failingDates } from "./failingDates";
import { measuredAtOf, measuredBound, tableOf, whyOld, type ValueFacts } from "./valueFacts";

/** What stands above a section: what it came to, and what one can do about it. */
export type SectionLens = {
  readonly section: string;
  readonly range: SourceRange;
  readonly parts: readonly LensPart[];
};

export type LensPart = {
  readonly action: "validate" | "openReport" | "showFailingDates" | "suggest";
  readonly title: string;
};

/** The lens of a section; null for one that has no table to measure. */
export function sectionLens(file: string, section: Section, facts: ValueFacts): SectionLens | null {
  const known = knownSection(section, file, { ...noFacts, ...facts });
  if (known.mechanics.table === "none" || section.bounds.length === 0) return null;
  const validate: LensPart = { action: "validate", title: "Validate" };
  const suggest: LensPart = { action: "suggest", title: "Suggest bounds" };
  const lens = (...parts: readonly LensPart[]): SectionLens => ({ section: section.name, range: section.range, parts });
  const table = tableOf(section.name, facts);
  if (table === null || facts.validation === null)
    return lens({ action: "validate", title: "Not measured yet · Validate" }, suggest);
  const ago = agoText(measuredAtOf(table, facts.validation), facts.now);
  if (table.reason !== null)
    return lens(validate, { action: "openReport", title: `could not measure · ${ago}` }, suggest);
  const found = known.resolved.checks.map((check) => measuredBound(check, table));
  const results = found.flatMap((one) => (one.kind === "measured" ? [one.result] : []));
  const old = whyOld(known, table, facts);
  const verdict: LensPart = {
    action: "openReport",
    title: [verdictOfAll(results, section.bounds.length), ago, old].filter((part) => part !== null).join(" · "),
  };
  const dates: LensPart = { action: "showFailingDates", title: "Show failing dates" };
  return lens(validate, verdict, ...(failingDates(table, results).length > 0 ? [dates] : []), suggest);
}

/** The verdict over the bounds that were measured as they stand; how many were not is said. */
function verdictOfAll(results: readonly CheckResult[], bounds: number): string {
  const missing = bounds - results.length;
  if (missing === 0) return checksVerdict(results);
  const rest = `${missing} of ${bounds} not measured yet`;
  return results.length === 0 ? rest : `${checksVerdict(results)}, ${rest}`;
}
