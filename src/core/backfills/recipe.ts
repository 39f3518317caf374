import { RE2JS } from "re2js";
import { failure, success, type Result } from "../result";
import { readYaml } from "../yaml/readYaml";
import { recipeFileSchema, type LogEvent, type RawRecipe, type RawRule } from "./recipeSchema";

export type { LogEvent } from "./recipeSchema";

/** How the log of a job is read. */
export type Recipe = {
  readonly name: string;
  /** What it was made of: two recipes of one name may differ. */
  readonly source: string;
  /** How a line begins that counts; null where every line counts and none has a moment. */
  readonly record: Pattern | null;
  readonly rules: readonly Rule[];
};

/** A pattern and the names of its groups. */
export type Pattern = { readonly re2: RE2JS; readonly names: readonly string[] };

export type Rule = {
  readonly event: LogEvent;
  /** A text that every fitting message holds. */
  readonly contains: string;
  readonly pattern: Pattern;
  /** Only of records of these levels; null: of all. */
  readonly levels: readonly string[] | null;
  /** The number of the first of numbered rounds. */
  readonly first: number;
  /** Also further lines of a message whose first line is empty. */
  readonly block: boolean;
};

/**
 * Reads a recipe that is a file of its own.
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
  const parsed = recipeFileSchema.safeParse(value);
  if (parsed.success) return success(compileRecipe(parsed.data.name, parsed.data));
  const [issue] = parsed.error.issues;
  const place = issue?.path.join(".") ?? "";
  const message = issue?.message ?? "not a recipe";
  // A message of the schema's own goes on from its subject.
  const colon = /^(?:must|is|has) /.test(message) ? "" : ":";
  return failure("invalid-configuration", `${file}${place && `, ${place}`}${colon} ${message}`);
}

/** Makes a recipe that fits its schema ready to read with. */
export function compileRecipe(name: string, { record, rules }: RawRecipe): Recipe {
  return {
    name,
    source: JSON.stringify([record, rules]),
    record: record === undefined ? null : patternOf(record),
    rules: rules.map(ruleOf),
  };
}

function ruleOf({ event, pattern, contains, levels, first, block }: RawRule): Rule {
  return {
    event,
    contains: contains ?? "",
    pattern: patternOf(pattern),
    levels: levels ?? null,
    first: first ?? 1,
    block: block ?? false,
  };
}

function patternOf(text: string): Pattern {
  const re2 = RE2JS.compile(text);
  return { re2, names: Object.keys(re2.namedGroups()) };
}

export type Found = {
  readonly groups: Readonly<Record<string, string | null>>;
  /** Where what was found ends. */
  readonly end: number;
};

/** The first place where a pattern fits; null when there is none. */
export function find({ re2, names }: Pattern, text: string): Found | null {
  const matcher = re2.matcher(text);
  if (!matcher.find()) return null;
  return { groups: Object.fromEntries(names.map((name) => [name, matcher.group(name)])), end: matcher.end() };
}
