import type { RunEnded, RunStarted } from "../../../src/app/ports";
import type { BackfillStatus, StatusSnapshot } from "../../../src/core/backfills/status";
import type { CalendarDate } from "../../../src/core/calendar";
import type { CheckResult, TableResult, Validation } from "../../../src/core/coverage/validation";
import type { GateDecision } from "../../../src/core/gate/decision";
import type { Row } from "../../../src/vscode/rows/row";
import { emptyRow } from "../../../src/core/backfills/statusRow";

/** Small whole facts for tests; each test says only what it is about. */

export function dates(...days: string[]): CalendarDate[] {
  return days as CalendarDate[];
}

export function status(facts: Partial<BackfillStatus> & Pick<BackfillStatus, "name" | "state">): BackfillStatus {
  return { ...emptyRow(facts.name, "idle", [], null), ...facts };
}

export function snapshot(...backfills: BackfillStatus[]): StatusSnapshot {
  return { schemaVersion: 1, backfills, timeline: [] };
}

export function check(facts: Partial<CheckResult> & Pick<CheckResult, "id" | "status">): CheckResult {
  return {
    metric: "completeness(usage_rate)",
    observed: null,
    unit: "%",
    numerator: null,
    denominator: null,
    comparison: ">=",
    fail: null,
    warn: null,
    shortfall: null,
    reason: null,
    where: null,
    location: { file: "config/thresholds.yaml", line: 12, column: 3 },
    cohorts: [],
    ...facts,
  };
}

export function table(facts: Partial<TableResult> & Pick<TableResult, "name" | "checks">): TableResult {
  return {
    table: facts.name,
    connection: "warehouse",
    rows: 121_254,
    reason: null,
    dates: { expected: null, present: 900, missing: [], unsettled: [] },
    cohorts: [],
    scan: { statements: 1, bytesProcessed: 0, bytesBilled: 0, cached: false, durationMs: 30 },
    ...facts,
  };
}

export function validation(...tables: TableResult[]): Validation {
  const window = { start: "2021-10-01" as CalendarDate, end: "2024-05-01" as CalendarDate };
  return { schemaVersion: 1, verdict: "fail", window, startedAt: "2026-01-04T15:40:00Z", durationMs: 41, tables };
}

export function decision(facts: Partial<GateDecision> & Pick<GateDecision, "gate" | "decision">): GateDecision {
  return {
    schemaVersion: 1,
    provisional: false,
    override: null,
    blockers: [],
    requirements: [],
    receipt: {
      id: "receipt-1",
      at: "2026-01-04T15:44:00Z",
      thresholdsHash: "sha256:0",
      git: null,
      dirty: null,
      data: [],
    },
    ...facts,
  };
}

export function started(facts: Partial<RunStarted> & Pick<RunStarted, "id" | "kind" | "name">): RunStarted {
  return {
    type: "started",
    origin: "launched",
    pid: 4242,
    identity: "boot 1",
    startedAt: "2026-01-04T15:35:00Z",
    argv: [],
    cwd: null,
    log: null,
    dates: null,
    forced: null,
    ...facts,
  };
}

export function ended(run: string, facts: Partial<RunEnded> = {}): RunEnded {
  return {
    type: "ended",
    id: `end of ${run}`,
    run,
    endedAt: "2026-01-04T15:50:00Z",
    exitCode: 0,
    signal: null,
    reason: null,
    ...facts,
  };
}

/** A view as text: an indented line a row, label and description. */
export function outline(rows: readonly Row[], indent = ""): string[] {
  return rows.flatMap((row) => [
    `${indent}${row.label}${row.description === undefined ? "" : ` | ${row.description}`}`,
    ...outline(row.children ?? [], `${indent}  `),
  ]);
}
