import { join, resolve } from "node:path";
import { logProgress } from "../core/backfills/logProgress";
import { logReader } from "../core/backfills/logReader";
import type { Recipe } from "../core/backfills/recipe";
import type { LogProgress } from "../core/backfills/status";
import { zonedClock } from "../core/backfills/zonedClock";
import { failure, success, type Result } from "../core/result";
import type { Ports } from "./ports";
import { recipeAt } from "./recipeAt";

export type ReadLogOptions = {
  /** Tell the progress as it was at this moment of the log's own clock; ISO 8601, with an offset or in `timezone`. */
  readonly until?: string;
  readonly total?: number;
  /** The zone of times that name none; by default this machine's. */
  readonly timezone?: string;
};

/**
 * What a log recipe catches in a log: the use case of `headgate recipe`.
 * @param log absolute
 * @returns `unknown-name` for a recipe that is not there, `unreadable-file` for such a log, `invalid-configuration` for a zone, a
 * moment or a recipe that cannot be understood
 */
export async function readLog(
  ports: Pick<Ports, "files" | "recipesFolder">,
  recipeName: string,
  log: string,
  options: ReadLogOptions,
): Promise<Result<LogProgress>> {
  const recipe = await loadRecipe(ports, recipeName, process.cwd());
  if (!recipe.ok) return recipe;
  const clock = zonedClock(options.timezone ?? machineTimezone());
  if (!clock.ok) return clock;
  const until = options.until === undefined ? null : momentIn(options.until, clock.value);
  if (Number.isNaN(until))
    return failure("invalid-configuration", `${options.until} is not a time; write it as 2026-01-04T15:40:00Z.`);
  const text = await ports.files.readText(log);
  if (!text.ok) return text;
  const reader = logReader(recipe.value, { clock: clock.value, until });
  reader.read(text.value);
  return success(
    logProgress(reader.reading(), { recipe: recipe.value.name, total: options.total ?? null, now: until }),
  );
}

/** The names of the recipes that are shipped, sorted. */
export async function recipeNames({ files, recipesFolder }: Pick<Ports, "files" | "recipesFolder">): Promise<string[]> {
  const paths = await files.glob("*.yaml", recipesFolder);
  return paths.map((path) => path.replace(/^.*[/\\]|\.yaml$/g, "")).sort();
}

/** Whether a recipe is one's own: a file, not the name of one that is shipped. */
export function isOwnRecipe(name: string): boolean {
  return /\.ya?ml$/.test(name);
}

/**
 * A shipped recipe by its name, or one's own by its path.
 * @param root what that path stands on
 */
export async function loadRecipe(
  { files, recipesFolder }: Pick<Ports, "files" | "recipesFolder">,
  name: string,
  root: string,
): Promise<Result<Recipe>> {
  if (isOwnRecipe(name)) return recipeAt(files, resolve(root, name), name);
  const file = join(recipesFolder, `${name}.yaml`);
  const shipped = /^[\w-]+$/.test(name) ? await recipeAt(files, file, file) : null;
  if (shipped?.ok || (shipped && shipped.error.code !== "unreadable-file")) return shipped;
  const known = await recipeNames({ files, recipesFolder });
  return failure("unknown-name", `There is no log recipe ${name}; there is ${known.join(", ") || "none at all"}.`);
}

let machine: { readonly setTo: string | undefined; readonly zone: string } | null = null;

/** The zone of this machine, or the one that `TZ` sets; asked again when that has changed. */
export function machineTimezone(): string {
  const setTo = process.env["TZ"];
  if (machine?.setTo !== setTo) machine = null;
  machine ??= { setTo, zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  return machine.zone;
}

function momentIn(text: string, clock: (wallMs: number) => number): number {
  if (/(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return Date.parse(text);
  // Read as if it were UTC: that is the wall clock's reading.
  const wallMs = Date.parse(`${text.replace(" ", "T").replace(",", ".")}Z`);
  return Number.isNaN(wallMs) ? wallMs : clock(wallMs);
}
