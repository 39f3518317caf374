import { RE2JS } from "re2js";
import * as z from "zod";
import { failure, success, type Result } from "../result";
import { readYaml } from "../yaml/readYaml";

const events = ["start", "announce", "current", "succeeded", "failed", "reason", "summary", "totals", "fatal"] as const;

/** What a line of a log can tell; described in `config/recipes/day-by-day.yaml`. */
export type LogEvent = (typeof events)[number];

/** How the log of a job is read. */
export type Recipe = {
  readonly name: string;
  /** How a line begins that counts. */
  readonly record: RE2JS;
  readonly rules: readonly Rule[];
};

export type Rule = {
  readonly event: LogEvent;
  /** A text that every fitting message holds. */
  readonly contains: string;
  readonly pattern: RE2JS;
};

/** People write patterns, and logs hold anything: an engine whose time is linear, unlike the language's own. */
const pattern = z.string().transform((text, context) => {
  try {
    return RE2JS.compile(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.addIssue({ code: "custom", message: `${text} is not an RE2 pattern (${reason}).` });
    return z.NEVER;
  }
});

const recipeSchema = z.strictObject({
  name: z.string().min(1),
  record: pattern.refine((record) => "time" in record.namedGroups(), { message: "must have a group named time." }),
  rules: z
    .array(z.strictObject({ event: z.enum(events), contains: z.string().default(""), pattern }))
    .min(1, { message: "needs at least one rule." }),
});

/**
 * Reads a recipe.
 * @param file named in the failure
 * @returns `invalid-configuration` with the first thing that is wrong
 */
export function readRecipe(file: string, text: string): Result<Recipe> {
  const { value, diagnostics } = readYaml(file, text);
  const [problem] = diagnostics;
  if (problem)
    return failure(
      "invalid-configuration",
      `${file} is not readable as YAML: line ${problem.line}: ${problem.message}`,
    );
  const parsed = recipeSchema.safeParse(value);
  if (parsed.success) return success(parsed.data);
  const [issue] = parsed.error.issues;
  const place = issue?.path.join(".") ?? "";
  return failure("invalid-configuration", `${file}${place && `, ${place}`}: ${issue?.message ?? "not a recipe"}`);
}
