import { rangesOf, type CalendarDate } from "../../core/calendar";
import type { CommandLimit } from "../../core/pipeline/commandLimits";
import { takes } from "../../core/pipeline/commandLine";
import type { Backfill, Command } from "../../core/pipeline/pipeline";
import { failure, success, type Result } from "../../core/result";
import { declared } from "../declared";
import { runsAlready } from "./launchProblems";
import { launchable, launchRequest } from "./launchRequest";
import { lookAtBackfills } from "../backfills/lookAtBackfills";
import type { LaunchRequest, Ports } from "../ports";
import { unexpectedDates, unexpectedText, type UnexpectedDates } from "../backfills/unexpectedDates";
import { dateStates } from "../backfills/watchBackfills";
import type { Workspace } from "../workspace";

export type RetryPlan = {
  readonly backfill: Backfill;
  readonly command: Command;
  /** What would be run. */
  readonly request: LaunchRequest;
  /** All of them, ascending. */
  readonly dates: readonly CalendarDate[];
  /** Failed and unfinished dates that are not retried, since nobody expects them. */
  readonly leftOut: UnexpectedDates;
};

export type RetryChoice = {
  /** Further dates to fill, such as expected ones that the table lacks. */
  readonly missing?: readonly CalendarDate[];
  /** Dates that somebody has chosen, ascending: these and no others, whether they are expected or not. */
  readonly exactly?: readonly CalendarDate[];
  /** Plan it although a run is alive: why. */
  readonly force?: string;
  /** How long a command may become; by default what this system takes. */
  readonly limit?: CommandLimit;
};

/**
 * The command that retries exactly the failed and unfinished dates of the latest runs: those that no later run has filled, and
 * that somebody expects.
 * @returns `nothing-to-retry` when there are none, `conflicting-run` with the PID while a run is alive, `invalid-configuration` for
 * a command that cannot be told single dates
 */
export async function planRetry(
  workspace: Workspace,
  ports: Ports,
  name: string,
  { missing = [], exactly, limit, force }: RetryChoice = {},
): Promise<Result<RetryPlan>> {
  const found = declared("backfill", workspace.pipeline.backfills, name);
  if (!found.ok) return found;
  const backfill = found.value;
  const look = await lookAtBackfills(workspace, ports);
  const seen = look.backfills.find((one) => one.name === name);
  if (seen?.living === null) return failure("unsupported", look.trouble ?? "Processes cannot be looked at.");
  const [alive] = seen?.living ?? [];
  // What is left to retry cannot be told while a run is at it; chosen dates, and whether they clash, are known.
  if (alive && exactly === undefined && force === undefined)
    return { ok: false, error: runsAlready(name, alive.started.pid) };
  const states = seen && (await dateStates(workspace, ports, seen));
  const open = [...new Set([...(states?.failed ?? []), ...(states?.unfinished ?? []), ...missing])].sort();
  const leftOut = await unexpectedDates(workspace, ports, backfill, exactly ? [] : open);
  const dates = exactly ?? open.filter((date) => !leftOut.dates.includes(date));
  if (dates.length === 0) return nothingToRetry(name, leftOut);
  const command = retryCommand(name, backfill, dates);
  if (!command.ok) return command;
  const what = launchable(name, backfill, command.value);
  const request = await launchRequest(workspace, ports, what, { dates, ...(limit && { limit }) });
  if (!request.ok) return request;
  return success({ backfill, command: command.value, request: request.value, dates, leftOut });
}

function nothingToRetry(name: string, leftOut: UnexpectedDates): Result<never> {
  const message = `${name} has no failed and no unfinished date on record; nothing was started.`;
  const unexpected = unexpectedText(leftOut);
  return failure("nothing-to-retry", unexpected === null ? message : `${name} has nothing to retry: ${unexpected}`);
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
