import { agoText } from "../report/times";
import type { KnownTable } from "./knownTable";

const oldMs = 24 * 60 * 60 * 1000;

/** A warning that the columns of a table may have changed since they were seen; null while they are fresh. */
export function schemaAge({ schema, table }: KnownTable, now: Date): string | null {
  if (schema === null || now.getTime() - Date.parse(schema.at) <= oldMs || table === "none") return null;
  return `The columns were last seen ${agoText(schema.at, now)} and may have changed. Validate to see them anew.`;
}
