import type { Check } from "../coverage/check";
import { findColumn, type Column } from "../coverage/column";
import { compareDecimals, decimalText } from "../coverage/decimal";
import type { Fix, SourceRange } from "../diagnostic";
import { nearest } from "../nearest";
import { useInstead } from "../yaml/readYaml";
import { scalarText } from "../yaml/scalarText";
import type { Bound } from "./thresholds";

/** Why a check cannot be measured although its name means something. */
export type CheckProblem = {
  readonly code: string;
  readonly message: string;
  readonly fixes: readonly Fix[];
  /** Where it stands, when that is not the bound's key. */
  readonly range?: SourceRange;
};

export function checkProblem(check: Check, bound: Bound, schema: readonly Column[] | null): CheckProblem | undefined {
  const { fail, warn } = check;
  if (fail && warn && (check.comparison === ">=" ? compareDecimals(warn, fail) < 0 : compareDecimals(warn, fail) > 0))
    return {
      code: "warn-looser-than-fail",
      message: `${check.key} warns at a looser bound than it fails at, so the warning would never be seen. Swap the two.`,
      fixes: swap(bound),
    };
  return conflictIn(check) ?? (schema ? segmentProblem(bound, schema) : undefined);
}

function segmentProblem(
  { key, range, segments, segmentRanges }: Bound,
  schema: readonly Column[],
): CheckProblem | undefined {
  const index = segments.findIndex((column) => !findColumn(schema, column));
  const missing = segments[index];
  if (missing === undefined) return undefined;
  const names = schema.map(({ name }) => name);
  const near = nearest(missing, names);
  const place = segmentRanges[index] ?? range;
  const hint = near.length > 0 ? ` Nearest: ${near.join(", ")}.` : "";
  return {
    code: "unknown-column",
    message: `${key} reads the column ${missing}, which the table does not have.${hint}`,
    fixes: near.map((name) => useInstead(place, scalarText(name))),
    range: place,
  };
}

/** Puts each of the two numbers in the place of the other. */
function swap({ fail, failRange, warn, warnRange }: Bound): Fix[] {
  if (!fail || !failRange || !warn || !warnRange) return [];
  const edits = [
    { ...failRange, text: decimalText(warn) },
    { ...warnRange, text: decimalText(fail) },
  ];
  return [{ title: "Swap the two bounds", edits }];
}

/** What a check asks for and its metric cannot do; it is told rather than passed over. */
function conflictIn(check: Check): CheckProblem | undefined {
  const { key, metric } = check;
  const conflict = (message: string): CheckProblem => ({ code: "conflicting-bounds", message, fixes: [] });
  if (check.where !== null && ["sql", "missing_dates", "age_hours"].includes(metric.function))
    return conflict(`where: cannot narrow ${key}. ${remedyFor(metric)}`);
  if (check.dates !== null && metric.function === "age_hours")
    return conflict(
      `${key} looks at the newest row of the whole table, so it has no days. Write one bound for all of it.`,
    );
  if (check.segments.length > 0 && ["missing_dates", "age_hours", "regression"].includes(metric.function))
    return conflict(`segments: cannot break down ${key}, which looks at the table as a whole. Remove it.`);
  if (metric.function === "regression")
    return check.comparison === ">="
      ? conflict(`${key} tells how far completeness dropped, which needs an upper bound. Write fail: or max:.`)
      : undefined;
  if (check.baseline === null && !check.skipsWithoutBaseline) return undefined;
  return conflict(
    `${key} is told against no baseline; only <column>_drop_pct is. Remove baseline: and if_no_baseline:.`,
  );
}

function remedyFor(metric: Check["metric"]): string {
  return metric.function === "sql" ? "Put the condition into the SQL." : "Remove it: this looks at the whole table.";
}
