import { Ajv2020, type ValidateFunction } from "ajv/dist/2020";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { stringify } from "yaml";
import type * as z from "zod";
import { keysPage } from "../../../src/core/language/keysPage";
import { shippedSchemas } from "../../../src/core/language/shippedSchemas";
import { pipelineSchema } from "../../../src/core/pipeline/pipelineSchema";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { readThresholds } from "../../../src/core/thresholds/readThresholds";
import { thresholdsSchema } from "../../../src/core/thresholds/thresholdsSchema";
import { readYaml } from "../../../src/core/yaml/readYaml";
import { seededRandom } from "../seededRandom";
import { beyondJsonSchema, pipelineFiles, thresholdsFiles } from "./schemaFiles";

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const mutants = Number(process.env["MUTANTS"] ?? 200);

const { repository } = JSON.parse(readFileSync("package.json", "utf8")) as { repository: { url: string } };
const shipped = shippedSchemas(repository.url);

type Json = Readonly<Record<string, unknown>>;

function committed(file: string): Json {
  return JSON.parse(readFileSync(`config/schemas/${file}`, "utf8")) as Json;
}

/** One of the two files: its two schemas, and whether its reader finds no mistake. */
type Kind = {
  readonly schema: z.ZodType;
  readonly validate: ValidateFunction;
  readonly isReadable: (text: string) => boolean;
};

// Strict: a keyword or a format that the draft does not know is an error.
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictTypes: false });
const hasError = (found: readonly { readonly severity: string }[]): boolean =>
  found.some(({ severity }) => severity === "error");
const kinds: Readonly<Record<"thresholds" | "pipeline", Kind>> = {
  thresholds: {
    schema: thresholdsSchema,
    validate: ajv.compile(committed("headgate-thresholds.schema.json")),
    isReadable: (text) => !hasError(readThresholds("t.yaml", text).diagnostics),
  },
  pipeline: {
    schema: pipelineSchema,
    validate: ajv.compile(committed("headgate.schema.json")),
    isReadable: (text) => !hasError(readPipeline("headgate.yaml", text).diagnostics),
  },
};

/** What each of the three says of a text. */
function verdictsOn(kind: Kind, text: string): { schema: boolean; jsonSchema: boolean; reader: boolean } {
  const { value } = readYaml("a.yaml", text);
  const schema = kind.schema.safeParse(value).success;
  return { schema, jsonSchema: kind.validate(value), reader: kind.isReadable(text) };
}

describe("the JSON Schemas that are shipped", () => {
  for (const { file, schema } of shipped)
    it(`${file} is what \`npm run schemas\` writes`, () => {
      assert.equal(readFileSync(`config/schemas/${file}`, "utf8"), `${JSON.stringify(schema, null, 2)}\n`);
    });

  it("are draft 2020-12, each at its address", () => {
    assert.deepEqual(
      shipped.map(({ schema }) => [schema["$schema"], schema["$id"], ajv.validateSchema(schema)]),
      ["headgate-thresholds.schema.json", "headgate.schema.json"].map((file) => [
        "https://json-schema.org/draft/2020-12/schema",
        `https://raw.githubusercontent.com/headgate/headgate/main/config/schemas/${file}`,
        true,
      ]),
    );
  });

  for (const { file, schema } of shipped)
    it(`${file} describes every key`, () => {
      assert.deepEqual(undescribed(schema, ""), []);
    });

  for (const { file, schema } of shipped)
    it(`${file} gives examples and defaults that it accepts itself`, () => {
      const wrong = shownValues(schema, "#").filter(
        ([place, value]) => !ajv.validate({ $ref: `${String(schema["$id"])}${place}` }, value),
      );
      assert.deepEqual(wrong, []);
    });

  it("docs/keys.md is what `npm run schemas` writes", () => {
    assert.equal(readFileSync("docs/keys.md", "utf8"), keysPage());
  });

  it("point from names that end in _pct to percentages", () => {
    const { $defs } = committed("headgate-thresholds.schema.json") as { $defs: Record<string, Json> };
    assert.deepEqual($defs["section"]?.["patternProperties"], { _pct$: { $ref: "#/$defs/percentageBound" } });
  });
});

