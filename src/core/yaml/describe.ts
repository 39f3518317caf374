import * as z from "zod";
import type { Path } from "./readYaml";

/** A schema of any kind. */
export type Schema = z.core.$ZodType;

/** A key that a mapping may have. */
export type KnownKey = {
  readonly key: string;
  /** What it means, in a sentence or two; null where the schema does not say. */
  readonly description: string | null;
  /** Values one could write, as plain values. */
  readonly examples: readonly unknown[];
  /** The words it may have, where they can be counted: `true`, `skip`; empty otherwise. */
  readonly values: readonly string[];
  readonly isRequired: boolean;
  readonly isDeprecated: boolean;
};

/** What the schema says of that which stands at a path; null where it says nothing, or nothing may stand there. */
export function descriptionAt(schema: Schema, path: Path): string | null {
  return firstOf(schemasAt(schema, path), descriptionOf);
}

/** The words that may stand at a path, where they can be counted. */
export function valuesAt(schema: Schema, path: Path): string[] {
  return [...new Set(schemasAt(schema, path).flatMap(valuesOf))];
}

/**
 * The keys that the mapping at a path may have by name, each once, in the schema's order. Names that people choose are not among them.
 * @param present the mapping as it stands: kinds of it that contradict what is written (`type: duckdb`) are left out
 */
export function keysAt(schema: Schema, path: Path, present: Readonly<Record<string, unknown>> = {}): KnownKey[] {
  const mappings = schemasAt(schema, path).flatMap(kindsOf).map(shapeOf);
  const fitting = mappings.filter((shape) => !contradicts(shape, present));
  const keys = new Set(fitting.flatMap((shape) => Object.keys(shape)));
  return [...keys].map((key) => {
    const schemas = fitting.flatMap((shape) => shape[key] ?? []);
    return {
      key,
      description: firstOf(schemas, descriptionOf),
      examples: firstOf(schemas, (one) => metadataOf(one, "examples") as readonly unknown[] | undefined) ?? [],
      values: [...new Set(schemas.flatMap(valuesOf))],
      isRequired: fitting.every((shape) => shape[key] !== undefined && shape[key]._zod.optin === undefined),
      isDeprecated: schemas.some((one) => metadataOf(one, "deprecated") === true),
    };
  });
}

/** Every schema that may apply at a path: several where a value can have several forms. */
function schemasAt(schema: Schema, path: Path): Schema[] {
  let schemas: Schema[] = [schema];
  for (const step of path) schemas = schemas.flatMap(kindsOf).flatMap((kind) => stepInto(kind, step) ?? []);
  return schemas;
}

function stepInto(schema: Schema, step: string | number): Schema | null {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "object":
      return (Object.hasOwn(def.shape, step) ? def.shape[step] : def.catchall) ?? null;
    case "record":
      return def.valueType;
    case "array":
      return isIndex(step) ? def.element : null;
    case "tuple":
      return isIndex(step) ? (def.items[Number(step)] ?? def.rest) : null;
    default:
      return null;
  }
}

/** The kinds of value that a schema lets through, without what is wrapped around them. */
function kindsOf(schema: Schema): Schema[] {
  const inside = insideOf(schema);
  return inside ? inside.flatMap(kindsOf) : [schema];
}

/** What a schema is made of, where it is no kind of value itself. Of a conversion, that which is written in the file. */
function insideOf(schema: Schema): readonly Schema[] | null {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "optional":
    case "nonoptional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
      return [def.innerType];
    case "pipe":
      return [def.in._zod.def.type === "transform" ? def.out : def.in];
    case "union":
      return def.options;
    case "intersection":
      return [def.left, def.right];
    case "lazy":
      return [def.getter()];
    default:
      return null;
  }
}

function shapeOf(schema: Schema): Readonly<Record<string, Schema>> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === "object" ? def.shape : {};
}

function contradicts(shape: Readonly<Record<string, Schema>>, present: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(shape).some(([key, schema]) => {
    const { def } = (schema as z.core.$ZodTypes)._zod;
    const written = present[key];
    return def.type === "literal" && typeof written === "string" && !def.values.includes(written);
  });
}

function valuesOf(schema: Schema): string[] {
  return kindsOf(schema).flatMap((kind) => {
    const { def } = (kind as z.core.$ZodTypes)._zod;
    if (def.type === "enum") return Object.values(def.entries).map(String);
    if (def.type === "literal") return def.values.map(String);
    return def.type === "boolean" ? ["true", "false"] : [];
  });
}

/** The schema's own description, or the one of what it is wrapped around. */
function descriptionOf(schema: Schema): string | undefined {
  return metadataOf(schema, "description") as string | undefined;
}

function metadataOf(schema: Schema, name: "description" | "examples" | "deprecated"): unknown {
  const own = z.globalRegistry.get(schema)?.[name];
  if (own !== undefined) return own;
  const inside = insideOf(schema);
  return inside?.length === 1 && inside[0] ? metadataOf(inside[0], name) : undefined;
}

function firstOf<Value>(schemas: readonly Schema[], find: (schema: Schema) => Value | undefined): Value | null {
  for (const schema of schemas) {
    const found = find(schema);
    if (found !== undefined) return found;
  }
  return null;
}

function isIndex(step: string | number): boolean {
  return /^\d+$/.test(String(step));
}
