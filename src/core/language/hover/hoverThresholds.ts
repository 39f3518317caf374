import { mechanicsKeys } from "../../pipeline/mechanicsSchema";
import { knownSection } from "../../thresholds/knownSection";
import { boundMapSchema, datedBoundSchema } from "../../thresholds/boundSchema";
import { checkId } from "../../thresholds/resolveSection";
import { isRequirement } from "../../thresholds/requirementSchema";
import { reservedNames, thresholdsSchema } from "../../thresholds/thresholdsSchema";
import type { LanguageFacts } from "../facts";
import { knownTable, sectionIn, type KnownTable } from "../knownTable";
import type { Place } from "../place/placeAt";
import { hoverBound } from "./hoverBound";
import { boundNameDescription } from "../../thresholds/boundNames";
import { hoverKey, keyText } from "./hoverKey";
import { hoverMechanics, wordAt } from "./hoverMechanics";
import { hoverColumn } from "./hoverNames";
import { hoverSection } from "./hoverSection";

/** What is told of a place in the thresholds file. */
export function hoverThresholds(text: string, place: Place, facts: LanguageFacts): string | null {
  const [name, key, ...inside] = place.path;
  if (reservedNames.includes(String(name))) return hoverKey(thresholdsSchema, place.path);
  const section = sectionIn(text, place.block, String(name));
  if (!section) return null;
  const known = knownSection(section, "", facts);
  const table = knownTable(section.name, known.mechanics, facts);
  if (key === undefined) return place.role === "key" ? hoverSection(table, facts) : null;
  if (mechanicsKeys.includes(String(key)))
    return hoverMechanics(place, place.path.slice(1), table, facts) ?? hoverKey(thresholdsSchema, place.path);
  if (isRequirement(String(key))) return hoverKey(thresholdsSchema, place.path);
  const told = insideOfBound(place, inside, table, facts);
  if (told !== null) return told;
  const bounds = section.bounds.filter((bound) => bound.key === key);
  const bound = bounds[typeof inside[0] === "number" ? inside[0] : 0];
  const check = bound && known.resolved.checks.find(({ id }) => id === checkId(section.name, bound));
  return check ? hoverBound(check, known) : nameAlone(String(key));
}

/** What a name means by itself, while its line or its columns cannot be told. */
function nameAlone(key: string): string | null {
  const description = boundNameDescription(key)?.description;
  return description === undefined ? null : keyText(key, [], description);
}

const numbers = ["fail", "warn", "min", "max"];

/** Keys of a bound's map but for its numbers, and the columns that its values name; null for all that is the bound itself. */
function insideOfBound(place: Place, inside: Place["path"], table: KnownTable, facts: LanguageFacts): string | null {
  const isDated = typeof inside[0] === "number";
  const within = isDated ? inside.slice(1) : inside;
  const [key] = within;
  if (key === undefined || numbers.includes(String(key))) return null;
  const named = ["where", "sql", "metric", "segments"].includes(String(key)) && place.role === "value";
  const column = named ? hoverColumn(wordAt(place), table, facts.now) : null;
  return column ?? hoverKey(isDated ? datedBoundSchema : boundMapSchema, within);
}
