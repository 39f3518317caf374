import { isNumeric, type Column, type ColumnKind } from "../../coverage/column";
import { observedText } from "../../report/sentences";
import { metricDescriptions } from "../../thresholds/boundNames";
import { columnsOf, measuredResult, type KnownTable } from "../knownTable";
import { schemaAge } from "../schemaAge";
import type { Place } from "../place/placeAt";
import { plainCompletion, yamlText, type Completion, type Completions } from "./completion";
import { firstWords, withBlank } from "./keyCompletion";
import { lastOf } from "../place/lastOf";

/** The columns of a table as values, those of the wanted kinds first; those that stand in the same list are left out. */
export function completeColumns(
  place: Place,
  table: KnownTable,
  now: Date,
  wanted: readonly ColumnKind[] = [],
): Completion[] {
  const free = columnsOf(table).filter(({ name }) => !place.beside.includes(name));
  const isWanted = ({ kind }: Column): boolean => wanted.includes(kind);
  return [...free.filter(isWanted), ...free.filter((column) => !isWanted(column))].map((column) =>
    columnCompletion(
      column,
      table,
      now,
      place.style === "plain" ? withBlank(place, yamlText(column.name)) : column.name,
    ),
  );
}

function columnCompletion(column: Column, table: KnownTable, now: Date, insert: string): Completion {
  const result = measuredResult(table, `completeness(${column.name})`);
  const present = result ? `${observedText(result)} present` : "not measured yet";
  const about = schemaAge(table, now) ?? "";
  return plainCompletion(column.name, "column", { detail: `${column.type} · ${present}`, about, insert });
}

/** The functions of metrics that can be written out, in the order in which they are proposed. */
const functions = [
  "completeness",
  "average",
  "distinct",
  "share",
  "duplicates",
  "minimum",
  "maximum",
  "sum",
  "stddev",
  "missing",
  "sql",
] as const;

/** A metric written out: the functions, and within their brackets the columns that they can read. */
export function completeMetric(place: Place, table: KnownTable, now: Date, withColumns: boolean): Completions {
  const call = callIn(place.before);
  if (call) return { range: wordRange(place, call.argument), items: argumentsOf(call.name, place, table, now) };
  const items = functions.map((name) =>
    plainCompletion(`${name}()`, "metric", {
      detail: firstWords(metricDescriptions[name].description),
      about: metricDescriptions[name].description,
      insert: withBlank(place, `${name}($1)`),
      isSnippet: true,
      leadsOn: true,
    }),
  );
  return {
    range: place.range,
    items: withColumns ? [...completeColumns(place, table, now), ...items] : items,
  };
}

/** The function whose brackets are open at the end of a text, and what is typed of its last argument. */
function callIn(before: string): { readonly name: string; readonly argument: string } | null {
  const opened = before.lastIndexOf("(");
  const inside = before.slice(opened + 1);
  const name = opened < 0 ? "" : lastOf(before.slice(0, opened).trimEnd(), /[A-Za-z_]/);
  if (name === "" || inside.includes(")")) return null;
  return { name, argument: inside.slice(inside.lastIndexOf(",") + 1).trimStart() };
}

function argumentsOf(name: string, place: Place, table: KnownTable, now: Date): Completion[] {
  const isClosed = place.text.slice(place.before.length).includes(")");
  const numeric = ["average", "minimum", "maximum", "sum", "stddev"].includes(name);
  const fits = ({ kind }: Column): boolean => (numeric ? isNumeric(kind) : name !== "share" || kind === "boolean");
  return columnsOf(table)
    .filter(fits)
    .map((column) => columnCompletion(column, table, now, isClosed ? column.name : `${column.name})`));
}

/** The columns of a table as words of SQL. */
export function completeSql(place: Place, table: KnownTable, now: Date): Completions {
  const word = lastOf(place.before, /[\p{L}\p{N}_]/u);
  const items = columnsOf(table).map((column) => columnCompletion(column, table, now, sqlName(column.name)));
  return { range: wordRange(place, word), items };
}

/** Quoted only where it would not be one plain name. */
function sqlName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** The word that ends at the cursor. */
export function wordRange({ range, before }: Place, word: string): Completions["range"] {
  const cursor = range.column + before.length;
  return { ...range, column: cursor - word.length, endColumn: cursor };
}
