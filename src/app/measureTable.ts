import type { CalendarDate, Window } from "../core/calendar";
import { cubeOf } from "../core/coverage/cube";
import { expectedDatesIn, spineOf } from "../core/coverage/expectedDates";
import { mechanicsProblem } from "../core/coverage/mechanicsProblem";
import { planDays, planStatement } from "../core/coverage/plan";
import { tableFindings } from "../core/coverage/tableResult";
import { unmeasured, unreadableResult } from "../core/coverage/unmeasured";
import type { ScanReceipt, TableResult } from "../core/coverage/validation";
import { settledWindow } from "../core/coverage/window";
import type { Statement } from "../core/coverage/statement";
import type { TableMechanics } from "../core/pipeline/pipeline";
import { success, type Result } from "../core/result";
import { resolveSection, type ResolvedSection } from "../core/thresholds/resolveSection";
import type { Section } from "../core/thresholds/thresholds";
import type { FoundTable, Warehouse } from "./warehouse";

export type TableToMeasure = {
  readonly file: string;
  readonly section: Section;
  readonly mechanics: TableMechanics;
  readonly connection: string;
  readonly window: Window;
  readonly byDate: boolean;
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

const noScan: ScanReceipt = { statements: 0, bytesProcessed: 0, bytesBilled: 0, cached: false, durationMs: 0 };

/** Measures all checks of one table with one statement. Whatever goes wrong makes them `unknown` with the reason. */
export async function measureTable(
  table: TableToMeasure,
  warehouse: Warehouse,
  signal: AbortSignal,
): Promise<MeasuredResult> {
  const found = await warehouse.find(table.mechanics.table ?? table.section.name, signal);
  if (!found.ok)
    return { result: unmeasuredTable(table, found.error.message), found: null, lastModified: null, statement: null };
  const problem = mechanicsProblem(table.mechanics, found.value.columns);
  if (problem !== undefined)
    return { result: unmeasuredTable(table, problem), found: found.value, lastModified: null, statement: null };
  const resolved = resolveSection(table.file, table.section, table.mechanics, found.value.columns);
  const extra = table.extraChecks(table.section, found.value);
  const checks = [...resolved.checks, ...extra.checks];

  const zone = table.mechanics.timezone ?? "UTC";
  const dated = table.mechanics.dateColumn !== null;
  const { settled, unsettled } = settledWindow(table.window, table.mechanics.settleHours, table.now, zone);
  const input = {
    from: found.value.from,
    columns: found.value.columns,
    mechanics: table.mechanics,
    window: dated ? settled : null,
    checks,
  };
  const plan = planStatement(input, warehouse.dialect);
  const { statement } = plan;
  if (table.dryRun)
    return {
      result: unmeasuredTable(table, "Not measured: this was a dry run."),
      found: found.value,
      lastModified: null,
      statement,
    };
  const spine = await expectedDays(table.mechanics, settled, warehouse, signal);
  if (!spine.ok)
    return {
      result: unmeasuredTable(table, spine.error.message),
      found: found.value,
      lastModified: null,
      statement: null,
    };
  const answer = await warehouse.query(statement, signal);
  if (!answer.ok)
    return {
      result: unmeasuredTable(table, answer.error.message),
      found: found.value,
      lastModified: null,
      statement: null,
    };

  const cube = cubeOf(answer.value.rows, plan);
  const findings = tableFindings({
    file: table.file,
    checks,
    plan,
    cube,
    window: input.window,
    expected: dated ? spine.value.dates : null,
    unsettled: dated ? unsettled : [],
    cohorts: table.mechanics.cohorts.map((cohort) => cohort.name),
    byDate: table.byDate,
    now: table.now,
  });
  const written = plan.lastWritten === null ? null : cube.total.value(plan.lastWritten);
  const result: TableResult = {
    ...header(table),
    ...findings,
    reason: null,
    scan: { ...answer.value.scan, statements: answer.value.scan.statements + spine.value.statements },
    checks: [
      ...findings.checks,
      ...[...resolved.unreadable, ...extra.unreadable].map((check) => unreadableResult(check, table.file)),
    ].sort((a, b) => a.location.line - b.location.line),
  };
  return {
    result,
    found: found.value,
    lastModified: written && new Date(Number(written.units)).toISOString(),
    statement,
  };
}

/** All checks of a table as `unknown`, for one reason. */
export function unmeasuredTable(
  table: Pick<TableToMeasure, "file" | "section" | "mechanics" | "connection">,
  reason: string,
): TableResult {
  const { checks, unreadable } = resolveSection(table.file, table.section, table.mechanics, null);
  return {
    ...header(table),
    rows: null,
    reason,
    dates: { expected: null, present: 0, missing: [], unsettled: [] },
    cohorts: [],
    scan: noScan,
    checks: unmeasured(checks, unreadable, reason, table.file),
  };
}

function header(
  table: Pick<TableToMeasure, "section" | "mechanics" | "connection">,
): Pick<TableResult, "name" | "table" | "connection"> {
  return { name: table.section.name, table: table.mechanics.table ?? table.section.name, connection: table.connection };
}

/** The spine of expected dates; read from a table of its own where `expected_dates:` says `from:`. */
async function expectedDays(
  mechanics: TableMechanics,
  window: Window,
  warehouse: Warehouse,
  signal: AbortSignal,
): Promise<Result<{ dates: CalendarDate[] | null; statements: number }>> {
  const declared = mechanics.expectedDates;
  const spine = spineOf(mechanics);
  if (spine === null) return success({ dates: expectedDatesIn(window, declared, []), statements: 0 });
  const found = await warehouse.find(spine.table, signal);
  if (!found.ok) return found;
  const statement = planDays(
    found.value.from,
    found.value.columns,
    spine.column,
    mechanics.timezone,
    window,
    warehouse.dialect,
  );
  if (!statement.ok) return statement;
  const answer = await warehouse.query(statement.value, signal);
  if (!answer.ok) return answer;
  const listed = answer.value.rows.map((row) => String(row["headgate_day"]) as CalendarDate);
  return success({ dates: expectedDatesIn(window, declared, listed), statements: 1 });
}
