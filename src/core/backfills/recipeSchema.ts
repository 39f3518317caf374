import { RE2JS } from "re2js";
import * as z from "zod";
import { ruleProblem, timeProblem } from "./recipeGroups";

/** What a line of a log can tell; described in `docs/recipes.md`. */
export const logEvents = [
  "start",
  "announce",
  "current",
  "succeeded",
  "failed",
  "skipped",
  "reason",
  "progress",
  "metric",
  "summary",
  "totals",
  "finished",
  "fatal",
] as const;
export type LogEvent = (typeof logEvents)[number];

/** People write patterns, and logs hold anything: an engine whose time is linear, unlike the language's own. */
const pattern = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    try {
      RE2JS.compile(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      context.addIssue({ code: "custom", message: `is not an RE2 pattern: ${text} (${reason}).` });
    }
  });

const ruleSchema = z
  .strictObject({
    event: z.enum(logEvents).meta({
      description: "What a line that fits tells of the run. See docs/recipes.md for each.",
      examples: ["succeeded"],
    }),
    pattern: pattern.meta({
      description: "The message of such a line, as an RE2 pattern. Its named groups say what is read from it.",
      examples: ["^done (?P<date>\\d{4}-\\d{2}-\\d{2}): (?P<records>\\d+) rows"],
    }),
    contains: z
      .string()
      .optional()
      .meta({ description: "A text that every fitting line holds: it saves time.", examples: ["done "] }),
    levels: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .meta({
        description: "Only lines of these levels, as the group `level` of `record` reads them.",
        examples: [["ERROR", "CRITICAL"]],
      }),
    first: z
      .number()
      .int()
      .min(0)
      .optional()
      .meta({ description: "Of numbered rounds: the number that the first one has. Default: 1.", examples: [0] }),
    block: z
      .boolean()
      .optional()
      .meta({
        description: "Also the further lines of a message whose first line is empty or a ruled line.",
        examples: [true],
      }),
  })
  .superRefine((rule, context) => {
    const problem = ruleProblem(rule.event, rule.pattern);
    if (problem !== null) context.addIssue({ code: "custom", path: ["pattern"], message: problem });
  })
  .describe("One rule: a kind of line, and what it tells.");

/** A recipe in `headgate.yaml`, whose name is its key there. */
export const recipeSchema = z
  .strictObject({
    record: pattern
      .superRefine((text, context) => {
        const problem = timeProblem(text);
        if (problem !== null) context.addIssue({ code: "custom", message: problem });
      })
      .optional()
      .meta({
        description:
          "How a line begins that counts, with a group `time`. Without it every line counts, and none has a moment.",
        examples: ["^(?P<time>\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}) (?P<level>[A-Z]+) "],
      }),
    rules: z
      .array(ruleSchema)
      .min(1, { message: "must have at least one rule." })
      .meta({
        description: "Held against the message of each line from the top; the first that fits counts.",
        examples: [[{ event: "progress", pattern: "(?P<done>\\d+) of (?P<total>\\d+)" }]],
      }),
  })
  .describe("One log recipe: how the progress of a job is read out of its log.");

/** A recipe in a file of its own says its name itself. */
export const recipeFileSchema = recipeSchema.extend({
  name: z
    .string()
    .min(1)
    .meta({ description: "The name of the recipe.", examples: ["my_job"] }),
});

export type RawRecipe = z.infer<typeof recipeSchema>;
export type RawRule = z.infer<typeof ruleSchema>;
