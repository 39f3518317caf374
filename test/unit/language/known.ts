import type { CalendarDate } from "../../../src/core/calendar";
import type { CheckResult, DateValue, TableResult, Validation } from "../../../src/core/coverage/validation";
import { noFacts, type LanguageFacts } from "../../../src/core/language/facts";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { readThresholds } from "../../../src/core/thresholds/readThresholds";

export const now = new Date("2024-04-01T12:00:00Z");
const day = (text: string): CalendarDate => text as CalendarDate;

export const pipelineText = `version: 1
thresholds: t.yaml
window: { start: 2024-01-01, end: 2024-03-31 }
connections:
  warehouse: { type: duckdb }
tables:
  arrivals:
    table: data/arrivals/*.parquet
    date_column: day
    key: [day, airport]
    written_at: written_at
    where: flights > 0
    columns: { airports: distinct(airport), punctual: on_time_share }
    cohorts:
      after_fix: { since_commit: 390caba }
      before_fix: {}
    expected_dates: every day
  weather: { table: data/weather.csv }
  plans: { table: none }
backfills:
  arrivals: { command: [node, fill.mjs, "{start}"], log: logs/*.log, tables: [arrivals] }
  totals: { command: ./fill_all.sh, after: [arrivals] }
validators:
  agrees: { command: [./agrees.sh] }
gates:
  ready: { requires: { checks: [arrivals] } }
`;

export const thresholdsText = `arrivals:
  min_records: 500
  delay_pct: 95
  punctual_pct: { fail: 90, warn: 97, where: flights > 10 }
`;

function result(key: string, metric: string, more: Partial<CheckResult>): CheckResult {
  return {
    id: `arrivals.${key}`,
    metric,
    status: "fail",
    observed: null,
    unit: "%",
    numerator: null,
    denominator: null,
    comparison: ">=",
    fail: 95,
    warn: null,
    shortfall: null,
    reason: null,
    where: null,
    location: { file: "t.yaml", line: 3, column: 3 },
    cohorts: [],
    ...more,
  };
}

/** So many of ten rows on each of the first days of the year. */
function perDay(present: readonly number[]): DateValue[] {
  return present.map((numerator, index) => ({ date: day(`2024-01-0${index + 1}`), numerator, denominator: 10 }));
}

/** Completeness of `delay`: so many of 1,000 rows have one. */
export function delayResult(present: number, more: Partial<CheckResult> = {}): CheckResult {
  return result("delay_pct", "completeness(delay)", {
    observed: present / 10,
    numerator: present,
    denominator: 1000,
    ...more,
  });
}

/** A validation of the table at a time. */
export function validationAt(startedAt: string, checks: readonly CheckResult[]): Validation {
  const table: TableResult = {
    name: "arrivals",
    table: "data/arrivals/*.parquet",
    connection: "warehouse",
    rows: 1000,
    reason: null,
    dates: { expected: 91, present: 90, missing: [day("2024-02-03")], unsettled: [] },
    cohorts: [
      { name: "after_fix", rows: 600 },
      { name: "before_fix", rows: 400 },
    ],
    scan: { statements: 1, bytesProcessed: 0, bytesBilled: 0, cached: false, durationMs: 1 },
    checks,
  };
  const window = { start: day("2024-01-01"), end: day("2024-03-31") };
  return { schemaVersion: 1, verdict: "fail", window, startedAt, durationMs: 1, tables: [table] };
}

const latest = validationAt("2024-04-01T11:48:00Z", [
  result("min_records", "row_count", { status: "pass", observed: 1000, unit: "rows", numerator: 1000, fail: 500 }),
  delayResult(912, {
    cohorts: [
      { name: "after_fix", observed: 99.16666666666667, numerator: 595, denominator: 600 },
      { name: "before_fix", observed: 79.25, numerator: 317, denominator: 400 },
    ],
    byDate: perDay([10, 9, 4, 10, 10, 9]),
  }),
]);

/** What is known of a table `arrivals` that was validated twelve minutes ago, and three times before. */
export function knownFacts(more: Partial<LanguageFacts> = {}): LanguageFacts {
  return {
    ...noFacts,
    pipeline: readPipeline("headgate.yaml", pipelineText).pipeline,
    schemas: [
      {
        connection: "warehouse",
        table: "data/arrivals/*.parquet",
        at: "2024-04-01T11:48:00Z",
        columns: [
          { name: "day", type: "DATE", kind: "date" },
          { name: "airport", type: "VARCHAR", kind: "text" },
          { name: "flights", type: "BIGINT", kind: "integer" },
          { name: "delay", type: "DOUBLE", kind: "float" },
          { name: "on_time_share", type: "DOUBLE", kind: "float" },
          { name: "is_ready", type: "BOOLEAN", kind: "boolean" },
          { name: "written_at", type: "TIMESTAMP", kind: "timestamp" },
        ],
      },
    ],
    validation: latest,
    history: [
      validationAt("2024-01-04T09:00:00Z", [delayResult(37)]),
      validationAt("2024-02-01T09:00:00Z", [delayResult(480)]),
      validationAt("2024-03-20T09:00:00Z", [delayResult(900)]),
      latest,
    ],
    sections: readThresholds("t.yaml", thresholdsText).sections,
    recipes: ["day-by-day"],
    commits: [
      { hash: "390cabafe0123456789abcdef0123456789abcde", at: "2024-03-30T10:00:00Z", subject: "Mend the [delay]" },
      { hash: "1234567890123456789012345678901234567890", at: "2024-01-30T10:00:00Z", subject: "First" },
    ],
    now,
    ...more,
  };
}

/** A text with its cursor: where `‸` stands. */
export function cursorIn(marked: string): { text: string; line: number; column: number } {
  const at = marked.indexOf("‸");
  const before = marked.slice(0, at).split("\n");
  return { text: marked.replace("‸", ""), line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