/** The examples and defaults in a JSON Schema, each with the place that it belongs to. */
function shownValues(schema: unknown, place: string): [place: string, value: unknown][] {
  if (typeof schema !== "object" || schema === null) return [];
  const { examples = [], default: standard } = schema as { examples?: unknown[]; default?: unknown };
  const own = [...(Array.isArray(examples) ? examples : []), ...(standard === undefined ? [] : [standard])];
  return [
    ...own.map((value): [string, unknown] => [place, value]),
    ...Object.entries(schema).flatMap(([key, value]) =>
      key === "examples" ? [] : shownValues(value, `${place}/${encodeURIComponent(key)}`),
    ),
  ];
}

/** The keys that a JSON Schema names and does not describe. */
function undescribed(schema: unknown, path: string): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]: [string, unknown]) => {
    if (["examples", "default", "const", "enum"].includes(keyword)) return [];
    if (keyword !== "properties") return undescribed(value, `${path}/${keyword}`);
    return Object.entries(value as Record<string, Json>).flatMap(([key, property]) => [
      ...(typeof property["description"] === "string" ? [] : [`${path}/${key}`]),
      ...undescribed(property, `${path}/${key}`),
    ]);
  });
}

for (const [kindName, files] of [
  ["thresholds", thresholdsFiles],
  ["pipeline", pipelineFiles],
] as const)
  describe(`the schema of ${kindName}, its JSON Schema and its reader agree`, () => {
    for (const [name, text] of files.accepted)
      it(`accepted: ${name}`, () => {
        const { schema, jsonSchema } = verdictsOn(kinds[kindName], text);
        assert.deepEqual({ schema, jsonSchema }, { schema: true, jsonSchema: true });
      });
    for (const [name, text] of files.refused)
      it(`refused: ${name}`, () => {
        assert.deepEqual(verdictsOn(kinds[kindName], text), { schema: false, jsonSchema: false, reader: false });
      });
    for (const [name, text] of beyondJsonSchema[kindName])
      it(`only Headgate tells ${name}`, () => {
        assert.deepEqual(verdictsOn(kinds[kindName], text), { schema: false, jsonSchema: true, reader: false });
      });

    it(`for ${mutants} files with one value or key exchanged (seed ${seed}; set SEED to repeat)`, () => {
      const random = seededRandom(seed);
      const values = files.accepted.map(([, text]) => readYaml("a.yaml", text).value);
      for (let round = 0; round < mutants; round++) {
        const text = stringify(exchanged(values[Math.floor(random() * values.length)], random));
        const { schema, jsonSchema, reader } = verdictsOn(kinds[kindName], text);
        assert.equal(jsonSchema, schema, `seed ${seed}, this text:\n${text}`);
        // The reader also tells what is no matter of form: names that point at nothing, bounds that are not there.
        const isEmpty = text === "null\n"; // Nothing yet: a thresholds file is only warned of.
        if (!schema && !isEmpty) assert.equal(reader, false, `seed ${seed}, this text:\n${text}`);
      }
    });
  });

/** No days, and zones and patterns stay as they are: of these a JSON Schema cannot tell which are right. */
const splinters: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  0.5,
  101,
  "",
  "UTC",
  "skip",
  "1_0",
  [],
  [5],
  ["a"],
  {},
  { fail: 5 },
];
const splinterKeys = ["fail", "where", "x_pct", "min_records", "min_success_rate", "type", "command", "from", "tables"];

/** The same value with one value in it exchanged, or one key renamed or added. */
function exchanged(value: unknown, random: () => number): unknown {
  const one = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  if (typeof value !== "object" || value === null || random() < 0.1) return one(splinters);
  if (Array.isArray(value)) {
    const at = Math.floor(random() * value.length);
    return value.length === 0 ? one(splinters) : value.with(at, exchanged(value[at], random));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || random() < 0.1) return { ...value, [one(splinterKeys)]: one(splinters) };
  const [key, inside] = one(entries);
  return key.endsWith("timezone") || key === "recipes" ? value : { ...value, [key]: exchanged(inside, random) };
}
