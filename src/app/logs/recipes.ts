import { join, resolve } from "node:path";
import { compileRecipe, type Recipe } from "../../core/backfills/recipe";
import type { RawRecipe } from "../../core/backfills/recipeSchema";
import { failure, success, type Result } from "../../core/result";
import type { Ports } from "../ports";
import { recipeAt } from "./recipeAt";

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
  if (own !== undefined) return success(compiled(name, own));
  const { files, recipesFolder } = ports;
  if (isOwnRecipe(name)) return recipeAt(files, resolve(root, name), name);
  const file = join(recipesFolder, `${name}.yaml`);
  const shipped = /^[\w-]+$/.test(name) ? await recipeAt(files, file, file) : null;
  if (shipped?.ok || (shipped && shipped.error.code !== "unreadable-file")) return shipped;
  const all = [...new Set([...Object.keys(named), ...(await recipeNames(ports))])];
  return failure("unknown-name", `There is no log recipe ${name}; there is ${all.join(", ") || "none at all"}.`);
}

/** Each look at each backfill asks for one, and its patterns are compiled once. */
const known = new WeakMap<RawRecipe, Recipe>();

function compiled(name: string, own: RawRecipe): Recipe {
  const found = known.get(own) ?? compileRecipe(name, own);
  known.set(own, found);
  return found;
}
