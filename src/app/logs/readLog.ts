import type { LogLine } from "../../core/backfills/logLines";
import { logProgress } from "../../core/backfills/logProgress";
import type { LogReading } from "../../core/backfills/logReader";
import type { Recipe } from "../../core/backfills/recipe";
import type { RawRecipe } from "../../core/backfills/recipeSchema";
import type { TriedLog } from "../../core/backfills/status";
import type { UncaughtLine } from "../../core/backfills/uncaughtLines";
import { zonedClock } from "../../core/backfills/zonedClock";
import { failure, success, type Result } from "../../core/result";
import type { Ports } from "../ports";
import { ofSummary } from "../../core/backfills/disagreements";
import { loadRecipe } from "./recipes";
import { readWholeLog } from "./readWholeLog";

export type ReadLogOptions = {
  /** Tell the progress as it was at this moment of the log's own clock; ISO 8601, with an offset or in `timezone`. */
  readonly until?: string;
  readonly total?: number;
  /** The zone of times that name none; by default this machine's. */
  readonly timezone?: string;
  /** What the path of a recipe stands on; by default the working directory. */
  readonly root?: string;
  /** `recipes:` of `headgate.yaml`. */
  readonly named?: Readonly<Record<string, RawRecipe>>;
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
): Promise<Result<TriedLog>> {
  const recipe = await loadRecipe(ports, recipeName, options.root ?? process.cwd(), options.named);
  if (!recipe.ok) return recipe;
  const clock = zonedClock(options.timezone ?? machineTimezone());
  if (!clock.ok) return clock;
  const until = options.until === undefined ? null : momentIn(options.until, clock.value);
  if (Number.isNaN(until))
    return failure("invalid-configuration", `${options.until} is not a time; write it as 2026-01-04T15:40:00Z.`);
  const whole = await readWholeLog(ports.files, log, recipe.value, { clock: clock.value, until });
  if (!whole.ok) return whole;
  const { reader, rest, uncaught } = whole.value;
  return success(triedLog(recipe.value, reader.reading(rest), rest, uncaught, { until, total: options.total ?? null }));
}

/** What a recipe caught, told for people. */
export function triedLog(
  { name, rules }: Recipe,
  reading: LogReading,
  rest: LogLine,
  uncaught: readonly UncaughtLine[],
  { until, total }: { readonly until: number | null; readonly total: number | null },
): TriedLog {
  const progress = logProgress(reading, { recipe: name, total, now: until });
  const torn = rest.bytes.length > 0 && !rest.drawn ? ["The last line has no end yet, so it was not counted."] : [];
  return {
    ...progress,
    remarks: [...progress.remarks, ...ofSummary(reading).map(({ message }) => message), ...torn],
    rules: rules.map(({ event, pattern }, index) => ({
      event,
      pattern: pattern.re2.pattern(),
      lines: reading.caught[index] ?? 0,
    })),
    uncaught,
  };
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
