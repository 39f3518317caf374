import * as z from "zod";

const text = z.string().min(1);
const ofType =
  "`duckdb` reads files, or a DuckDB database, on this machine; `bigquery` reads tables of Google BigQuery.";

const duckdb = z.strictObject({
  type: z.literal("duckdb").describe(ofType),
  path: text.optional().meta({
    description:
      "A database file, a data file, a glob, or a folder of data files. Without it tables name their own files.",
    examples: ["warehouse.duckdb", "data"],
  }),
});

const bigquery = z.strictObject({
  type: z.literal("bigquery").describe(ofType),
  project: text.meta({ description: "The Google Cloud project that queries are billed to.", examples: ["my-project"] }),
  dataset: z
    .string()
    .optional()
    .meta({
      description: "The dataset of tables that name none.",
      examples: ["analytics"],
    }),
  location: z
    .string()
    .optional()
    .meta({ description: "Where the dataset lies.", examples: ["US", "europe-west1"] }),
  max_bytes_billed: z
    .union([z.string(), z.number()], { error: "must be a number of bytes, or a size such as 10 GB." })
    .optional()
    .meta({ description: "The most that one query may read; a larger one is refused.", examples: ["10 GB"] }),
});

/** A warehouse: where tables are read. */
export const connectionSchema = z
  .discriminatedUnion("type", [duckdb, bigquery], {
    error: ({ input }) => (typeof input === "object" ? "must be duckdb or bigquery." : undefined),
  })
  .describe("One warehouse, by a name of your own.");
