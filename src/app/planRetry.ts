import { rangesOf, type CalendarDate } from "../core/calendar";
import { takes } from "../core/pipeline/commandLine";
import type { Backfill, Command } from "../core/pipeline/pipeline";
import { failure, success, type Result } from "../core/result";
import { declared } from "./declared";
import { runsAlready } from "./launchProblems";
import { launchable, launchRequest } from "./launchRequest";
import { lookAtBackfills } from "./lookAtBackfills";
import type { Ports } from "./ports";
import { dateStates } from "./watchBackfills";
import type { Workspace } from "./workspace";

export type RetryPlan = {
  readonly backfill: Backfill;
  readonly command: Command;
  /** What would be run. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** All of them, ascending. */
  readonly dates: readonly CalendarDate[];
};

/**
 * The command that retries exactly the failed and unfinished dates of the latest runs: those that no later run has filled.
 * @returns `nothing-to-retry` when there are none, `conflicting-run` with the PID while a run is alive, `invalid-configuration` for
 * a command that cannot be told single dates
 * @param missing further dates to fill, such as expected ones that the table lacks
 * @param exactly dates that somebody has chosen, ascending: these and no others
 * @param force plan it although a run is alive: why
 */
export async function planRetry(
  workspace: Workspace,
  ports: Ports,
  name: string,
  missing: readonly CalendarDate[] = [],
  exactly: readonly CalendarDate[] | null = null,
  force?: string,
): Promise<Result<RetryPlan>> {
  const found = declared("backfill", workspace.pipeline.backfills, name);
  if (!found.ok) return found;
  const backfill = found.value;
  const look = await lookAtBackfills(workspace, ports);
  const seen = look.backfills.find((one) => one.name === name);
  if (seen?.living === null) return failure("unsupported", look.trouble ?? "Processes cannot be looked at.");
  const [alive] = seen?.living ?? [];
  // What is left to retry cannot be told while a run is at it; chosen dates, and whether they clash, are known.
  if (alive && exactly === null && force === undefined)
    return { ok: false, error: runsAlready(name, alive.started.pid) };
  const states = seen && (await dateStates(workspace, ports, seen));
  const dates = exactly ?? [...new Set([...(states?.failed ?? []), ...(states?.unfinished ?? []), ...missing])].sort();
  if (dates.length === 0)
    return failure("nothing-to-retry", `${name} has no failed and no unfinished date on record; nothing was started.`);
  const command = retryCommand(name, backfill, dates);
  if (!command.ok) return command;
  const request = await launchRequest(workspace, ports, launchable(name, backfill, command.value), { dates });
  if (!request.ok) return request;
  return success({ backfill, command: command.value, argv: request.value.argv, env: request.value.env, dates });
}

/** Exactly these dates and no others: a command that takes only a range can be told a single range. */
function retryCommand(name: string, { retry }: Backfill, dates: readonly CalendarDate[]): Result<Command> {
  const open = `${dates.length} ${dates.length === 1 ? "date" : "dates"} of ${name} failed or unfinished`;
  if (retry === null)
    return failure("invalid-configuration", `${open}, but no retry: is declared; declare it with {failed_dates}.`);
  if (takes(retry, "failed_dates")) return success(retry);
  if (takes(retry, "start") && takes(retry, "end") && rangesOf(dates).length === 1) return success(retry);
  return failure(
    "invalid-configuration",
    `${open}, but its retry: cannot be told single dates; give it {failed_dates}.`,
  );
}
