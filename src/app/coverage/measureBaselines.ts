import type { Window } from "../../core/calendar";
import type { Check } from "../../core/coverage/check";
import { cubeOf } from "../../core/coverage/cube";
import { findingOf, type Finding } from "../../core/coverage/judge";
import { baselineOf } from "../../core/coverage/period";
import { planStatement, type Plan, type PlanInput } from "../../core/coverage/sql/plan";
import { baselineCheck, type Counts, type MeasuredBaseline } from "../../core/coverage/regression";
import type { ScanReceipt } from "../../core/coverage/validation";
import type { ToldRows } from "./tellRows";
import type { Warehouse } from "./warehouse";

/** The regressions of a table that share a baseline, and the statement that counts it for all of them. */
export type BaselinePlan = { readonly window: Window; readonly checks: readonly Check[]; readonly plan: Plan };

/**
 * One statement for each baseline that the regressions of a table are told against.
 * @param window the table's, whether its last days are settled or not
 */
export function baselinePlans(
  input: Omit<PlanInput, "window" | "cohorts" | "onlyWith">,
  window: Window,
  fixes: ToldRows["fixes"],
  warehouse: Warehouse,
): BaselinePlan[] {
  const groups = new Map<string, { window: Window; checks: Check[] }>();
  for (const check of input.checks) {
    if (check.metric.function !== "regression") continue;
    const baseline = baselineOf(check, window);
    const key = `${baseline.start}..${baseline.end}`;
    const group = groups.get(key) ?? { window: baseline, checks: [] };
    group.checks.push(baselineCheck(check));
    groups.set(key, group);
  }
  const onlyWith = fixes.map(({ commit }) => commit);
  return [...groups.values()].map((group) => ({
    ...group,
    plan: planStatement({ ...input, ...group, cohorts: [], onlyWith }, warehouse.dialect),
  }));
}

/** Counts every baseline. One that cannot be measured has no counts, and the reason. */
export async function measureBaselines(
  plans: readonly BaselinePlan[],
  fixes: ToldRows["fixes"],
  warehouse: Warehouse,
  signal: AbortSignal,
): Promise<{ readonly baselines: ReadonlyMap<string, MeasuredBaseline>; readonly scans: readonly ScanReceipt[] }> {
  const baselines = new Map<string, MeasuredBaseline>();
  const scans: ScanReceipt[] = [];
  const names = fixes.map(({ name }) => name);
  const narrowedTo =
    names.length === 0
      ? null
      : `written by code with the ${names.length === 1 ? "fix" : "fixes"} ${names.join(" and ")}`;
  for (const { window, checks, plan } of plans) {
    const answer = await warehouse.query(plan.statement, signal);
    const cube = answer.ok ? cubeOf(answer.value.rows, plan) : null;
    if (answer.ok) scans.push(answer.value.scan);
    for (const check of checks) {
      const measures = plan.byCheck.get(check.id);
      const counts = cube && measures ? countsIn(findingOf(check, measures, cube.total)) : null;
      const reason = answer.ok ? null : `Its baseline could not be measured. ${answer.error.message}`;
      baselines.set(check.id, { window, counts, reason, narrowedTo });
    }
  }
  return { baselines, scans };
}

function countsIn(finding: Finding): Counts {
  return finding.kind === "ratio" ? finding : { numerator: 0n, denominator: 0n };
}
