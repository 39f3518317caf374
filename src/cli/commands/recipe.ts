import { basename, dirname, resolve } from "node:path";
import type { Ports } from "../../app/ports";
import { readLog } from "../../app/logs/readLog";
import type { RawRecipe } from "../../core/backfills/recipeSchema";
import { readPipeline } from "../../core/pipeline/readPipeline";
import { triedLogText } from "../../core/report/triedLogText";
import { failure, success, type Result } from "../../core/result";
import { findConfiguration } from "../context";
import { outputTo, presentProblem, type ExitCode, type GlobalOptions } from "../output";
import { portsFor } from "../ports";

export type RecipeFlags = GlobalOptions & {
  readonly until?: string;
  readonly total?: string;
  readonly timezone?: string;
};

/** `headgate recipe NAME LOG`: what a log recipe catches in a log. Needs no workspace, but knows the recipes of one. */
export async function recipeCommand(name: string, log: string, flags: RecipeFlags): Promise<ExitCode> {
  const output = outputTo(process, flags);
  const total = totalOf(flags.total);
  if (!total.ok) return presentProblem(total.error, output);
  const configuration = await findConfiguration(flags.config, process.cwd());
  const ports = portsFor(configuration.ok ? dirname(configuration.value) : process.cwd());
  const declared = configuration.ok ? await declaredIn(ports, configuration.value) : null;
  const timezone = flags.timezone ?? declared?.timezone ?? undefined;
  const tried = await readLog(ports, name, resolve(log), {
    ...(declared === null ? {} : { named: declared.recipes }),
    ...(flags.until === undefined ? {} : { until: flags.until }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(total.value === undefined ? {} : { total: total.value }),
  });
  if (!tried.ok) return presentProblem(tried.error, output);
  if (output.json) output.printJson(tried.value);
  else output.print(triedLogText(tried.value, ports.clock.now()));
  return 0;
}

type Declared = { readonly recipes: Readonly<Record<string, RawRecipe>>; readonly timezone: string | null };

/** What `headgate.yaml` says of logs, as far as it can be read: a mistake elsewhere in it does not matter here. */
async function declaredIn({ files }: Ports, configuration: string): Promise<Declared | null> {
  const text = await files.readText(configuration);
  if (!text.ok) return null;
  const { pipeline } = readPipeline(basename(configuration), text.value).readable;
  return { recipes: pipeline.recipes, timezone: pipeline.logTimezone };
}

function totalOf(text: string | undefined): Result<number | undefined> {
  if (text === undefined) return success(undefined);
  if (/^\d{1,9}$/.test(text)) return success(Number(text));
  return failure("invalid-configuration", `--total ${text} is not a count.`);
}
