import { join, resolve } from "node:path";
import { compileRecipe, readRecipe, type Recipe } from "../core/backfills/recipe";
import type { RawRecipe } from "../core/backfills/recipeSchema";
import { failure, success, type Result } from "../core/result";
import type { Ports } from "./ports";

type RecipePorts = Pick<Ports, "files" | "recipesFolder">;

/** The names of the recipes that are shipped, sorted. */
export async function recipeNames({ files, recipesFolder }: RecipePorts): Promise<string[]> {
  const paths = await files.glob("*.yaml", recipesFolder);
  return paths.map((path) => path.replace(/^.*[/\\]|\.yaml$/g, "")).sort();
}

/** Whether a recipe is a file of one's own, not the name of one. */
export function isOwnRecipe(name: string): boolean {
  return /\.ya?ml$/.test(name);
}

/**
 * One of `recipes:` by its name, a shipped recipe by its name, or one's own by its path.
 * @param root what that path stands on
 * @param named `recipes:` of `headgate.yaml`
 * @returns `unknown-name` for one that is not there, `unreadable-file` or `invalid-configuration` for a file that cannot be used
 */
export async function loadRecipe(
  ports: RecipePorts,
  name: string,
  root: string,
  named: Readonly<Record<string, RawRecipe>> = {},
): Promise<Result<Recipe>> {
  const own = Object.hasOwn(named, name) ? named[name] : undefined;
  if (own !== undefined) return success(compileRecipe(name, own));
  const { files, recipesFolder } = ports;
  if (isOwnRecipe(name)) {
    const text = await files.readText(resolve(root, name));
    return text.ok ? readRecipe(name, text.value) : text;
  }
  const shipped = await recipeNames(ports);
  if (!shipped.includes(name)) {
    const known = [...new Set([...Object.keys(named), ...shipped])];
    return failure("unknown-name", `There is no log recipe ${name}; there is ${known.join(", ") || "none at all"}.`);
  }
  const file = join(recipesFolder, `${name}.yaml`);
  const text = await files.readText(file);
  return text.ok ? readRecipe(file, text.value) : text;
}
