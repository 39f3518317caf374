import * as z from "zod";
import { decimalPattern } from "../coverage/decimal";
import { dateSchema } from "../pipeline/valueSchemas";

/** What is said of a number that is none; its key stands before it. The exact text decides, which a schema does not see. */
export const numberMessage = "must be a number.";
export const boundMessage = "must be a number, or a map with fail: or warn:.";

/** Numbers are read from their text, without rounding; `35_000` is a text to YAML. */
const decimalText = z.string().regex(decimalPattern, { error: numberMessage });
export const number = z.union([z.number(), decimalText], { error: numberMessage });
/** For the file as a whole. Its reader takes `number`, and tells of a percentage out of range by the exact text. */
export const percentage = z.union([z.number().min(0).max(100), decimalText], {
  error: "must be a percentage, between 0 and 100.",
});
const columns = z.union([z.string().transform((name) => [name]), z.array(z.string())], {
  error: "must be a column or a list of columns.",
});
export const runbook = z
  .string()
  .optional()
  .meta({
    description: "A file or an address that says what to do when it fails.",
    examples: ["docs/runbooks/orders.md"],
  });
const length = z.number().int().min(1);
const baselineSchema = z.union(
  [
    z.strictObject({ months: length.describe("So many months before the window.") }),
    z.strictObject({ days: length.describe("So many days before the window.") }),
    z
      .strictObject({ start: dateSchema.describe("The first day."), end: dateSchema.describe("The last day.") })
      .refine(({ start, end }) => start <= end),
  ],
  { error: "write { months: 3 }, { days: 90 }, or { start: 2024-01-01, end: 2024-03-31 }." },
);

/** What a bound may say where one number is not enough. `fail: ~` says nothing. */
function boundShape(numeric: typeof number) {
  const value = numeric.nullable().optional();
  return {
    fail: value.meta({ description: "The bound at which the check fails.", examples: [95] }),
    warn: value.meta({ description: "The bound at which it warns. A warning never blocks.", examples: [97] }),
    min: value.meta({ description: "A lower bound that fails, for checks of your own.", examples: [1] }),
    max: value.meta({ description: "An upper bound that fails, for checks of your own.", examples: [0] }),
    where: z
      .string()
      .optional()
      .meta({
        description: "SQL, one expression: only rows for which it is true are looked at.",
        examples: ["minutes_played IS NOT NULL"],
      }),
    segments: columns
      .optional()
      .meta({ description: "The columns that the check is broken down by.", examples: [["season"]] }),
    allow_empty: z
      .boolean()
      .optional()
      .describe("Whether the check passes where there are no rows, instead of being unknown."),
    runbook,
    baseline: baselineSchema.optional().meta({
      description: "Of a regression: the earlier rows it is told against. Default: the three months before the window.",
      examples: [{ months: 3 }, { days: 90 }, { start: "2024-01-01", end: "2024-03-31" }],
    }),
    if_no_baseline: z
      .enum(["skip", "unknown"])
      .optional()
      .describe("Of a regression without earlier rows: `skip` lets it pass, `unknown` does not. Default: unknown."),
    metric: z
      .string()
      .optional()
      .meta({
        description: "A metric written out, for a check of your own.",
        examples: ["average(amount)", "distinct(customer_id)", "share(amount > 0)"],
      }),
    sql: z
      .string()
      .optional()
      .meta({
        description: "SQL, one aggregate: a check of your own.",
        examples: ["COUNT(*) FILTER (WHERE amount < 0)"],
      }),
  };
}

const dates = {
  from: dateSchema
    .optional()
    .meta({ description: "The first day it holds for. Default: from the beginning.", examples: ["2024-05-01"] }),
  until: dateSchema
    .optional()
    .meta({ description: "The last day it holds for. Default: without an end.", examples: ["2024-04-30"] }),
};

const shape = boundShape(number);
export const boundMapSchema = z.strictObject(shape);
export type RawBound = z.infer<typeof boundMapSchema>;

/** An entry of a dated list: a bound for some of the days. */
export const datedBoundSchema = z.strictObject({ ...dates, ...shape });

/** What may stand behind the name of a bound. */
export const boundSchema = z
  .union([number, boundMapSchema, z.array(datedBoundSchema).min(1)], { error: boundMessage })
  .meta({
    id: "bound",
    description: "A number at which the check fails, a map, or a list of maps for ranges of days.",
  });

const percentageShape = boundShape(percentage);

/** The same behind a name that ends in `_pct`. */
export const percentageBoundSchema = z
  .union(
    [percentage, z.strictObject(percentageShape), z.array(z.strictObject({ ...dates, ...percentageShape })).min(1)],
    { error: "must be a percentage between 0 and 100, or a map with fail: or warn:." },
  )
  .meta({
    id: "percentageBound",
    description: "A percentage from 0 to 100, a map, or a list of maps for ranges of days.",
  });
