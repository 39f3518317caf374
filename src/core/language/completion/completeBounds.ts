import { metricText, type Metric } from "../../coverage/metric";
import { mechanicsKeys } from "../../pipeline/mechanicsSchema";
import { isRequirement } from "../../thresholds/requirementSchema";
import { sectionSchema } from "../../thresholds/thresholdsSchema";
import { observedText } from "../../report/sentences";
import { boundCandidates, type BoundCandidate } from "../boundCandidates";
import { boundMeaning } from "../boundMeaning";
import type { LanguageFacts } from "../facts";
import { columnsOf, measuredResult, type KnownTable } from "../knownTable";
import type { Place } from "../placeAt";
import { schemaAge } from "../schemaAge";
import type { Completion } from "./completion";
import { keyCompletion, schemaKeys } from "./keyCompletion";

/** The keys of a section: its bounds, the likely ones first, what is asked of its backfill, and mechanics. */
export function completeBounds(place: Place, table: KnownTable, facts: LanguageFacts): Completion[] {
  const isFree = (key: string): boolean => !place.beside.includes(key);
  const bounds = table.table === "none" ? [] : boundCandidates(table.mechanics, columnsOf(table));
  const others = schemaKeys(place, sectionSchema, []);
  return [
    ...bounds.filter(({ key }) => isFree(key)).map((candidate) => boundCompletion(place, candidate, table, facts.now)),
    ...others.filter(({ label }) => isRequirement(label)),
    ...others.filter(({ label }) => mechanicsKeys.includes(label)),
  ];
}

function boundCompletion(place: Place, candidate: BoundCandidate, table: KnownTable, now: Date): Completion {
  const { key, metric, comparison, column } = candidate;
  const type = column === null ? [] : [column.type];
  const detail = [kindWords(metric), ...type, presentWords(metric, table)].join(" · ");
  const about = [boundMeaning({ metric, comparison, where: null, fail: null, warn: null }), schemaAge(table, now)];
  return keyCompletion(place, key, "value", { kind: "bound", detail, about: about.filter(Boolean).join("\n\n") });
}

/** The metric in a word or two: the column stands in the key. */
function kindWords(metric: Metric): string {
  const words: Partial<Record<Metric["function"], string>> = {
    row_count: "rows",
    age_hours: "age",
    distinct: "different values",
  };
  return words[metric.function] ?? metric.function.replaceAll("_", " ");
}

/** What the metric is at present: of completeness `47.2 % present`. */
function presentWords(metric: Metric, table: KnownTable): string {
  const asked =
    metric.function === "regression" ? ({ function: "completeness", column: metric.column } as const) : metric;
  const result = measuredResult(table, metricText(asked));
  if (!result) return "not measured yet";
  return asked.function === "completeness" ? `${observedText(result)} present` : observedText(result);
}
