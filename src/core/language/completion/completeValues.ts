import { valuesAt, type Schema } from "../../yaml/describe";
import type { Path } from "../../yaml/readYaml";
import type { LanguageFacts } from "../facts";
import { declaredTable, type KnownTable } from "../knownTable";
import type { Place } from "../place/placeAt";
import { plainCompletion, yamlText, type Completion, type Completions } from "./completion";
import { completeColumns, completeMetric, completeSql } from "./completeColumns";
import { completeCommits } from "./completeCommits";
import { keyCompletion, withBlank } from "./keyCompletion";

/** Names that are declared elsewhere, as values. */
export function completeNames(place: Place, names: readonly string[], detail: string): Completion[] {
  return names
    .filter((name) => !place.beside.includes(name))
    .map((name) => plainCompletion(name, "name", { detail, insert: written(place, name) }));
}

/** The words that a schema allows at a path. */
export function completeWords(place: Place, schema: Schema, path: Path): Completion[] {
  return valuesAt(schema, path).map((word) => plainCompletion(word, "value", { insert: withBlank(place, word) }));
}

/** Values of the mechanics of a table, in `tables:` or in a section; null where nothing can be told. */
export function completeMechanics(
  place: Place,
  path: Path,
  table: KnownTable,
  facts: LanguageFacts,
): Completions | null {
  const [key, second, third] = path;
  const { now } = facts;
  const listed = (items: readonly Completion[]): Completions => ({ range: place.range, items });
  switch (key) {
    case "connection":
      return listed(completeNames(place, Object.keys(facts.pipeline?.connections ?? {}), "connection"));
    case "date_column":
      return listed(completeColumns(place, table, now, ["date", "timestamp", "instant"]));
    case "written_at":
      return listed(completeColumns(place, table, now, ["instant", "timestamp", "date"]));
    case "code_version":
      return listed(completeColumns(place, table, now, ["text"]));
    case "key":
      return listed(completeColumns(place, table, now));
    case "where":
      return completeSql(place, table, now);
    case "columns":
      return second === undefined ? null : completeMetric(place, table, now, true);
    case "warn_only":
      return listed(completeNames(place, boundKeys(table.section, facts), "bound of this section"));
    case "timezone":
      return listed(completeNames(place, ["UTC", ...Intl.supportedValuesOf("timeZone")], ""));
    case "cohorts":
      return third === "since_commit" ? listed(completeCommits(place, facts)) : null;
    case "expected_dates":
      return second === undefined ? listed(expectedForms(place)) : null;
    case "window":
      return second === undefined ? null : listed(days(place));
    default:
      return null;
  }
}

/** The names of cohorts that other tables have: the same fix tells the rows of several tables apart. */
export function cohortNames(place: Place, { pipeline }: LanguageFacts): Completion[] {
  const names = Object.values(pipeline?.tables ?? {}).flatMap(({ cohorts = [] }) => cohorts.map(({ name }) => name));
  return [...new Set(names)]
    .filter((name) => !place.beside.includes(name))
    .map((name) => keyCompletion(place, name, "mapping", { kind: "name", detail: "cohort of another table" }));
}

/** The keys of a section's bounds, as far as they are known from the file on disk and from what was measured. */
export function boundKeys(section: string, facts: LanguageFacts): string[] {
  const inFile = facts.sections.find(({ name }) => name === section)?.bounds.map(({ key }) => key) ?? [];
  const { result } = declaredTable(section, facts);
  const measured = result?.checks.map(({ id }) => id.slice(section.length + 1).split("@")[0] ?? "") ?? [];
  return [...new Set([...inFile, ...measured])];
}

function expectedForms(place: Place): Completion[] {
  const forms: readonly [string, string, string][] = [
    ["every day", "rows on each day of the window", "every day"],
    ["weekdays", "rows from Monday to Friday", "weekdays"],
    ["{ from: table.column }", "the days of another table", "{ from: ${1:table}.${2:column} }"],
    ["[2024-01-31]", "a list of days", "[$1]"],
    [
      "{ days: every day, skip: … }",
      "with days that are left out",
      "{ days: ${1:every day}, skip: [{ from: $2, until: $3 }] }",
    ],
  ];
  return forms.map(([label, detail, insert]) =>
    plainCompletion(label, "value", { detail, insert: withBlank(place, insert), isSnippet: insert.includes("$") }),
  );
}

export function days(place: Place): Completion[] {
  return ["yesterday", "today"].map((day) =>
    plainCompletion(day, "value", { detail: "told when something is measured", insert: withBlank(place, day) }),
  );
}

function written(place: Place, name: string): string {
  return place.style === "quoted" ? name : withBlank(place, yamlText(name));
}
