import type { CheckResult, TableResult, Validation } from "../../../src/core/coverage/validation";
import { noFacts, type LanguageFacts } from "../../../src/core/language/facts";
import { misreadTables } from "../../../src/core/pipeline/readablePipeline";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { thresholdsLinter } from "../../../src/core/thresholds/lintThresholds";
import { readThresholds } from "../../../src/core/thresholds/readThresholds";
import { columnsOf, diagnosticLine } from "../thresholds/readTable";
import type { CalendarDate } from "../../../src/core/calendar";
import type { ColumnKind } from "../../../src/core/coverage/column";

export type Given = {
  /** What stands in headgate.yaml below its first two lines. */
  readonly pipeline?: string;
  /** The thresholds file as of the last commit. */
  readonly committed?: string;
  /** headgate.yaml as of the last commit, below its first two lines; as it is now where not given. */
  readonly committedPipeline?: string;
  readonly measured?: readonly TableResult[];
  readonly columns?: Readonly<Record<string, Readonly<Record<string, ColumnKind>>>>;
  readonly shellValidators?: readonly string[];
  readonly unknownCommits?: readonly string[];
};

const head = "version: 1\nthresholds: t.yaml\n";
const day = "2024-06-01" as CalendarDate;

export function factsFor(given: Given): LanguageFacts {
  const { readable } = readPipeline("headgate.yaml", head + (given.pipeline ?? ""));
  const before = given.committedPipeline ?? given.pipeline ?? "";
  return {
    ...noFacts,
    pipeline: readable.pipeline,
    misreadTables: misreadTables(readable),
    committed: given.committed === undefined ? null : readThresholds("t.yaml", given.committed).sections,
    committedTables: readPipeline("headgate.yaml", head + before).readable.pipeline.tables,
    validation: given.measured === undefined ? null : validationOf(given.measured),
    schemas: Object.entries(given.columns ?? {}).map(([table, kinds]) => ({
      connection: "w",
      table,
      at: "2024-06-01T00:00:00.000Z",
      columns: columnsOf(kinds),
    })),
    shellValidators: given.shellValidators ?? [],
    unknownCommits: given.unknownCommits ?? [],
    now: new Date("2024-06-02T12:00:00Z"),
  };
}

/** What is said of a thresholds file, a line each, but for hints that columns are not known. */
export function saidOf(text: string, given: Given): string[] {
  const found = thresholdsLinter()("t.yaml", text, factsFor(given));
  return found.filter(({ code }) => code !== "columns-not-known").map(diagnosticLine);
}

function validationOf(tables: readonly TableResult[]): Validation {
  const window = { start: day, end: day };
  return { schemaVersion: 1, verdict: "pass", window, startedAt: "2024-06-02T00:00:00.000Z", durationMs: 1, tables };
}

/** A table as it was last measured. */
export function table(name: string, checks: readonly CheckResult[]): TableResult {
  return {
    name,
    table: name,
    connection: "w",
    rows: 1000,
    reason: null,
    dates: { expected: null, present: 1, missing: [], unsettled: [] },
    cohorts: [],
    scan: { statements: 1, bytesProcessed: 0, bytesBilled: 0, cached: false, durationMs: 1 },
    checks,
  };
}

type Counts = {
  readonly observed: number | null;
  readonly counts?: readonly [number, number];
  readonly where?: string;
};

/** A check as it was last measured: `counts` are the numerator and the denominator. */
export function measuredCheck(id: string, metric: string, { observed, counts, where }: Counts): CheckResult {
  return {
    id,
    metric,
    status: "pass",
    observed,
    unit: counts ? "%" : metric === "row_count" ? "rows" : "",
    numerator: counts?.[0] ?? (metric === "row_count" ? observed : null),
    denominator: counts?.[1] ?? null,
    comparison: ">=",
    fail: null,
    warn: null,
    shortfall: null,
    reason: null,
    where: where ?? null,
    location: { file: "t.yaml", line: 1, column: 1 },
    cohorts: [],
  };
}
