import type { CalendarDate } from "../../core/calendar";
import { fits, type CommandLimit } from "../../core/pipeline/commandLimits";
import { takes, type CommandLine } from "../../core/pipeline/commandLine";
import { splitDates } from "../../core/pipeline/splitDates";
import type { Command } from "../../core/pipeline/pipeline";
import { success, type Result } from "../../core/result";

/**
 * A command as it is run: one line, or several where its single dates make it longer than the system takes.
 * @param environment what it gets besides the variables of its line
 * @param lineFor the line for these dates
 */
export function commandLines(
  command: Command,
  dates: readonly CalendarDate[] | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  limit: CommandLimit,
  lineFor: (dates: readonly CalendarDate[] | undefined) => Result<CommandLine>,
): Result<CommandLine[]> {
  const whole = lineFor(dates);
  if (!whole.ok) return whole;
  const canSplit = dates !== undefined && takes(command, "failed_dates");
  if (!canSplit || fits(whole.value, environment, limit)) return success([whole.value]);
  const pieces = splitDates(dates, (some) => {
    const line = lineFor(some);
    return line.ok && fits(line.value, environment, limit);
  });
  if (!pieces.ok) return pieces;
  const lines: CommandLine[] = [];
  for (const piece of pieces.value) {
    const line = lineFor(piece);
    if (!line.ok) return line;
    lines.push(line.value);
  }
  return success(lines);
}
