import type { CalendarDate } from "../../core/calendar";
import { failure, success, type Result } from "../../core/result";
import type { Ports } from "../ports";
import { validate } from "../coverage/validate";
import type { Report, Workspace } from "../workspace";

/**
 * The declared expected dates that the tables of a backfill lack, ascending: measured now.
 * @returns `query-failed` when a table cannot be measured, `invalid-configuration` when none declares `expected_dates:`
 */
export async function missingDates(
  workspace: Workspace,
  ports: Ports,
  backfill: string,
  signal: AbortSignal,
  report: Report,
): Promise<Result<CalendarDate[]>> {
  const sections = workspace.thresholds.sections.map((section) => section.name);
  const tables = (workspace.pipeline.backfills[backfill]?.tables ?? []).filter((table) => sections.includes(table));
  const measured = await validate(workspace, ports, { tables }, signal, report);
  if (!measured.ok) return measured;
  const unmeasured = measured.value.tables.find((table) => table.rows === null);
  if (unmeasured)
    return failure(
      "query-failed",
      `Which dates ${unmeasured.name} lacks could not be measured: ${unmeasured.reason ?? ""}`,
    );
  if (measured.value.tables.every((table) => table.dates.expected === null))
    return failure(
      "invalid-configuration",
      `No table of ${backfill} declares expected_dates:, so no date of it is known to be missing. Declare them under \`tables:\`.`,
    );
  return success([...new Set(measured.value.tables.flatMap((table) => table.dates.missing))].sort());
}
