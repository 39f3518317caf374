import { keysAt, type KnownKey, type Schema } from "../../yaml/describe";
import type { Path } from "../../yaml/readYaml";
import type { Place } from "../place/placeAt";
import { plainCompletion, snippetText, yamlText, type Completion } from "./completion";

/** What stands behind a key: one value, a list, or a mapping below it. */
export type KeyForm = "value" | "list" | "mapping";

/** Writes a key so that what belongs behind it can be typed at once; of a key that has its colon, the name alone. */
export function keyCompletion(place: Place, key: string, form: KeyForm, more: Partial<Completion> = {}): Completion {
  const name = yamlText(key);
  const base = { kind: "key" as const, ...more };
  if (place.hasColon) return { ...plainCompletion(key, base.kind), ...base, insert: name };
  const opened = { list: ": [$0]", mapping: place.inFlow ? ": { $0 }" : ":\n  $0" };
  if (form === "value")
    return { ...plainCompletion(key, base.kind, { leadsOn: true }), ...base, insert: withBlank(place, `${name}: `) };
  const insert = withBlank(place, snippetText(name) + opened[form]);
  return { ...plainCompletion(key, base.kind, { leadsOn: true, isSnippet: true }), ...base, insert };
}

/**
 * The keys that a schema knows of the mapping at a path and that do not stand there yet: those that must be there first.
 * @param present the scalars that stand in the mapping, by key
 */
export function schemaKeys(
  place: Place,
  schema: Schema,
  path: Path,
  present: Readonly<Record<string, unknown>> = {},
): Completion[] {
  const missing = keysAt(schema, path, present).filter(
    ({ key, isDeprecated }) => !place.beside.includes(key) && !isDeprecated,
  );
  return missing
    .sort((a, b) => Number(b.isRequired) - Number(a.isRequired))
    .map((known) => schemaKey(place, known, formOf(known, schema, path)));
}

function schemaKey(place: Place, { key, description, values, isRequired }: KnownKey, form: KeyForm): Completion {
  const words = values.length > 0 ? values.join(" or ") : firstWords(description ?? "");
  const detail = [isRequired ? "must be there" : "", words].filter((part) => part !== "").join(" · ");
  return keyCompletion(place, key, form, { detail, about: description ?? "" });
}

const mostCharacters = 50;

/** The first sentence of a description, as far as it fits beside a key. */
export function firstWords(description: string): string {
  const [sentence = ""] = description.replaceAll("`", "").split(/(?<=[.])\s/);
  const text = sentence.replace(/[.]$/, "");
  if (text.length <= mostCharacters) return text;
  return `${text.slice(0, text.lastIndexOf(" ", mostCharacters))}…`;
}

/** The form of the first example that the schema gives; without one, of what it knows below the key. */
function formOf({ key, examples }: KnownKey, schema: Schema, path: Path): KeyForm {
  const [example] = examples;
  if (Array.isArray(example)) return "list";
  if (example !== undefined) return typeof example === "object" ? "mapping" : "value";
  return keysAt(schema, [...path, key]).length > 0 ? "mapping" : "value";
}

/** What is written right behind a colon or a dash begins with a blank. */
export function withBlank({ needsBlank }: Place, text: string): string {
  return needsBlank ? ` ${text}` : text;
}
