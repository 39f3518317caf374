import type { Check } from "../coverage/check";
import { findColumn, type Column } from "../coverage/column";
import { compareDecimals } from "../coverage/decimal";
import { refuseFragment } from "../coverage/fragment";
import { metricColumns } from "../coverage/metric";

type CheckProblem = { readonly code: string; readonly message: string };

/** Why a check whose name is resolved cannot be measured as it is written; `undefined` when it can. */
export function checkProblem(check: Check, schema: readonly Column[] | null): CheckProblem | undefined {
  const { metric, fail, warn } = check;
  if (fail && warn && (check.comparison === ">=" ? compareDecimals(warn, fail) < 0 : compareDecimals(warn, fail) > 0))
    return {
      code: "warn-looser-than-fail",
      message: `${check.key} warns at a looser bound than it fails at, so the warning would never be seen. Swap the two.`,
    };
  if (metric.function === "share_sql" || metric.function === "sql") {
    const refusal = refuseFragment(metric.sql);
    if (refusal !== undefined)
      return { code: "unsafe-sql", message: `The SQL of ${check.key} must be one expression, and it ${refusal}.` };
  }
  const conflict = conflictIn(check);
  if (conflict) return conflict;
  const named = [...metricColumns(metric), ...check.segments];
  const missing = schema && named.find((column) => !findColumn(schema, column));
  return missing
    ? { code: "unknown-column", message: `${check.key} reads the column ${missing}, which the table does not have.` }
    : undefined;
}

/** What a check asks for and its metric cannot do; it is told rather than passed over. */
function conflictIn(check: Check): CheckProblem | undefined {
  const { key, metric } = check;
  const conflict = (message: string): CheckProblem => ({ code: "conflicting-bounds", message });
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
