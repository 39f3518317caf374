import type { Diagnostic } from "../../diagnostic";
import { didYouMean, nearest } from "../../nearest";
import { diagnosticAt, useInstead } from "../../yaml/readYaml";
import { namesIn } from "../readablePipeline";
import type { KnownPipeline } from "./knownPipeline";

/** Log recipes that do not exist, or that are one's own and cannot be read: the progress of such a backfill could not be told. */
export function unknownRecipes({ readable, facts: { surroundings } }: KnownPipeline): Diagnostic[] {
  const { raw, yaml } = readable;
  const named = namesIn(readable, "recipes");
  if (surroundings === null || named === null) return [];
  const { ownRecipes } = surroundings;
  const recipes = [...new Set([...named, ...surroundings.recipes])];
  return Object.entries(raw.backfills ?? {}).flatMap(([name, { progress }]) => {
    if (typeof progress !== "string" || recipes.includes(progress)) return [];
    const range = yaml.rangeOfValue(["backfills", name, "progress"]);
    if (/\.ya?ml$/.test(progress)) {
      const problem = Object.hasOwn(ownRecipes, progress) ? (ownRecipes[progress] ?? null) : null;
      return problem === null ? [] : [diagnosticAt(yaml, range, "error", "invalid-recipe", problem)];
    }
    const near = nearest(progress, recipes);
    const message = `There is no log recipe ${progress}. ${didYouMean(near) ?? `There is ${recipes.join(", ") || "none at all"}.`}`;
    const fixes = near.map((one) => useInstead(range, one));
    return [diagnosticAt(yaml, range, "error", "unknown-recipe", message, fixes)];
  });
}
