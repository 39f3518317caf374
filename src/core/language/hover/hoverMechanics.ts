import { parseMetric } from "../../coverage/metric";
import type { Path } from "../../yaml/readYaml";
import type { LanguageFacts } from "../facts";
import type { KnownTable } from "../knownTable";
import type { Place } from "../place/placeAt";
import { hoverCohort, hoverColumn, hoverCommit, hoverDeclared } from "./hoverNames";
import { lastOf } from "../place/lastOf";

/**
 * What is told of a name or value in the mechanics of a table; null where their schema alone has something to say.
 * @param inside the path from the table on: `columns`, `punctual`
 */
export function hoverMechanics(place: Place, inside: Path, table: KnownTable, facts: LanguageFacts): string | null {
  const [key, name, third] = inside;
  const { now } = facts;
  if (key === "cohorts" && name !== undefined) {
    if (place.role === "key" && inside.length === 2) {
      const commit = place.sourceAt([...place.path, "since_commit"]);
      return hoverCohort(String(name), table, commit, facts);
    }
    return place.role === "value" && third === "since_commit" ? hoverCommit(place.text, facts) : null;
  }
  if (key === "columns" && name !== undefined) {
    const meaning = place.sourceAt(place.path) ?? "";
    if (place.role === "key") return hoverDeclared(String(name), meaning, table, now);
    return hoverColumn(parseMetric(meaning) ? wordAt(place) : meaning, table, now);
  }
  const named = ["date_column", "key", "written_at", "code_version", "where"];
  return place.role === "value" && named.includes(String(key)) ? hoverColumn(wordAt(place), table, now) : null;
}

/** The word under the pointer. */
export function wordAt({ text, before }: Place): string {
  const start = lastOf(before, /[\p{L}\p{N}_]/u);
  const end = /^[\p{L}\p{N}_]*/u.exec(text.slice(before.length))?.[0] ?? "";
  return start + end;
}
