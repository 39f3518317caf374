import assert from "node:assert/strict";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";

const text = `version: 1
thresholds: config/t.yaml
window: { start: 2021-10-01, end: yesterday }
log_timezone: America/New_York
connections:
  files: { type: duckdb }
  warehouse: { type: bigquery, project: p, dataset: d }
tables:
  player:
    connection: files
    table: data/*.parquet
    key: player_lookup
    columns: { shot_zones: paint_attempts }
    cohorts:
      after_fix: { code_version: [a1, b2] }
      before_fix: { since: 2026-01-03 }
      old_data: {}
    expected_dates: { days: weekdays, skip: [{ from: 2022-07-01, until: 2022-09-30 }] }
  none_of_it: { connection: warehouse }
backfills:
  player:
    command: [python, job.py, --workers, 15]
    log: logs/*.log
    env: { PYTHONPATH: ., LEVEL: 3 }
  nightly: { command: "make all" }
gates:
  ready:
    requires: { checks: player, backfills: complete }
    features: { of: player, columns: [a], min_pct: 90.50 }
trainings:
  model:
    gate: ready
    command: [python, train.py]
    success:
      test_mae: { fail: "< 4.2", baseline: 4.27 }
      gap: { of: [a, b], fail: "<= 10" }
`;

describe("headgate.yaml", () => {
  const { pipeline, diagnostics } = readPipeline("headgate.yaml", text);

  it("is read without a word", () => assert.deepEqual(diagnostics, []));

  it("tells a table that must say which of several connections it has, and is read all the same", () => {
    const unnamed = readPipeline(
      "headgate.yaml",
      text.replace("  none_of_it: { connection: warehouse }", "  none_of_it:"),
    );
    assert.deepEqual(unnamed.diagnostics, [
      {
        file: "headgate.yaml",
        line: 19,
        column: 3,
        endLine: 19,
        endColumn: 13,
        severity: "error",
        code: "ambiguous-connection",
        message: "none_of_it must say which connection it has: files or warehouse.",
        fixes: [],
      },
    ]);
    assert.notEqual(unnamed.pipeline, null);
  });

  it("keeps relative days, zones and both kinds of connection", () => {
    assert.deepEqual(pipeline?.window, { start: "2021-10-01", end: "yesterday" });
    assert.equal(pipeline?.logTimezone, "America/New_York");
    assert.deepEqual(pipeline?.connections, {
      files: { type: "duckdb", path: null },
      warehouse: { type: "bigquery", project: "p", dataset: "d", location: null, maxBytesBilled: null },
    });
  });

  it("keeps a table's mechanics, cohorts in their order", () => {
    const table = pipeline?.tables["player"];
    assert.deepEqual(table?.key, ["player_lookup"]);
    assert.deepEqual(table?.cohorts, [
      { name: "after_fix", since: null, codeVersion: ["a1", "b2"], sinceCommit: null },
      { name: "before_fix", since: "2026-01-03", codeVersion: null, sinceCommit: null },
      { name: "old_data", since: null, codeVersion: null, sinceCommit: null },
    ]);
    assert.deepEqual(table?.expectedDates, { days: "weekdays", skip: [{ start: "2022-07-01", end: "2022-09-30" }] });
    assert.deepEqual(pipeline?.tables["none_of_it"], { connection: "warehouse" });
  });

  it("keeps commits, arguments and settings that look like numbers as they are written", () => {
    const { pipeline: read, diagnostics } = readPipeline(
      "headgate.yaml",
      `version: 1
thresholds: t.yaml
connections: { files: { type: duckdb } }
tables:
  player: { cohorts: { after_fix: { since_commit: 00336e7 }, before: { since_commit: 0123456 } } }
fixes:
  rate: { commit: 12345e6, table: player }
backfills:
  player: { command: [job, --code, 007, --version, 1.10, 15], env: { SEED: 0x1F, LEVEL: 3 } }
`,
    );
    assert.deepEqual(
      {
        diagnostics,
        cohorts: read?.tables["player"]?.cohorts?.map(({ sinceCommit }) => sinceCommit),
        fix: read?.fixes["rate"]?.commit,
        command: read?.backfills["player"]?.command,
        env: read?.backfills["player"]?.env,
      },
      {
        diagnostics: [],
        cohorts: ["00336e7", "0123456"],
        fix: "12345e6",
        command: { kind: "arguments", words: ["job", "--code", "007", "--version", "1.10", "15"] },
        env: { SEED: "0x1F", LEVEL: "3" },
      },
    );
  });

  it("keeps commands as arguments, and as a line only where a person wrote one", () => {
    assert.deepEqual(pipeline?.backfills["player"]?.command, {
      kind: "arguments",
      words: ["python", "job.py", "--workers", "15"],
    });
    assert.deepEqual(pipeline?.backfills["player"]?.env, { PYTHONPATH: ".", LEVEL: "3" });
    assert.deepEqual(pipeline?.backfills["nightly"]?.command, { kind: "shell", line: "make all" });
  });

  it("keeps a gate's percentage as written", () => {
    assert.deepEqual(pipeline?.gates["ready"]?.features, {
      of: "player",
      columns: ["a"],
      minPct: 90.5,
      minPctSource: "90.50",
    });
  });

  it("says which criteria it cannot judge", () => {
    assert.deepEqual(pipeline?.trainings["model"]?.success, [
      { name: "test_mae", bound: "< 4.2", unsupported: null },
      { name: "gap", bound: "<= 10", unsupported: "of cannot be judged by this version of Headgate." },
    ]);
  });
});
