import type { CalendarDate, Window } from "../../core/calendar";
import { expectedDatesIn, spineOf } from "../../core/coverage/expectedDates";
import { planDays } from "../../core/coverage/sql/planDistinct";
import type { ScanReceipt } from "../../core/coverage/validation";
import type { TableMechanics } from "../../core/pipeline/pipeline";
import { success, type Result } from "../../core/result";
import type { Warehouse } from "./warehouse";

/** The dates on which rows are expected, ascending; null where none are declared. */
export type ExpectedDays = { readonly dates: CalendarDate[] | null; readonly scans: readonly ScanReceipt[] };

/** The spine of expected dates; read from a table of its own where `expected_dates:` says `from:`. */
export async function expectedDays(
  mechanics: TableMechanics,
  window: Window,
  warehouse: Warehouse,
  signal: AbortSignal,
): Promise<Result<ExpectedDays>> {
  const declared = mechanics.expectedDates;
  const spine = spineOf(mechanics);
  if (spine === null) return success({ dates: expectedDatesIn(window, declared, []), scans: [] });
  const found = await warehouse.find(spine.table, signal);
  if (!found.ok) return found;
  const statement = planDays(
    { ...found.value, column: spine.column, timezone: mechanics.timezone, window },
    warehouse.dialect,
  );
  if (!statement.ok) return statement;
  const answer = await warehouse.query(statement.value, signal);
  if (!answer.ok) return answer;
  const listed = answer.value.rows.map((row) => String(row["headgate_day"]) as CalendarDate);
  return success({ dates: expectedDatesIn(window, declared, listed), scans: [answer.value.scan] });
}
