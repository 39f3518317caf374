import * as z from "zod";
import { dateSchema } from "../pipeline/mechanicsSchema";

/** Numbers are read from their text, without rounding; `35_000` is a text to YAML. */
const number = z.union([z.number(), z.string(), z.null()], { error: "must be a number." });
const columns = z.union([z.string().transform((name) => [name]), z.array(z.string())], {
  error: "must be a column or a list of columns.",
});
const days = z.number().int().min(1);
const baselineSchema = z.union(
  [
    z.strictObject({ months: days }),
    z.strictObject({ days }),
    z.strictObject({ start: dateSchema, end: dateSchema }).refine(({ start, end }) => start <= end),
  ],
  { error: "write { months: 3 }, { days: 90 }, or { start: 2024-01-01, end: 2024-03-31 }." },
);

/** What a bound may say where one number is not enough. */
const boundShape = {
  fail: number.optional().describe("The bound at which the check fails."),
  warn: number.optional().describe("The bound at which it warns. A warning never blocks."),
  min: number.optional().describe("A lower bound that fails, for checks of one's own."),
  max: number.optional().describe("An upper bound that fails, for checks of one's own."),
  where: z.string().optional().describe("SQL, one expression: only rows for which it is true are looked at."),
  segments: columns.optional().describe("Columns that the check is broken down by."),
  allow_empty: z.boolean().optional().describe("Lets the check pass where there are no rows."),
  runbook: z.string().optional().describe("A file or an address that says what to do when it fails."),
  baseline: baselineSchema.optional().describe("Of a regression: the earlier rows that it is told against."),
  if_no_baseline: z.enum(["skip", "unknown"]).optional().describe("Of a regression without earlier rows: let it pass."),
  metric: z.string().optional().describe("A metric written out, such as average(column) or share(condition)."),
  sql: z.string().optional().describe("SQL, one aggregate: a check of one's own."),
};
export const boundMapSchema = z.strictObject(boundShape);
export type RawBound = z.infer<typeof boundMapSchema>;

/** An entry of a dated list: a bound for some of the days. */
export const datedBoundSchema = z.strictObject({
  from: dateSchema.optional().describe("The first day it holds for."),
  until: dateSchema.optional().describe("The last day it holds for."),
  ...boundShape,
});
