import type { Window } from "../../core/calendar";
import type { Check } from "../../core/coverage/check";
import { cubeOf } from "../../core/coverage/cube";
import type { DialectName } from "../../core/coverage/sql/dialect";
import { mechanicsProblem } from "../../core/coverage/mechanicsProblem";
import { scansTogether } from "../../core/coverage/scans";
import type { Statement } from "../../core/coverage/sql/statement";
import { readAsOf } from "../../core/coverage/readAs";
import { tableFindings } from "../../core/coverage/tableResult";
import { unreadableResult } from "../../core/coverage/unmeasured";
import type { TableResult } from "../../core/coverage/validation";
import type { TableMechanics } from "../../core/pipeline/pipeline";
import { success, type Result } from "../../core/result";
import type { ResolvedSection } from "../../core/thresholds/resolveSection";
import type { Section } from "../../core/thresholds/thresholds";
import { expectedDays, type ExpectedDays } from "./expectedDays";
import { measureBaselines } from "./measureBaselines";
import type { Ports } from "../ports";
import { askedOf, daysLookedAt, prepareTable, regressionsOf, type PreparedTable, type Subject } from "./prepareTable";
import { tellRows } from "./tellRows";
import { tableHeader, unmeasuredTable } from "./unmeasuredTable";
import type { Answer, FoundTable, Warehouse } from "./warehouse";
import type { Workspace } from "../workspace";

export type TableToMeasure = {
  readonly file: string;
  readonly section: Section;
  readonly mechanics: TableMechanics;
  readonly connection: string;
  /** As far as the configuration tells; null when it does not. */
  readonly dialect: DialectName | null;
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
  /** The statements as planned, that of all checks first; empty when it did not come to that. */
  readonly statements: readonly Statement[];
};

/** An open warehouse, and all else that a table is measured with. */
export type Measuring = {
  readonly workspace: Workspace;
  readonly ports: Ports;
  readonly warehouse: Warehouse;
  readonly signal: AbortSignal;
};

/**
 * Measures all checks of one table with one statement; baselines of regressions, expected dates out of a table and versions of
 * the code are statements of their own. Whatever goes wrong makes the checks `unknown` with the reason.
 */
export async function measureTable(measuring: Measuring, table: TableToMeasure): Promise<MeasuredResult> {
  const { workspace, ports, warehouse, signal } = measuring;
  const { mechanics, window, section } = table;
  const found = await warehouse.find(mechanics.table ?? section.name, signal);
  if (!found.ok) return gaveUp(table, found.error.message, null);
  const backwards =
    window.end < window.start ? `Its window ends (${window.end}) before it starts (${window.start}).` : "";
  const problem = mechanicsProblem(mechanics, found.value.columns, warehouse.dialect.name) ?? backwards;
  if (problem !== "") return gaveUp(table, problem, found.value);
  const asked = askedOf(table, found.value, warehouse.dialect.name);
  const days = daysLookedAt(table, asked.checks);
  const question = { table, found: found.value, days, asksFixes: regressionsOf(asked.checks).length > 0 };
  const told = await tellRows(workspace, ports, warehouse, question, signal);
  const subject: Subject = { table, found: found.value, asked, told };
  const prepared = prepareTable(subject, warehouse, new Map());
  const statements = [prepared.plan, ...prepared.baselines.map(({ plan }) => plan)].map(({ statement }) => statement);
  if (table.dryRun) return { ...gaveUp(table, "Not measured: this was a dry run.", found.value), statements };
  const spine = await expectedDays(mechanics, prepared.settled, warehouse, signal);
  if (!spine.ok) return gaveUp(table, spine.error.message, found.value);
  const answered = await answerOf(measuring, subject, prepared);
  if (!answered.ok) return gaveUp(table, answered.error.message, found.value);
  const result = await resultOf(measuring, subject, answered.value, spine.value);
  return { ...result, found: found.value, statements };
}

type Answered = { readonly prepared: PreparedTable; readonly answer: Answer };

/** Asks the one statement. One wrong fragment of SQL must not hide what the other checks say: it is found and left aside. */
async function answerOf(
  { warehouse, signal }: Measuring,
  subject: Subject,
  prepared: PreparedTable,
): Promise<Result<Answered>> {
  const answer = await warehouse.query(prepared.plan.statement, signal);
  if (answer.ok) return success({ prepared, answer: answer.value });
  if (answer.error.code !== "query-failed") return answer;
  const refused = await refusedFragments(subject, prepared.checks, warehouse, signal);
  if (refused.size === 0) return answer;
  const rest = prepareTable(subject, warehouse, refused);
  const again = await warehouse.query(rest.plan.statement, signal);
  return again.ok ? success({ prepared: rest, answer: again.value }) : again;
}

/** The checks whose own SQL the engine cannot run, each asked alone, with the engine's reason. */
async function refusedFragments(
  subject: Subject,
  checks: readonly Check[],
  warehouse: Warehouse,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const refused = new Map<string, string>();
  for (const check of checks) {
    if (!("sql" in check.metric) && check.where === null) continue;
    const others = new Map(checks.filter((other) => other !== check).map(({ id }) => [id, ""]));
    const answer = await warehouse.query(prepareTable(subject, warehouse, others).plan.statement, signal);
    if (!answer.ok) refused.set(check.id, `Its SQL cannot be run. ${answer.error.message}`);
  }
  return refused;
}

function gaveUp(table: TableToMeasure, reason: string, found: FoundTable | null): MeasuredResult {
  return { result: unmeasuredTable(table, reason), found, lastModified: null, statements: [] };
}

async function resultOf(
  { warehouse, signal }: Measuring,
  { table, told }: Subject,
  { prepared, answer }: Answered,
  spine: ExpectedDays,
): Promise<Pick<MeasuredResult, "result" | "lastModified">> {
  const { checks, unreadable, plan, settled, unsettled } = prepared;
  const { baselines, scans } = await measureBaselines(prepared.baselines, told.fixes, warehouse, signal);
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
    cohorts: told.cohorts.map(({ name }) => name),
    baselines,
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
    ...(told.remarks.length === 0 ? {} : { remark: told.remarks.join(" ") }),
    scan: scansTogether([answer.scan, ...spine.scans, ...told.scans, ...scans]),
    checks: [...findings.checks, ...unread].sort((a, b) => a.location.line - b.location.line),
  };
  return { result, lastModified: written && new Date(Number(written.units)).toISOString() };
}
