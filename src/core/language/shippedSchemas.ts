import * as z from "zod";
import { pipelineSchema } from "../pipeline/pipelineSchema";
import { percentageBoundSchema } from "../thresholds/boundSchema";
import { percentageName } from "../thresholds/boundNames";
import { sectionSchema, thresholdsSchema } from "../thresholds/thresholdsSchema";

/** A JSON Schema (draft 2020-12) of one of the two files, for other editors and for catalogues of schemas. */
export type ShippedSchema = { readonly file: string; readonly schema: Readonly<Record<string, unknown>> };

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** @param repository of `package.json`, on GitHub: the schemas are found there, as they are on its main branch */
export function shippedSchemas(repository: string): ShippedSchema[] {
  const [, name] = /github\.com\/(.+?)(?:\.git)?$/.exec(repository) ?? [];
  const folder = `https://raw.githubusercontent.com/${name ?? ""}/main/config/schemas`;
  const shipped = (file: string, title: string, description: string, schema: JsonSchema): ShippedSchema => {
    const { $schema, ...rest } = schema;
    return { file, schema: { $schema, $id: `${folder}/${file}`, title, description, ...rest } };
  };
  return [
    shipped(
      "headgate-thresholds.schema.json",
      "Headgate thresholds",
      "What good data means: a section for each table, a line for each bound.",
      withPercentages(jsonSchemaOf(thresholdsSchema)),
    ),
    shipped(
      "headgate.schema.json",
      "headgate.yaml",
      "Where the tables are and how the pipeline runs.",
      jsonSchemaOf(pipelineSchema),
    ),
  ];
}

/** As it is written in the file: of what is converted while reading, the form before. */
function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      // Of what is converted, examples and defaults would be left out; here they always stand as they are written.
      const { examples, default: standard } = z.globalRegistry.get(zodSchema) ?? {};
      Object.assign(jsonSchema, examples && { examples }, standard !== undefined && { default: standard });
      if (zodSchema === sectionSchema)
        jsonSchema.patternProperties = { [percentageName.source]: { $ref: "#/$defs/percentageBound" } };
    },
  });
}

/** Adds what names that end in `_pct` point to: no key of the schema has it by name. */
function withPercentages(schema: JsonSchema): JsonSchema {
  return { ...schema, $defs: { ...schema.$defs, ...jsonSchemaOf(percentageBoundSchema).$defs } };
}
