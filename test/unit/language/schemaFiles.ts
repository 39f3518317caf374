import { readFileSync } from "node:fs";

/** A file of one of the two kinds; `refused` ones hold one mistake of form. */
type Sample = readonly [name: string, text: string];

export const thresholdsFiles: { readonly accepted: readonly Sample[]; readonly refused: readonly Sample[] } = {
  accepted: [
    ["the first user's file", readFileSync("test/fixtures/thresholds/backfill_thresholds.yaml", "utf8")],
    ["the example", readFileSync("examples/flights/config/backfill_thresholds.yaml", "utf8")],
    ["the sample", readFileSync("config/sample-thresholds.yaml", "utf8")],
    ["numbers in all their spellings", "t: { min_a: 35_000, max_a: -1.5, min_b: 1e3, a_pct: 99.0, b_pct: '95' }\n"],
    [
      "a map with everything",
      `t:
  usage_pct: { fail: 95, warn: 97, where: a IS NOT NULL, segments: [season], allow_empty: true, runbook: docs/a.md }
  points: { min: 3, metric: average(points), segments: season }
  issues: { max: 0, sql: "count_if(a < 0)" }
  usage_drop_pct: { warn: 5, fail: 10, baseline: { months: 3 }, if_no_baseline: skip }
  b_drop_pct: { fail: 10, baseline: { days: 90 }, if_no_baseline: unknown }
  c_drop_pct: { fail: 10, baseline: { start: 2024-01-01, end: 2024-03-31 } }
`,
    ],
    ["a dated list", "t:\n  a_pct:\n    - { until: 2024-04-30, fail: 80 }\n    - { from: 2024-05-01, warn: 40 }\n"],
    ["names of other tools", "t: { row_count: 5, RowCount: 5 }\n"],
    [
      "requirements with a runbook",
      "t: { min_success_rate: { fail: 95, runbook: a.md }, timeout_hours: { fail: 8 } }\n",
    ],
    ["reserved names", "version: 1\npolling: { interval_seconds: 0.5 }\ndefaults: { date_column: d, timezone: UTC }\n"],
    ["reserved names without anything", "polling:\ndefaults:\nt: { min_records: 1 }\n"],
    [
      "mechanics in the section",
      `t:
  connection: w
  table: none
  date_column: d
  timezone: UTC
  where: a > 1
  key: [a, b]
  written_at: w
  code_version: v
  columns: { x: distinct(y) }
  warn_only: [min_records]
  cohorts: { new: { since: 2026-01-03 }, fix: { since_commit: 390caba }, v: { code_version: [a] }, rest: , all: {} }
  expected_dates: { days: weekdays, skip: [{ from: 2024-07-01, until: 2024-09-30 }] }
  settle_hours: 6
  window: { start: 2021-10-01, end: yesterday }
  empty_is_missing: true
  allow_empty: false
  min_records: 1
`,
    ],
    [
      "other expected dates",
      "a: { expected_dates: every day }\nb: { expected_dates: { from: a.b } }\nc: { expected_dates: [2024-01-01] }\n",
    ],
  ],
  refused: [
    ["a list", "- a\n"],
    ["a section that is a number", "t: 5\n"],
    ["a section without anything", "t:\n"],
    ["a bound that is a text", "t: { min_records: many }\n"],
    ["a bound without anything", "t: { min_records: }\n"],
    ["a bound that is true", "t: { a_pct: true }\n"],
    ["infinitely many", "t: { min_records: .inf }\n"],
    ["a percentage above 100", "t: { a_pct: 101 }\n"],
    ["a percentage below 0", "t: { min_a_pct: -1 }\n"],
    ["a percentage above 100 in a map", "t: { a_pct: { fail: 95, warn: 101 } }\n"],
    ["a percentage above 100 in a dated list", "t: { a_drop_pct: [{ until: 2024-01-01, fail: 101 }] }\n"],
    ["a rate above 100", "t: { min_success_rate: 950 }\n"],
    ["a rate above 100 in a map", "t: { min_success_rate: { fail: 950 } }\n"],
    ["a requirement that warns", "t: { timeout_hours: { warn: 5 } }\n"],
    ["a mistyped key of a bound", "t: { a_pct: { fial: 95 } }\n"],
    ["a mistyped key of a dated list", "t: { a_pct: [{ untill: 2024-01-01, fail: 5 }] }\n"],
    ["an empty dated list", "t: { a_pct: [] }\n"],
    ["a day in another order", "t: { a_pct: [{ until: 30.04.2024, fail: 5 }] }\n"],
    ["a baseline of nothing", "t: { a_drop_pct: { fail: 5, baseline: { months: 0 } } }\n"],
    ["a word that is not known", "t: { a_drop_pct: { fail: 5, if_no_baseline: pass } }\n"],
    ["mechanics of another type", "t: { where: 5 }\n"],
    ["a bound among the defaults", "defaults: { a_pct: 5 }\n"],
    ["a mistyped key of polling", "polling: { intervall_seconds: 5 }\n"],
    ["polling without a pause", "polling: { interval_seconds: 0 }\n"],
    ["another version", "version: 2\n"],
  ],
};

const head = "version: 1\nthresholds: t.yaml\n";

