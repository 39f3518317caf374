import { boundMapSchema, datedBoundSchema } from "../../thresholds/boundSchema";
import { mechanicsKeys, mechanicsSchema } from "../../pipeline/mechanicsSchema";
import { isRequirement } from "../../thresholds/requirementSchema";
import { thresholdsSchema } from "../../thresholds/thresholdsSchema";
import type { LanguageFacts } from "../facts";
import { columnsOf, declaredTable, knownTable, measuredResult, sectionIn, type KnownTable } from "../knownTable";
import { measuresSame } from "../observations";
import type { Place } from "../place/placeAt";
import { knownSection } from "../../thresholds/knownSection";
import { metricText } from "../../coverage/metric";
import { boundCandidates } from "../boundCandidates";
import type { CheckResult } from "../../coverage/validation";
import { completeBounds } from "./completeBounds";
import { completeColumns, completeMetric, completeSql } from "./completeColumns";
import { completeNumbers } from "./completeNumbers";
import { completeSections } from "./completeSections";
import { cohortNames, completeMechanics, completeWords } from "./completeValues";
import { plainCompletion, type Completion, type Completions } from "./completion";
import { schemaKeys, withBlank } from "./keyCompletion";

/** What can be written at a place of the thresholds file. */
export function completeThresholds(text: string, place: Place, facts: LanguageFacts): Completions | null {
  const { path, role } = place;
  const [name, key, ...rest] = path;
  const listed = (items: readonly Completion[]): Completions => ({ range: place.range, items });
  if (name === undefined || (path.length === 1 && role === "value")) return null;
  if (path.length === 1) return listed(completeSections(text, place, facts));
  if (name === "polling" || name === "version")
    return listed(
      role === "key"
        ? schemaKeys(place, thresholdsSchema, path.slice(0, -1))
        : completeWords(place, thresholdsSchema, path),
    );
  const section = String(name);
  const table = tableAt(text, place, section, facts);
  if (path.length === 2 && role === "key")
    return listed(name === "defaults" ? schemaKeys(place, mechanicsSchema, []) : completeBounds(place, table, facts));
  if (mechanicsKeys.includes(String(key))) {
    const inside = path.slice(1);
    if (role === "key" && key === "cohorts" && inside.length === 2) return listed(cohortNames(place, facts));
    if (role === "key") return listed(schemaKeys(place, mechanicsSchema, inside.slice(0, -1)));
    return completeMechanics(place, inside, table, facts) ?? listed(completeWords(place, mechanicsSchema, inside));
  }
  if (isRequirement(String(key)))
    return listed(role === "key" ? schemaKeys(place, thresholdsSchema, path.slice(0, -1)) : []);
  return completeBound(text, place, rest, table, facts);
}

function tableAt(text: string, place: Place, name: string, facts: LanguageFacts): KnownTable {
  const section = sectionIn(text, place.block, name);
  return section ? knownTable(name, knownSection(section, "", facts).mechanics, facts) : declaredTable(name, facts);
}

/** @param inside where in what stands behind the bound's key: nothing, a key of its map, an entry of its list */
function completeBound(
  text: string,
  place: Place,
  inside: Place["path"],
  table: KnownTable,
  facts: LanguageFacts,
): Completions | null {
  const [first] = inside;
  const isDated = typeof first === "number";
  const within = isDated ? inside.slice(1) : inside;
  const key = String(within[0] ?? "");
  const listed = (items: readonly Completion[]): Completions => ({ range: place.range, items });
  const number = (): Completion[] =>
    completeNumbers(place, latestResult(text, place, table, facts), table.measuredAt, facts);
  if (within.length === 0) return listed(isDated ? [datedEntry(place)] : [...number(), ...longForms(place)]);
  if (place.role === "key")
    return within.length === 1
      ? listed(mapKeys(place, isDated, isCandidate(place, table)))
      : listed(schemaKeys(place, boundMapSchema, within.slice(0, -1)));
  if (key === "segments") return listed(completeColumns(place, table, facts.now, ["text", "boolean"]));
  if (within.length > 1) return listed(completeWords(place, boundMapSchema, within));
  if (["fail", "warn", "min", "max"].includes(key)) return listed(number());
  if (key === "metric") return completeMetric(place, table, facts.now, false);
  if (key === "where" || key === "sql") return completeSql(place, table, facts.now);
  return listed(completeWords(place, boundMapSchema, within));
}

/** Whether the name of the bound alone says what it measures. */
function isCandidate({ path }: Place, { mechanics, schema }: KnownTable): boolean {
  return boundCandidates(mechanics, schema?.columns ?? []).some(({ key }) => key === path[1]);
}

/** Keys of a bound of which a map has one at most. */
const alternatives: readonly (readonly string[])[] = [
  ["fail", "min", "max"],
  ["metric", "sql"],
];

/** What only regressions or checks of one's own have comes last for every other bound. */
function mapKeys(place: Place, isDated: boolean, isKnown: boolean): Completion[] {
  const keys = schemaKeys(place, isDated ? datedBoundSchema : boundMapSchema, []);
  const isRegression = String(place.path[1]).endsWith("_drop_pct");
  const late = [
    ...(isKnown ? ["min", "max", "metric", "sql"] : []),
    ...(isRegression ? [] : ["baseline", "if_no_baseline"]),
  ];
  const isTaken = (key: string): boolean =>
    alternatives.some((group) => group.includes(key) && group.some((one) => place.beside.includes(one)));
  const free = keys.filter(({ label }) => !isTaken(label));
  return [...free.filter(({ label }) => !late.includes(label)), ...free.filter(({ label }) => late.includes(label))];
}

/** The last result of the check that is being written: by its id where it was measured before, else by what it measures. */
function latestResult(text: string, place: Place, table: KnownTable, facts: LanguageFacts): CheckResult | null {
  const results = table.result?.checks ?? [];
  const id = `${table.section}.${String(place.path[1])}`;
  const section = sectionIn(text, place.block, table.section);
  const check = section && knownSection(section, "", facts).resolved.checks.find((one) => one.id === id);
  if (check) return results.find((result) => measuresSame(check, result)) ?? null;
  const same = results.find((result) => result.id === id);
  const candidate = boundCandidates(table.mechanics, columnsOf(table)).find(({ key }) => key === place.path[1]);
  const measured = candidate && measuredResult(table, metricText(candidate.metric));
  return same ?? (measured ? { ...measured, comparison: candidate.comparison } : null);
}

function longForms(place: Place): Completion[] {
  const forms: readonly [string, string, string][] = [
    ["{ fail: …, warn: … }", "two bounds", "{ fail: $1, warn: $2 }"],
    ["{ fail: …, where: … }", "for some of the rows", "{ fail: $1, where: $2 }"],
  ];
  return forms.map(([label, detail, insert]) =>
    plainCompletion(label, "value", { detail, insert: withBlank(place, insert), isSnippet: true }),
  );
}

function datedEntry(place: Place): Completion {
  const insert = withBlank(place, "{ from: $1, fail: $2 }");
  return plainCompletion("{ from: …, fail: … }", "value", {
    detail: "a bound for some of the days",
    insert,
    isSnippet: true,
  });
}
