import type { CalendarDate, Window } from "../core/calendar";
import type { Check, UnreadableCheck } from "../core/coverage/check";
import { cubeOf } from "../core/coverage/cube";
import { cohortRemark, mechanicsProblem } from "../core/coverage/mechanicsProblem";
import { planStatement, type Plan } from "../core/coverage/plan";
import { readAsOf } from "../core/coverage/readAs";
import { tableFindings } from "../core/coverage/tableResult";
import { unreadableResult } from "../core/coverage/unmeasured";
import type { TableResult } from "../core/coverage/validation";
import { settledWindow } from "../core/coverage/window";
import type { Statement } from "../core/coverage/statement";
import type { TableMechanics } from "../core/pipeline/pipeline";
import { resolveSection, type ResolvedSection } from "../core/thresholds/resolveSection";
import type { Section } from "../core/thresholds/thresholds";
import { expectedDays, type ExpectedDays } from "./expectedDays";
import { tableHeader, unmeasuredTable } from "./unmeasuredTable";
import type { Answer, FoundTable, Warehouse } from "./warehouse";

export type TableToMeasure = {
  readonly file: string;
  readonly section: Section;
  readonly mechanics: TableMechanics;
  readonly connection: string;
  readonly window: Window;
  /** Plan the statement and do not run it. */
  readonly dryRun: boolean;
  readonly now: Date;
  /** Further checks, such as the features a gate asks for. */
  readonly extraChecks: (section: Section, table: FoundTable) => Pick<ResolvedSection, "checks" | "unreadable">;
};

export type MeasuredResult = {
  readonly result: TableResult;
  readonly found: FoundTable | null;
  /** When the latest row was written (ISO 8601), where the table says so. */
  readonly lastModified: string | null;
  /** The statement as planned; null when it did not come to that. */
  readonly statement: Statement | null;
};

/** Measures all checks of one table with one statement. Whatever goes wrong makes them `unknown` with the reason. */
export async function measureTable(
  table: TableToMeasure,
  warehouse: Warehouse,
  signal: AbortSignal,
): Promise<MeasuredResult> {
  const found = await warehouse.find(table.mechanics.table ?? table.section.name, signal);
  if (!found.ok) return gaveUp(table, found.error.message, null);
  const problem = mechanicsProblem(table.mechanics, found.value.columns);
  if (problem !== undefined) return gaveUp(table, problem, found.value);
  let prepared = prepare(table, found.value, warehouse, new Map());
  const { statement } = prepared.plan;
  if (table.dryRun) return { ...gaveUp(table, "Not measured: this was a dry run.", found.value), statement };
  const spine = await expectedDays(table.mechanics, prepared.settled, warehouse, signal);
  if (!spine.ok) return gaveUp(table, spine.error.message, found.value);
  let answer = await warehouse.query(statement, signal);
  if (!answer.ok && answer.error.code === "query-failed") {
    // One wrong fragment of SQL must not hide what the other checks say: it is found and left aside, as unknown.
    const refused = await refusedFragments(table, found.value, prepared.checks, warehouse, signal);
    if (refused.size > 0) {
      prepared = prepare(table, found.value, warehouse, refused);
      answer = await warehouse.query(prepared.plan.statement, signal);
    }
  }
  if (!answer.ok) return gaveUp(table, answer.error.message, found.value);
  return { ...resultOf(table, prepared, answer.value, spine.value), found: found.value, statement };
}

/** The checks whose own SQL the engine cannot run, each asked alone, with the engine's reason. */
async function refusedFragments(
  table: TableToMeasure,
  found: FoundTable,
  checks: readonly Check[],
  warehouse: Warehouse,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const refused = new Map<string, string>();
  for (const check of checks) {
    if (!("sql" in check.metric) && check.where === null) continue;
    const others = new Map(checks.filter((other) => other !== check).map(({ id }) => [id, ""]));
    const answer = await warehouse.query(prepare(table, found, warehouse, others).plan.statement, signal);
    if (!answer.ok) refused.set(check.id, `Its SQL cannot be run. ${answer.error.message}`);
  }
  return refused;
}

function gaveUp(table: TableToMeasure, reason: string, found: FoundTable | null): MeasuredResult {
  return { result: unmeasuredTable(table, reason), found, lastModified: null, statement: null };
}

type Prepared = {
  readonly checks: readonly Check[];
  readonly unreadable: readonly UnreadableCheck[];
  readonly cohorts: readonly string[];
  readonly remark: string | null;
  readonly settled: Window;
  readonly unsettled: readonly CalendarDate[];
  readonly plan: Plan;
};

/** Everything about a table that was found up to its statement; `leftOut` names checks that are not asked, with the reason. */
function prepare(
  table: TableToMeasure,
  found: FoundTable,
  warehouse: Warehouse,
  leftOut: ReadonlyMap<string, string>,
): Prepared {
  const remark = cohortRemark(table.mechanics);
  const mechanics = remark === null ? table.mechanics : { ...table.mechanics, cohorts: [] };
  const resolved = resolveSection(table.file, table.section, mechanics, found.columns);
  const extra = table.extraChecks(table.section, found);
  const asked = [...resolved.checks, ...extra.checks];
  const checks = asked.filter(({ id }) => !leftOut.has(id));
  const aside = asked
    .filter(({ id }) => leftOut.has(id))
    .map(({ id, key, range }) => ({ id, key, range, reason: leftOut.get(id) ?? "" }));
  const { settled, unsettled } = settledWindow(
    table.window,
    mechanics.settleHours,
    table.now,
    mechanics.timezone ?? "UTC",
  );
  const window = mechanics.dateColumn === null ? null : settled;
  return {
    checks,
    unreadable: [...resolved.unreadable, ...extra.unreadable, ...aside],
    cohorts: mechanics.cohorts.map((cohort) => cohort.name),
    remark,
    settled,
    unsettled,
    plan: planStatement({ from: found.from, columns: found.columns, mechanics, window, checks }, warehouse.dialect),
  };
}

function resultOf(
  table: TableToMeasure,
  prepared: Prepared,
  answer: Answer,
  spine: ExpectedDays,
): Pick<MeasuredResult, "result" | "lastModified"> {
  const { checks, unreadable, plan, settled, unsettled, cohorts, remark } = prepared;
  const dated = table.mechanics.dateColumn !== null;
  const cube = cubeOf(answer.rows, plan);
  const findings = tableFindings({
    file: table.file,
    checks,
    plan,
    cube,
    window: dated ? settled : null,
    expected: dated ? spine.dates : null,
    unsettled: dated ? unsettled : [],
    cohorts,
    now: table.now,
  });
  const unread = unreadable.map((check) => unreadableResult(check, table.file));
  const written = plan.lastWritten === null ? null : cube.total.value(plan.lastWritten);
  const result: TableResult = {
    ...tableHeader(table),
    window: table.window,
    readAs: readAsOf(table.mechanics, table.section.name),
    ...findings,
    reason: null,
    ...(remark === null ? {} : { remark }),
    scan: { ...answer.scan, statements: answer.scan.statements + spine.statements },
    checks: [...findings.checks, ...unread].sort((a, b) => a.location.line - b.location.line),
  };
  return { result, lastModified: written && new Date(Number(written.units)).toISOString() };
}
