import * as z from "zod";
import type { ForecastRecord } from "../../core/backfills/forecast";
import type { Suspension } from "../../core/backfills/suspensions";

/** Checked as far as they are relied on, as the records beside them. */
const time = z.iso.datetime();

const madeSchema = z.looseObject({
  type: z.literal("forecast"),
  id: z.string(),
  run: z.string(),
  backfill: z.string(),
  at: time,
  tenth: z.number(),
  optimistic: time,
  conservative: time,
});

const reviewSchema = z.looseObject({
  type: z.literal("ended"),
  id: z.string(),
  run: z.string(),
  backfill: z.string(),
  endedAt: time,
  workedMs: z.number().nullable(),
  dates: z.number(),
  workers: z.number().nullable(),
  judged: z.number(),
  held: z.number(),
});

export const forecastSchema = z
  .discriminatedUnion("type", [madeSchema, reviewSchema])
  .transform((record) => record as unknown as ForecastRecord);

export const suspensionSchema = z
  .looseObject({ id: z.string(), run: z.string().nullable(), from: time, to: time, open: z.boolean() })
  .transform((record) => record as unknown as Suspension);
