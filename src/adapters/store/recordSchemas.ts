import * as z from "zod";
import type { RecordedSchema, RunRecord } from "../../app/ports";
import type { Validation } from "../../core/coverage/validation";
import type { GateDecision } from "../../core/gate/decision";
import type { TrainingResult } from "../../core/training/judgement";

/*
 * What is read back is checked as far as it is relied on, and no further: a later version may have written more fields.
 * The casts below stand on these checks.
 */

const nullable = z.string().nullable();

const startedSchema = z.looseObject({
  type: z.literal("started"),
  id: z.string(),
  kind: z.enum(["backfill", "validator", "training"]),
  name: z.string(),
  origin: z.enum(["launched", "observed"]),
  host: z.string().optional(),
  pid: z.number(),
  identity: z.string(),
  startedAt: z.iso.datetime(),
  argv: z.array(z.string()),
  cwd: nullable,
  log: nullable,
  dates: z.array(z.iso.date()).nullable(),
  forced: nullable.default(null),
  supervisor: z.looseObject({ pid: z.number(), identity: z.string() }).optional().catch(undefined),
});

const endedSchema = z.looseObject({
  type: z.literal("ended"),
  id: z.string(),
  run: z.string(),
  endedAt: z.iso.datetime(),
  exitCode: z.number().nullable(),
  signal: nullable,
  reason: nullable,
});

export const stopSchema = z.looseObject({
  id: z.string(),
  run: z.string(),
  at: z.iso.datetime(),
  patienceMs: z.number(),
});

export const runRecordSchema = z
  .discriminatedUnion("type", [startedSchema, endedSchema])
  .transform((record) => record as unknown as RunRecord);

export const validationSchema = z
  .looseObject({
    schemaVersion: z.literal(1),
    verdict: z.string(),
    window: z.looseObject({ start: z.iso.date(), end: z.iso.date() }),
    startedAt: z.iso.datetime(),
    tables: z.array(z.looseObject({ name: z.string(), checks: z.array(z.looseObject({ id: z.string() })) })),
  })
  .transform((validation) => validation as unknown as Validation);

/** An override lets a training start: one that is not wholly there is none. */
const overrideSchema = z.looseObject({
  reason: z.string(),
  at: z.iso.datetime(),
  expires: z.iso.datetime(),
  covers: z.array(z.string()),
  thresholdsHash: z.string(),
});

const decisionSchema = z
  .looseObject({
    schemaVersion: z.literal(1),
    gate: z.string(),
    decision: z.enum(["GO", "NO-GO", "UNDECIDED"]),
    override: overrideSchema.nullable().catch(null),
    blockers: z.array(z.looseObject({ id: z.string() })),
    requirements: z.array(z.looseObject({ id: z.string() })),
    receipt: z.looseObject({ id: z.string(), at: z.string() }),
  })
  .transform((decision) => decision as unknown as GateDecision);

const trainingSchema = z
  .looseObject({
    schemaVersion: z.literal(1),
    training: z.string(),
    verdict: z.enum(["met", "not-met", "not-measurable"]),
    runId: z.string(),
    criteria: z.array(z.looseObject({ name: z.string(), state: z.string() })),
  })
  .transform((result) => result as unknown as TrainingResult);

export const tableSchema = z
  .looseObject({
    connection: z.string(),
    table: z.string(),
    at: z.string(),
    columns: z.array(z.looseObject({ name: z.string() })),
  })
  .transform((schema) => schema as unknown as RecordedSchema);

/** A line of `results.jsonl`: where the result itself lies. */
export const resultEntrySchema = z.looseObject({
  id: z.string(),
  at: z.string(),
  file: z.string(),
  /** Which tables it measured; entries of a file that was made without are opened to see. */
  tables: z.array(z.string()).optional(),
  durationMs: z.number().optional(),
});
export const decisionEntrySchema = z.looseObject({ id: z.string(), record: decisionSchema });
export const trainingEntrySchema = z.looseObject({ id: z.string(), record: trainingSchema });
