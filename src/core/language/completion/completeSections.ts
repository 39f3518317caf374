import { countedText } from "../../report/numbers";
import { agoText } from "../../report/times";
import { thresholdsSchema } from "../../thresholds/thresholdsSchema";
import { topKeysOf } from "../../yaml/blockAt";
import type { LanguageFacts } from "../facts";
import { declaredTable, type KnownTable } from "../knownTable";
import type { Place } from "../place/placeAt";
import type { Completion } from "./completion";
import { keyCompletion, schemaKeys } from "./keyCompletion";

/** The tables of `headgate.yaml` that have no section yet, and the names that are reserved. */
export function completeSections(text: string, place: Place, facts: LanguageFacts): Completion[] {
  const written = new Set(topKeysOf(text.split("\n")).map(({ name }) => name));
  const own = place.text.replace(/:$/, "");
  const isFree = (name: string): boolean => !written.has(name) || name === own;
  const tables = Object.keys(facts.pipeline?.tables ?? {}).filter(isFree);
  return [
    ...tables.map((name) => sectionCompletion(place, declaredTable(name, facts), facts.now)),
    ...schemaKeys(place, thresholdsSchema, []).filter(({ label }) => isFree(label)),
  ];
}

function sectionCompletion(place: Place, table: KnownTable, now: Date): Completion {
  const detail = table.table === "none" ? "no table: only requirements on its backfill" : table.table;
  return keyCompletion(place, table.section, "mapping", { kind: "section", detail, about: aboutTable(table, now) });
}

function aboutTable({ table, schema, result, measuredAt }: KnownTable, now: Date): string {
  if (table === "none") return "A section for `min_success_rate` and `timeout_hours` alone.";
  const columns = schema
    ? `${countedText(schema.columns.length, "column")}, seen ${agoText(schema.at, now)}.`
    : "Its columns are not known yet: validate once, and they are proposed here.";
  const rows =
    result?.rows === null || result?.rows === undefined || measuredAt === null
      ? ""
      : ` ${countedText(result.rows, "row")}, measured ${agoText(measuredAt, now)}.`;
  return columns + rows;
}
