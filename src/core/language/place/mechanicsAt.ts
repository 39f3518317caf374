import type { TableMechanics } from "../../pipeline/pipeline";
import type { Path } from "../../yaml/readYaml";
import type { Place } from "./placeAt";

/** Which table is meant, as it is typed at a path: a mapping with a mistake elsewhere still names its table. */
export function mechanicsAt(place: Place, path: Path): Partial<Pick<TableMechanics, "table" | "connection">> | null {
  const table = place.sourceAt([...path, "table"]);
  const connection = place.sourceAt([...path, "connection"]);
  if (table === undefined && connection === undefined) return null;
  return { ...(table === undefined ? {} : { table }), ...(connection === undefined ? {} : { connection }) };
}

/** The scalars that stand in a mapping, which may tell what else can stand there. */
export function presentIn(place: Place, parent: Path): Record<string, string> {
  return Object.fromEntries(place.keysAt(parent).map((key) => [key, place.sourceAt([...parent, key]) ?? ""]));
}
