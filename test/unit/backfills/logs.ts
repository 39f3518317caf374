import { readFileSync } from "node:fs";
import { join } from "node:path";
import { logProgress } from "../../../src/core/backfills/logProgress";
import { logReader, type LogReaderOptions, type LogReading } from "../../../src/core/backfills/logReader";
import { readRecipe, type Recipe } from "../../../src/core/backfills/recipe";
import type { LogProgress } from "../../../src/core/backfills/status";
import { zonedClock, type ZonedClock } from "../../../src/core/backfills/zonedClock";

export function dayByDay(): Recipe {
  return shippedRecipe("day-by-day");
}

/** A recipe as it is shipped. */
export function shippedRecipe(name: string): Recipe {
  const file = join(__dirname, `../../../config/recipes/${name}.yaml`);
  const recipe = readRecipe(file, readFileSync(file, "utf8"));
  if (!recipe.ok) throw new Error(recipe.error.message);
  return recipe.value;
}

export function clockOf(timeZone: string): ZonedClock {
  const clock = zonedClock(timeZone);
  if (!clock.ok) throw new Error(clock.error.message);
  return clock.value;
}

export function readingOf(text: string, options: Partial<LogReaderOptions> = {}, recipe = dayByDay()): LogReading {
  const reader = logReader(recipe, { clock: clockOf("UTC"), ...options });
  reader.read(text);
  return reader.reading();
}

export function progressOf(text: string, options: Partial<LogReaderOptions> = {}, recipe = dayByDay()): LogProgress {
  return logProgress(readingOf(text, options, recipe), {
    recipe: recipe.name,
    total: null,
    now: options.until ?? null,
  });
}

/** Lines of a log, `HH:MM:SS message` each; without a time they stand as they are. */
export function logOf(...lines: string[]): string {
  const written = lines.map((line) => {
    const match = /^(\d\d:\d\d:\d\d) (.*)$/.exec(line);
    return match ? `2026-01-04 ${match[1]},000 - INFO - ${match[2]}` : line;
  });
  return `${written.join("\n")}\n`;
}
