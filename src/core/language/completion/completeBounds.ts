import { metricText, type Metric } from "../../coverage/metric";
import { mechanicsKeys } from "../../pipeline/mechanicsSchema";
import { isRequirement } from "../../thresholds/requirementSchema";
import { sectionSchema } from "../../thresholds/thresholdsSchema";
import { observedText } from "../../report/sentences";
import { boundCandidates, type BoundCandidate } from "../boundCandidates";
import { boundMeaning } from "../boundMeaning";
import type { LanguageFacts } from "../facts";
import { columnsOf, measuredResult, type KnownTable } from "../knownTable";
import type { Place } from "../place/placeAt";
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
  const detail = column === null ? presentWords(metric, table) : `${column.type} · ${presentWords(metric, table)}`;
  const about = [boundMeaning({ metric, comparison, where: null, fail: null, warn: null }), schemaAge(table, now)];
  return keyCompletion(place, key, "value", { kind: "bound", detail, about: about.filter(Boolean).join("\n\n") });
}

/** How things are at present: `47.2 % present`, `average 75.1`, `39,949 rows`. */
function presentWords(metric: Metric, table: KnownTable): string {
  const asked: Metric = metric.function === "regression" ? { function: "completeness", column: metric.column } : metric;
  const result = measuredResult(table, metricText(asked));
  if (!result) return "not measured yet";
  const text = observedText(result);
  switch (asked.function) {
    case "completeness":
      return `${text} present`;
    case "share":
    case "share_sql":
      return `${text} true`;
    case "row_count":
      return `${text} rows`;
    case "distinct":
      return `${text} different values`;
    case "duplicates":
      return `${text} rows repeat a key`;
    case "missing_dates":
      return `${text} dates`;
    case "age_hours":
      return text;
    default:
      return `${asked.function} ${text}`;
  }
}
