import * as z from "zod";
import { decimalPattern } from "../coverage/decimal";
import { mechanicsSchema, mechanicsShape } from "../pipeline/mechanicsSchema";
import { fixedBoundNames, percentageName } from "./boundNames";
import { boundSchema, percentageBoundSchema } from "./boundSchema";
import { requirementShape } from "./requirementSchema";

/** What is said of a file, and of a section, that is no mapping; the section's name stands before it. */
export const fileMessage = "A thresholds file is a mapping: a section for each table, with its bounds below it.";
export const sectionMessage = "must hold bounds, one on each line below it, such as min_records: 1.";

export const versionSchema = z
  .literal(1)
  .optional()
  .meta({ description: "The version of this file's form. May be left out; always 1.", examples: [1] });

/** What is said of a pause that is none; its key stands before it. */
export const pauseMessage = "must be a number above 0.";
const aboveZero = { error: pauseMessage };
const positive = z.union([z.number().positive(aboveZero), z.string().regex(decimalPattern, aboveZero)], aboveZero);
const unused = z.number().min(0).optional();

export const pollingSchema = z
  .strictObject({
    interval_seconds: positive.optional().meta({
      description: "Seconds between two looks at running backfills. Default: 60.",
      examples: [60],
      default: 60,
    }),
    progress_update_interval: unused.meta({
      description:
        "How many dates lie between two progress lines, for scripts that read this file. Headgate does not use it.",
      examples: [10],
    }),
    log_tail_lines: unused.meta({
      description: "How many lines of a log are shown, for scripts that read this file. Headgate does not use it.",
      examples: [30],
    }),
  })
  .nullable()
  .optional()
  .describe("How often running backfills are looked at.");

export const defaultsSchema = mechanicsSchema
  .nullable()
  .optional()
  .describe("How tables are read where neither their section nor `tables:` of `headgate.yaml` says otherwise.");

/** One section: how its table is read, what a gate asks of its backfill, and bounds by names that depend on its columns. */
export const sectionSchema = z
  .object(
    {
      ...mechanicsShape,
      ...requirementShape,
      min_records: fixedBound("min_records"),
      max_records: fixedBound("max_records"),
      max_missing_dates: fixedBound("max_missing_dates"),
      max_duplicates: fixedBound("max_duplicates"),
      max_age_hours: fixedBound("max_age_hours"),
    },
    { error: sectionMessage },
  )
  .catchall(
    boundSchema.describe(
      "A bound. `min_<column>` and `max_<column>` bound an average; other names are explained by `columns:`, or by `metric:` or `sql:` in their map.",
    ),
  )
  .check(({ value, issues }) => {
    for (const [key, bound] of Object.entries(value).filter(([name]) => percentageName.test(name)))
      for (const issue of percentageBoundSchema.safeParse(bound).error?.issues ?? [])
        issues.push({ ...issue, code: "custom", input: bound, path: [key, ...issue.path] });
  })
  .meta({ id: "section", description: "What good data means for one table: a line a bound." });

/** The whole thresholds file. Its descriptions are what editors show. */
export const thresholdsSchema = z
  .object({ version: versionSchema, polling: pollingSchema, defaults: defaultsSchema }, { error: fileMessage })
  .catchall(sectionSchema);

/** Top-level keys that are no table's section. */
export const reservedNames: readonly string[] = Object.keys(thresholdsSchema.shape);

function fixedBound(name: keyof typeof fixedBoundNames) {
  const { description, examples } = fixedBoundNames[name];
  return boundSchema.optional().meta({ description, examples: [...examples] });
}
