import * as z from "zod";
import { command, environment, names, oneOrMore, windowSchema } from "./valueSchemas";

/** A check of one's own. */
export const validatorSchema = z
  .strictObject({
    command: command.meta({
      description: "The command to run. Exit code 0 passes, another fails; 126 and 127 mean that it could not be run.",
      examples: [["./validate_orders.sh", "{start}", "{end}", "{thresholds}"]],
    }),
    env: environment.optional().meta({
      description: "Environment variables of its process, over the inherited ones.",
      examples: [{ PYTHONPATH: "." }],
    }),
    table: z
      .string()
      .optional()
      .meta({
        description: "The section whose table it looks at. Its answer is stale once that table is written again.",
        examples: ["orders"],
      }),
    output: z
      .string()
      .optional()
      .meta({
        description: "The file for its output. Default: `logs/<name>_<time>.log`.",
        examples: ["logs/validate_orders.log"],
      }),
  })
  .describe("One validator: a script of your own that passes or fails.");

const requirements = z.strictObject({
  checks: oneOrMore.optional().meta({
    description: "The sections whose checks must pass; a warning does not block.",
    examples: [["orders"]],
  }),
  validators: oneOrMore.optional().meta({
    description: "The validators that must pass.",
    examples: [["orders_agree"]],
  }),
  backfills: z
    .literal("complete")
    .optional()
    .describe(
      "`complete`: the backfills that fill the gate's tables have no live run and no failed or unfinished date.",
    ),
  regression: z
    .literal("none")
    .optional()
    .describe("`none`: no `<column>_drop_pct` bound of the sections may fail. One of them must have such a bound."),
});

const fallback = z.strictObject({
  window: windowSchema.meta({
    description: "The days to train on instead, first and last included.",
    examples: [{ start: "2021-10-01", end: "2023-06-30" }],
  }),
  label: z
    .string()
    .optional()
    .meta({ description: "What to call that window.", examples: ["known good seasons"] }),
});

/** What must hold before something may start. */
export const gateSchema = z
  .strictObject({
    requires: requirements.describe("Everything that must hold for GO."),
    features: z
      .strictObject({
        of: z.string().meta({ description: "The section whose table holds the features.", examples: ["orders"] }),
        columns: names.meta({
          description: "The columns, or names of `columns:`, that a model is trained on.",
          examples: [["customer_id", "amount"]],
        }),
        min_pct: z
          .number()
          .min(0)
          .max(100)
          .meta({
            description: "The least completeness of each of them, in per cent from 0 to 100.",
            examples: [90],
          }),
      })
      .optional()
      .describe("Columns that must be filled well enough to train on."),
    fallback: fallback.optional().meta({
      description: "A smaller window that may be trained on instead. Read, and does nothing yet in this version.",
      examples: [{ window: { start: "2021-10-01", end: "2023-06-30" }, label: "known good seasons" }],
    }),
  })
  .describe("One gate: what must hold before something may start.");
