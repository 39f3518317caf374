import * as z from "zod";
import { mechanicsSchema, names, oneOrMore, windowSchema } from "./mechanicsSchema";

const environment = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));
const wordOrNumber = z.union([z.string(), z.number().transform(String)]);
const command = z.union([z.array(wordOrNumber).min(1), z.string().min(1)], {
  error: 'write the command as a list of arguments: [python, job.py, --start-date, "{start}"].',
});
/** What a fix should bring about: a bound's key, and the lowest and highest value expected of it. */
const expectation = z.record(
  z.string(),
  z
    .tuple([z.number(), z.number()], { error: "write the lowest and the highest value: [90, 100]." })
    .refine(([low, high]) => low <= high, { message: "the lowest value comes first: [90, 100]." }),
);
/** Parts of the design that this version reads and checks no further: `lint` says so, nothing pretends to work. */
const later = z.unknown();

const connectionSchema = z.discriminatedUnion(
  "type",
  [
    z.strictObject({ type: z.literal("duckdb"), path: z.string().min(1).optional() }),
    z.strictObject({
      type: z.literal("bigquery"),
      project: z.string().min(1),
      dataset: z.string().optional(),
      location: z.string().optional(),
      max_bytes_billed: z.union([z.string(), z.number()]).optional(),
    }),
  ],
  { error: "type must be duckdb or bigquery." },
);

const backfillSchema = z.strictObject({
  kind: z.enum(["job", "orchestrator"]).optional(),
  command: command.optional(),
  retry: command.optional(),
  env: environment.optional(),
  match: z.string().min(1).optional(),
  log: oneOrMore.optional(),
  output: z.string().min(1).optional(),
  progress: z.string().min(1).optional(),
  checkpoint: z.string().min(1).optional(),
  after: oneOrMore.optional(),
  tables: oneOrMore.optional(),
  expected_records: z.number().int().min(0).optional(),
  then: later.optional(),
});

const validatorSchema = z.strictObject({
  command,
  env: environment.optional(),
  table: z.string().optional(),
  output: z.string().optional(),
});

const gateSchema = z.strictObject({
  requires: z.strictObject({
    checks: oneOrMore.optional(),
    validators: oneOrMore.optional(),
    backfills: z.literal("complete").optional(),
    regression: z.literal("none").optional(),
  }),
  features: z.strictObject({ of: z.string(), columns: names, min_pct: z.number().min(0).max(100) }).optional(),
  fallback: later.optional(),
});

const criterionSchema = z.looseObject({ fail: z.string().optional() });

const trainingSchema = z.strictObject({
  gate: z.string().optional(),
  command,
  env: environment.optional(),
  output: z.string().optional(),
  metrics: z.strictObject({ file: z.string().optional(), recipe: z.string().optional() }).optional(),
  success: z.record(z.string(), criterionSchema).optional(),
});

/** The whole of `headgate.yaml`. */
export const pipelineSchema = z.strictObject({
  version: z.literal(1),
  thresholds: z.string().min(1),
  window: windowSchema.optional(),
  log_timezone: z.string().optional(),
  connections: z.record(z.string(), connectionSchema).optional(),
  tables: z.record(z.string(), mechanicsSchema.nullable()).optional(),
  fixes: z
    .record(
      z.string(),
      z.strictObject({ commit: wordOrNumber, table: z.string().optional(), expect: expectation.optional() }),
    )
    .optional(),
  backfills: z.record(z.string(), backfillSchema).optional(),
  validators: z.record(z.string(), validatorSchema).optional(),
  gates: z.record(z.string(), gateSchema).optional(),
  trainings: z.record(z.string(), trainingSchema).optional(),
  alerts: later.optional(),
});

export type RawPipeline = z.infer<typeof pipelineSchema>;
