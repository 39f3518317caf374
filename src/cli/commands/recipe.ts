import { dirname, resolve } from "node:path";
import { readLog } from "../../app/readLog";
import type { LogProgress } from "../../core/backfills/status";
import { countText } from "../../core/report/numbers";
import { datesText, etaText } from "../../core/report/times";
import { failure, success, type Result } from "../../core/result";
import { findConfiguration } from "../context";
import { outputTo, presentProblem, type ExitCode, type GlobalOptions } from "../output";
import { portsFor } from "../ports";

export type RecipeFlags = GlobalOptions & {
  readonly until?: string;
  readonly total?: string;
  readonly timezone?: string;
};

/** `headgate recipe NAME LOG`: what a log recipe catches in a log. Needs no workspace. */
export async function recipeCommand(name: string, log: string, flags: RecipeFlags): Promise<ExitCode> {
  const output = outputTo(process, flags);
  const total = totalOf(flags.total);
  if (!total.ok) return presentProblem(total.error, output);
  const configuration = await findConfiguration(flags.config, process.cwd());
  const ports = portsFor(configuration.ok ? dirname(configuration.value) : process.cwd());
  const progress = await readLog(ports, name, resolve(log), {
    ...(flags.until === undefined ? {} : { until: flags.until }),
    ...(flags.timezone === undefined ? {} : { timezone: flags.timezone }),
    ...(total.value === undefined ? {} : { total: total.value }),
  });
  if (!progress.ok) return presentProblem(progress.error, output);
  if (output.json) output.printJson(progress.value);
  else output.print(progressText(progress.value, ports.clock.now()));
  return 0;
}

function totalOf(text: string | undefined): Result<number | undefined> {
  if (text === undefined) return success(undefined);
  if (/^\d{1,9}$/.test(text)) return success(Number(text));
  return failure("invalid-configuration", `--total ${text} is not a count of dates.`);
}

function progressText(progress: LogProgress, now: Date): string {
  const { state, done, failed, total, records, eta, failedDates, failureReasons, lines } = progress;
  const counted = [
    `${state}: ${countText(done)} done`,
    `${countText(failed)} failed`,
    total === null ? "of an unknown number of dates" : `of ${countText(total)} dates`,
  ].join(", ");
  return [
    `${counted}${records === null ? "" : `; ${countText(records)} records`}`,
    eta === null ? "" : `ends ${etaText(eta, now)} (${eta.confidence} confidence)`,
    eta?.remark ?? "",
    failedDates.length === 0 ? "" : `failed: ${datesText(failedDates)}`,
    ...failedDates.flatMap((date) =>
      failureReasons[date] === undefined ? [] : [`  ${date}  ${failureReasons[date]}`],
    ),
    `${countText(lines.matched)} of ${countText(lines.read)} lines fit the recipe ${progress.recipe}`,
  ]
    .filter((line) => line !== "")
    .join("\n");
}
