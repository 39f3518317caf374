import assert from "node:assert/strict";
import * as z from "zod";
import { descriptionAt, keysAt, valuesAt, type KnownKey } from "../../../src/core/yaml/describe";
import type { Path } from "../../../src/core/yaml/readYaml";

const oneOrMore = z.union([z.string().transform((name) => [name]), z.array(z.string().describe("A name."))]);
const schema = z.strictObject({
  version: z.literal(1).describe("Always 1."),
  names: oneOrMore.optional().describe("One name or several."),
  kind: z
    .enum(["job", "orchestrator"])
    .optional()
    .meta({ description: "What it is.", examples: ["job"] }),
  old: z.boolean().describe("No longer read.").meta({ deprecated: true }).nullable().optional(),
  range: z.tuple([z.number().describe("The lowest."), z.number().describe("The highest.")]).optional(),
  connections: z
    .record(
      z.string(),
      z.discriminatedUnion("type", [
        z.strictObject({ type: z.literal("duckdb"), path: z.string().optional().describe("A file.") }),
        z.strictObject({ type: z.literal("bigquery"), project: z.string().describe("A project.") }),
      ]),
    )
    .describe("Warehouses.")
    .optional(),
  entries: z.array(z.strictObject({ from: z.string().transform(Number).describe("The first day.") })).optional(),
  open: z
    .object({ known: z.string().describe("Known.") })
    .catchall(z.number().describe("Any other name."))
    .optional(),
});

function key(known: Partial<KnownKey>): KnownKey {
  const nothing = { description: null, examples: [], values: [], isRequired: false, isDeprecated: false };
  return { key: "", ...nothing, ...known };
}

describe("what a schema says of a path", () => {
  const cases: readonly [path: Path, description: string | null][] = [
    [[], null],
    [["version"], "Always 1."],
    [["names"], "One name or several."],
    [["names", 0], "A name."],
    [["old"], "No longer read."],
    [["range", 1], "The highest."],
    [["connections"], "Warehouses."],
    [["connections", "warehouse"], null],
    [["connections", "warehouse", "path"], "A file."],
    [["connections", "warehouse", "project"], "A project."],
    [["entries", 3, "from"], "The first day."],
    [["entries", "from"], null],
    [["open", "known"], "Known."],
    [["open", "whatever"], "Any other name."],
    [["open", "toString"], "Any other name."],
    [["nowhere"], null],
    [["version", "deeper"], null],
  ];
  for (const [path, description] of cases)
    it(path.join(".") || "the file", () => assert.equal(descriptionAt(schema, path), description));
});

describe("the keys that a schema knows at a path", () => {
  it("tells each with its description, words and examples", () => {
    assert.deepEqual(keysAt(schema, []), [
      key({ key: "version", description: "Always 1.", values: ["1"], isRequired: true }),
      key({ key: "names", description: "One name or several." }),
      key({ key: "kind", description: "What it is.", values: ["job", "orchestrator"], examples: ["job"] }),
      key({ key: "old", description: "No longer read.", values: ["true", "false"], isDeprecated: true }),
      key({ key: "range" }),
      key({ key: "connections", description: "Warehouses." }),
      key({ key: "entries" }),
      key({ key: "open" }),
    ]);
  });

  it("puts the kinds of a mapping together, until what is written tells them apart", () => {
    const names = (present?: Record<string, unknown>): string[] =>
      keysAt(schema, ["connections", "w"], present).map((known) => known.key);
    assert.deepEqual(names(), ["type", "path", "project"]);
    assert.deepEqual(names({ type: "duckdb" }), ["type", "path"]);
    assert.deepEqual(valuesAt(schema, ["connections", "w", "type"]), ["duckdb", "bigquery"]);
    assert.deepEqual(keysAt(schema, ["connections", "w"], { type: "bigquery" }).at(-1), {
      ...key({ key: "project", description: "A project.", isRequired: true }),
    });
  });

  it("looks into lists, and finds none where there is no mapping", () => {
    assert.deepEqual(keysAt(schema, ["entries", 0]), [
      key({ key: "from", description: "The first day.", isRequired: true }),
    ]);
    for (const path of [["version"], ["connections"], ["names"], ["nowhere"]])
      assert.deepEqual(keysAt(schema, path), []);
  });
});
