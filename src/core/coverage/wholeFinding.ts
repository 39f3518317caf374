import type { CalendarDate, Window } from "../calendar";
import type { Check } from "./check";
import { findingOf, type Finding } from "./judge";
import type { CheckMeasures } from "./measures";
import type { MeasuredTable } from "./tableResult";

/** A measured table, its rows, and the expected dates that have none. */
type Counted = { readonly table: MeasuredTable; readonly rows: number; readonly missing: readonly CalendarDate[] };

/** What the whole table says of a check. A window without rows was not measured, unless that is allowed. */
export function wholeFinding(check: Check, measures: CheckMeasures, { table, rows, missing }: Counted): Finding {
  const { cube, plan, window, expected, now } = table;
  if (check.metric.function === "age_hours") {
    const newest = plan.newest === null ? null : cube.total.value(plan.newest);
    if (newest === null) return { kind: "nothing", reason: "The table holds no row that says when it was written." };
    return { kind: "quotient", sum: { units: BigInt(now.getTime()) - newest.units, scale: 0 }, count: 3_600_000n };
  }
  if (check.metric.function === "regression")
    return {
      kind: "nothing",
      reason: "A regression against a baseline cannot be measured by this version of Headgate.",
    };
  if (rows === 0 && !check.allowEmpty)
    return {
      kind: "nothing",
      reason: emptyReason(window),
    };
  if (check.metric.function === "missing_dates") {
    if (expected === null)
      return {
        kind: "nothing",
        reason: "No dates are declared as expected. Declare them: `expected_dates:` under `tables:`.",
      };
    if (expected.length === 0 && !check.allowEmpty)
      return { kind: "nothing", reason: "No date of the window is expected, so none can be missing." };
    return { kind: "count", count: BigInt(missing.length) };
  }
  return findingOf(check, measures, cube.total);
}

function emptyReason(window: Window | null): string {
  if (window === null) return "The table has no rows.";
  if (window.end < window.start) return "No date of the window is settled yet.";
  return `There are no rows from ${window.start} to ${window.end}.`;
}