export const pipelineFiles: { readonly accepted: readonly Sample[]; readonly refused: readonly Sample[] } = {
  accepted: [
    ["the example", readFileSync("examples/flights/headgate.yaml", "utf8")],
    ["the sample", readFileSync("config/sample-headgate.yaml", "utf8")],
    ["the small pipeline of the tests", readFileSync("test/fixtures/pipeline/headgate.yaml", "utf8")],
    ["the least", head],
    [
      "all its parts",
      `${head}window: { start: 90 days ago, end: today }
log_timezone: UTC
connections:
  files: { type: duckdb, path: data }
  warehouse: { type: bigquery, project: p, dataset: d, location: US, max_bytes_billed: 10 GB }
tables: { t: { connection: files, expected_dates: weekdays }, u: }
fixes: { rate: { commit: 390caba, table: t, expect: { a_pct: [-5, 1000] } } }
backfills:
  b:
    kind: job
    command: [python, job.py, --workers, 15]
    retry: make retry
    env: { PYTHONPATH: ., LEVEL: 3, DEBUG: true }
    match: job.py
    log: [a, b]
    output: o
    progress: day-by-day
    checkpoint: c
    after: a
    tables: [t]
    expected_records: 72000
    then: [validate, gate]
  a: { kind: orchestrator, match: a.sh }
recipes:
  r:
    record: '^(?P<time>\\S+) (?P<level>[A-Z]+) '
    rules:
      - { event: progress, contains: at, pattern: 'at (?P<done>\\d+)/(?P<total>\\d+)', levels: [INFO], first: 0, block: true }
validators: { v: { command: [./v.sh], env: {}, table: t, output: o } }
gates:
  g:
    requires: { checks: [t], validators: v, backfills: complete, regression: none }
    features: { of: t, columns: [a], min_pct: 90 }
    fallback: { window: { start: 2021-10-01, end: 2023-06-30 }, label: known good }
trainings:
  m:
    gate: g
    command: [python, train.py]
    metrics: { file: m.json, recipe: xgboost }
    success: { mae: { fail: "< 4.2", baseline: 4.27 }, top: { include: [a], within: 10 } }
alerts: { webhook: "\${env:HOOK}" }
`,
    ],
  ],
  refused: [
    ["a list", "- a\n"],
    ["nothing", "# nothing\n"],
    ["no thresholds", "version: 1\n"],
    ["another version", "version: 2\nthresholds: t\n"],
    ["an unknown part", `${head}backfils: {}\n`],
    ["a window without an end", `${head}window: { start: 2024-01-01 }\n`],
    ["days that are not counted", `${head}window: { start: many days ago, end: today }\n`],
    ["a day as a number", `${head}window: { start: 20240101, end: today }\n`],
    ["a connection of another kind", `${head}connections: { w: { type: mysql } }\n`],
    ["a key of another kind of connection", `${head}connections: { w: { type: duckdb, project: p } }\n`],
    ["an event that there is not", `${head}recipes: { r: { rules: [{ event: explodes, pattern: x }] } }\n`],
    ["a recipe without rules", `${head}recipes: { r: { rules: [] } }\n`],
    ["BigQuery without a project", `${head}connections: { w: { type: bigquery } }\n`],
    ["hours below zero", `${head}tables: { t: { settle_hours: -1 } }\n`],
    ["a mistyped key of a cohort", `${head}tables: { t: { cohorts: { a: { sinse: x } } } }\n`],
    ["expected dates in other words", `${head}tables: { t: { expected_dates: sundays } }\n`],
    ["an empty command", `${head}validators: { v: { command: [] } }\n`],
    ["no command", `${head}trainings: { m: { gate: g } }\n`],
    ["a fix without a commit", `${head}fixes: { f: { table: t } }\n`],
    ["three expected values", `${head}fixes: { f: { commit: a, expect: { x: [1, 2, 3] } } }\n`],
    ["one expected value", `${head}fixes: { f: { commit: a, expect: { x: [1] } } }\n`],
    ["records in parts", `${head}backfills: { b: { expected_records: 1.5 } }\n`],
    ["a variable that is a list", `${head}backfills: { b: { env: { A: [1] } } }\n`],
    ["a gate without requirements", `${head}gates: { g: {} }\n`],
    ["a word that is not known", `${head}gates: { g: { requires: { backfills: all } } }\n`],
    [
      "a percentage above 100",
      `${head}gates: { g: { requires: {}, features: { of: t, columns: [a], min_pct: 101 } } }\n`,
    ],
    ["a fallback without a window", `${head}gates: { g: { requires: {}, fallback: { label: a } } }\n`],
    ["a criterion that is a number", `${head}trainings: { m: { command: [a], success: { mae: 4 } } }\n`],
  ],
};

/** What a JSON Schema cannot say, and only Headgate's own checks tell. */
export const beyondJsonSchema: { readonly thresholds: readonly Sample[]; readonly pipeline: readonly Sample[] } = {
  thresholds: [
    ["whether a day exists", "t: { a_pct: [{ until: 2023-02-29, fail: 5 }] }\n"],
    ["whether a time zone is known", "t: { timezone: America/Gotham }\n"],
    [
      "whether a baseline ends before it starts",
      "t: { a_drop_pct: { fail: 5, baseline: { start: 2024-02-01, end: 2024-01-01 } } }\n",
    ],
    ["whether a window ends before it starts", "t: { window: { start: 2024-02-01, end: 2024-01-01 } }\n"],
  ],
  pipeline: [
    ["whether a day exists", `${head}window: { start: 2023-02-29, end: today }\n`],
    ["whether a time zone is known", `${head}tables: { t: { timezone: America/Gotham } }\n`],
    ["whether a window ends before it starts", `${head}window: { start: 2024-02-01, end: 2024-01-01 }\n`],
    ["whether a pattern can be used", `${head}recipes: { r: { rules: [{ event: fatal, pattern: "(" }] } }\n`],
    ["whether a pattern has its groups", `${head}recipes: { r: { rules: [{ event: metric, pattern: x }] } }\n`],
    ["whether a head has a time", `${head}recipes: { r: { record: x, rules: [{ event: fatal, pattern: x }] } }\n`],
    ["which of two expected values is the lower", `${head}fixes: { f: { commit: a, expect: { x: [2, 1] } } }\n`],
  ],
};
