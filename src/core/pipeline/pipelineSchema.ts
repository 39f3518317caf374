import * as z from "zod";
import { recipeSchema } from "../backfills/recipeSchema";
import { alertsSchema } from "./alertsSchema";
import { backfillSchema, fixSchema } from "./backfillSchema";
import { connectionSchema } from "./connectionSchema";
import { gateSchema, validatorSchema } from "./gateSchema";
import { mechanicsSchema } from "./mechanicsSchema";
import { trainingSchema } from "./trainingSchema";
import { timeZoneSchema, windowSchema } from "./valueSchemas";

const tableSchema = mechanicsSchema.nullable().describe("How one table is read, by the name of its section.");

/** The whole of `headgate.yaml`. Its descriptions are what editors show. */
export const pipelineSchema = z.strictObject({
  version: z.literal(1).meta({ description: "The version of this file's form. Always 1.", examples: [1] }),
  thresholds: z
    .string()
    .min(1)
    .meta({
      description: "The thresholds file, relative to this one: what good data means.",
      examples: ["config/backfill_thresholds.yaml"],
    }),
  window: windowSchema.optional().meta({
    description: "The days that count, first and last included. A table may have its own.",
    examples: [{ start: "2024-01-01", end: "yesterday" }],
  }),
  log_timezone: timeZoneSchema.optional().meta({
    description: "The time zone of times in logs that name none. Default: the one of this machine.",
    examples: ["America/New_York"],
  }),
  connections: z
    .record(z.string(), connectionSchema)
    .optional()
    .meta({
      description: "The warehouses that tables are read from, each with a name of your own.",
      examples: [{ warehouse: { type: "duckdb" } }],
    }),
  tables: z
    .record(z.string(), tableSchema)
    .optional()
    .meta({
      description: "How each table is read: an entry for each section of the thresholds file.",
      examples: [{ orders: { table: "data/orders/*.parquet", date_column: "order_date" } }],
    }),
  fixes: z
    .record(z.string(), fixSchema)
    .optional()
    .meta({
      description: "What was mended in the code, and what that should change in the data.",
      examples: [{ usage_rate: { commit: "390caba", table: "player_game_summary" } }],
    }),
  backfills: z
    .record(z.string(), backfillSchema)
    .optional()
    .meta({
      description: "The jobs that fill the tables, each with a name of your own.",
      examples: [{ orders: { command: ["python", "jobs/orders.py"], tables: ["orders"] } }],
    }),
  recipes: z
    .record(z.string(), recipeSchema)
    .optional()
    .meta({
      description: "Log recipes of your own, each with a name that `progress:` of a backfill can have.",
      examples: [{ loader: { rules: [{ event: "progress", pattern: "loaded (?P<done>\\d+) of (?P<total>\\d+)" }] } }],
    }),
  validators: z
    .record(z.string(), validatorSchema)
    .optional()
    .meta({
      description: "Checks of your own: commands whose exit code tells whether the data is good.",
      examples: [{ orders_agree: { command: ["./validate_orders.sh", "{start}", "{end}"] } }],
    }),
  gates: z
    .record(z.string(), gateSchema)
    .optional()
    .meta({
      description: "Named lists of what must hold before something may start.",
      examples: [{ ready: { requires: { checks: ["orders"], backfills: "complete" } } }],
    }),
  trainings: z
    .record(z.string(), trainingSchema)
    .optional()
    .meta({
      description: "What waits for a gate, and how it is judged afterwards.",
      examples: [{ model: { gate: "ready", command: ["python", "train.py"] } }],
    }),
  alerts: alertsSchema.optional().meta({
    description: "Where alerts go besides the editor. Never write an address out: it is a secret.",
    examples: [{ webhook: "${env:HEADGATE_WEBHOOK}" }],
  }),
});

export type RawPipeline = z.infer<typeof pipelineSchema>;
