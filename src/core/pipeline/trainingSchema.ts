import * as z from "zod";
import { command, environment } from "./valueSchemas";

const criterionSchema = z
  .looseObject({
    fail: z
      .string()
      .optional()
      .meta({
        description: "What must hold of the metric: compared with a number, or with another metric of the file.",
        examples: ["< 4.2", "< baseline_mae"],
      }),
  })
  .describe("One criterion, by the name of a metric in the metrics file.");

/** Something that waits for a gate, and is judged afterwards. */
export const trainingSchema = z
  .strictObject({
    gate: z
      .string()
      .optional()
      .meta({
        description: "The gate that must say GO before it starts.",
        examples: ["ready_to_train"],
      }),
    command: command.meta({
      description: "The command that starts it: a list of arguments, run without a shell.",
      examples: [["python", "ml/train.py"]],
    }),
    env: environment.optional().meta({
      description: "Environment variables of its process, over the inherited ones.",
      examples: [{ PYTHONPATH: "." }],
    }),
    output: z
      .string()
      .optional()
      .meta({
        description: "The file for its output. Default: `logs/<name>_<time>.log`.",
        examples: ["logs/train.log"],
      }),
    metrics: z
      .strictObject({
        file: z
          .string()
          .optional()
          .meta({
            description: "The JSON file with the metrics, or a glob: the newest that the run wrote counts.",
            examples: ["models/*_metadata.json"],
          }),
        recipe: z
          .string()
          .optional()
          .meta({
            description: "How metrics are read from its log. Read, and does nothing yet in this version.",
            examples: ["xgboost"],
          }),
      })
      .optional()
      .describe("Where its metrics are found."),
    success: z
      .record(z.string(), criterionSchema)
      .optional()
      .meta({
        description: "What makes it a success: criteria by the names of metrics.",
        examples: [{ test_mae: { fail: "< baseline_mae" } }],
      }),
  })
  .describe("One training: it waits for its gate, and is judged by its metrics.");
