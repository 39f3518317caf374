import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files of the two rooms that read what a user writes. */
const files = ["src/core/thresholds", "src/core/pipeline"].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ name, text: readFileSync(join(room, name), "utf8") })),
);
const isSchema = (name: string): boolean => /Schemas?\.ts$/.test(name);

/** The names of files, other than those with schemas, that hold a pattern. */
function beside(pattern: RegExp): string[] {
  return files.filter(({ name, text }) => !isSchema(name) && pattern.test(text)).map(({ name }) => name);
}

describe("the schemas of the two files", () => {
  it("are the only place where shapes are written down", () => {
    assert.ok(files.filter(({ name }) => isSchema(name)).length > 8);
    assert.deepEqual(beside(/from "zod"(?<!import type \* as z from "zod")/), []);
  });

  it("give the types of what is read: none is written beside them", () => {
    const declared = files.flatMap(({ text }) => [...text.matchAll(/\btype (Raw\w+)\b[^=;]*=\s*([^;]+);/g)]);
    assert.deepEqual(declared.map(([, name]) => name).sort(), ["RawBound", "RawPipeline"]);
    for (const [, name, type] of declared) assert.match(type ?? "", /^z\.infer<typeof \w+Schema>$/, name);
  });

  it("hold the sentences about shapes: readers only put a key before them", () => {
    assert.deepEqual(beside(/must be a (?:number|text|list|mapping)|must hold/), []);
  });
});
