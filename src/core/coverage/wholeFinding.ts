import { isWithin, type CalendarDate, type Window } from "../calendar";
import type { Check } from "./check";
import type { Slice } from "./cube";
import { findingOf, type Finding } from "./judge";
import type { CheckMeasures } from "./sql/measures";
import { periodOf, periodText } from "./period";
import type { MeasuredTable } from "./tableResult";

/** What a check looks at: its part of a measured table, how many rows that has, and its expected dates without any. */
export type Counted = {
  readonly table: MeasuredTable;
  readonly slice: Slice;
  readonly rows: number;
  /** Null: the table has no dates. */
  readonly days: Window | null;
  readonly missing: readonly CalendarDate[];
};

/** What all that a check looks at says of it. Days without rows were not measured, unless that is allowed. */
export function wholeFinding(check: Check, measures: CheckMeasures, counted: Counted): Finding {
  const { table, rows } = counted;
  const found = foundIn(check, measures, counted);
  if (found.kind === "nothing" && rows === 0 && check.allowEmpty)
    return { ...nothing("There are no rows, which allow_empty permits."), isAllowed: true };
  if (check.metric.function === "regression" && found.kind === "ratio")
    return dropOf(check, found, table.baselines.get(check.id));
  return found;
}

function foundIn(check: Check, measures: CheckMeasures, counted: Counted): Finding {
  if (check.metric.function === "age_hours") return ageOf(counted.table);
  if (counted.days === null && (check.dates !== null || check.metric.function === "regression"))
    return nothing(
      `${check.key} asks for days, and no column tells them. Name it: \`date_column:\` under \`tables:\`.`,
    );
  if (check.metric.function === "missing_dates") return missingDates(check, counted);
  if (counted.rows === 0 && !check.allowEmpty) return nothing(emptyReason(check, counted));
  return findingOf(check, measures, counted.slice.total);
}

function ageOf({ cube, plan, now }: MeasuredTable): Finding {
  const newest = plan.newest === null ? null : cube.total.value(plan.newest);
  if (newest === null) return nothing("The table holds no row that says when it was written.");
  return { kind: "quotient", sum: { units: BigInt(now.getTime()) - newest.units, scale: 0 }, count: 3_600_000n };
}

/** Holes are seen beside rows: a table without any was not measured, while days without any are missing. */
function missingDates(check: Check, counted: Counted): Finding {
  const { table, days, missing } = counted;
  const { cube, plan, expected } = table;
  const isEmpty = (cube.total.value(plan.rows)?.units ?? 0n) === 0n;
  const hasDays = days === null || days.start <= days.end;
  if ((isEmpty || !hasDays) && !check.allowEmpty) return nothing(emptyReason(check, counted));
  if (expected === null)
    return nothing("No dates are declared as expected. Declare them: `expected_dates:` under `tables:`.");
  if (!check.allowEmpty && !expected.some((date) => days === null || isWithin(date, days)))
    return nothing("No date of the window is expected, so none can be missing.");
  return { kind: "count", count: BigInt(missing.length) };
}

function dropOf(
  check: Check,
  now: { readonly numerator: bigint; readonly denominator: bigint },
  baseline: ReturnType<MeasuredTable["baselines"]["get"]>,
): Finding {
  if (!baseline?.counts) return nothing(baseline?.reason ?? "Its baseline was not measured.");
  const { counts, window } = baseline;
  if (counts.denominator > 0n) return { kind: "drop", now, before: counts };
  const narrowed = [baseline.narrowedTo, check.where === null ? null : `with ${check.where}`].filter(Boolean);
  const reason = ["The baseline", `${window.start}…${window.end}`, "has no rows", ...narrowed].join(" ");
  return check.skipsWithoutBaseline
    ? { ...nothing(`${reason}, which if_no_baseline: skip lets pass.`), isAllowed: true }
    : nothing(`${reason}.`);
}

function nothing(reason: string): Extract<Finding, { kind: "nothing" }> {
  return { kind: "nothing", reason };
}

function emptyReason({ dates }: Check, { table: { window, unsettled }, days }: Counted): string {
  if (window === null || days === null) return "The table has no rows.";
  if (window.end < window.start) return "No date of the window is settled yet.";
  if (days.start <= days.end) return `There are no rows from ${days.start} to ${days.end}.`;
  const all: Window = { start: window.start, end: unsettled.at(-1) ?? window.end };
  const period = dates === null ? "" : periodText(dates);
  const whole = periodOf({ dates }, all);
  return whole.start <= whole.end
    ? `No date of its days (${period}) is settled yet.`
    : `None of its days (${period}) lies within ${all.start}…${all.end}.`;
}
