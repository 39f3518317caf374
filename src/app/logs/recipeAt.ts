import { readRecipe, type Recipe } from "../../core/backfills/recipe";
import type { Result } from "../../core/result";
import type { Files } from "../ports";

type Read = { readonly version: string; readonly recipe: Result<Recipe> };

/** Kept with the files they were read from, as long as the file is the same: each look at each backfill asks for one. */
const remembered = new WeakMap<Files, Map<string, Read>>();

/**
 * The recipe in a file; its patterns are compiled once.
 * @param shownName what problems call it
 */
export async function recipeAt(files: Files, file: string, shownName: string): Promise<Result<Recipe>> {
  const known = remembered.get(files) ?? new Map<string, Read>();
  remembered.set(files, known);
  const facts = await files.stat(file);
  const version = `${shownName} ${facts?.size} ${facts?.modifiedAt.getTime()}`;
  const found = known.get(file);
  if (found?.version === version) return found.recipe;
  const text = await files.readText(file);
  if (!text.ok) return text;
  const recipe = readRecipe(shownName, text.value);
  known.set(file, { version, recipe });
  return recipe;
}
