import type { Diagnostic } from "../diagnostic";
import { didYouMean, nearest } from "../nearest";
import { diagnosticAt, useInstead } from "../yaml/readYaml";
import type { KnownPipeline } from "./pipelineRules";

/** Log recipes that do not exist: the progress of such a backfill could not be told. */
export function unknownRecipes({ readable: { raw, yaml }, facts: { surroundings } }: KnownPipeline): Diagnostic[] {
  if (surroundings === null) return [];
  const { recipes } = surroundings;
  return Object.entries(raw.backfills ?? {}).flatMap(([name, { progress }]) => {
    if (typeof progress !== "string" || recipes.includes(progress)) return [];
    const near = nearest(progress, recipes);
    const range = yaml.rangeOfValue(["backfills", name, "progress"]);
    const message = `There is no log recipe ${progress}. ${didYouMean(near) ?? `There is ${recipes.join(", ") || "none at all"}.`}`;
    const fixes = near.map((one) => useInstead(range, one));
    return [diagnosticAt(yaml, range, "error", "unknown-recipe", message, fixes)];
  });
}
