import assert from "node:assert/strict";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { diagnosticLine } from "../thresholds/readTable";

const head = "version: 1\nthresholds: t.yaml\n";

/** What stands below the two lines that every file begins with, and what is said of it. */
type Case = readonly [name: string, text: string, says: readonly string[]];

const dayWords = "write a day as 2024-01-31, or today, yesterday, or 90 days ago.";
const cases: readonly Case[] = [
  [
    "at the top",
    "backfils: {}",
    ["3:1-3:9 error unknown-key backfils is not known. Did you mean backfills? [Use backfills]"],
  ],
  [
    "in the window",
    "window: { start: 2024-01-01, end: today, zone: UTC }",
    ["3:42-3:46 error unknown-key zone is not known in window. Known here: start, end."],
  ],
  [
    "in a connection",
    "connections:\n  w: { type: duckdb, pth: a }",
    ["4:22-4:25 error unknown-key pth is not known in connections.w. Did you mean path? [Use path]"],
  ],
  [
    "in a table",
    "tables:\n  t: { date_colum: d }",
    ["4:8-4:18 error unknown-key date_colum is not known in tables.t. Did you mean date_column? [Use date_column]"],
  ],
  [
    "in a cohort",
    "tables:\n  t: { cohorts: { new: { sinse: 2024-01-01 } } }",
    ["4:26-4:31 error unknown-key sinse is not known in tables.t.cohorts.new. Did you mean since? [Use since]"],
  ],
  [
    "in a table's window",
    "tables:\n  t: { window: { start: 2024-01-01, end: today, ende: today } }",
    ["4:49-4:53 error unknown-key ende is not known in tables.t.window. Did you mean end?"],
  ],
  [
    "in a backfill",
    "backfills:\n  b: { comand: [a] }",
    ["4:8-4:14 error unknown-key comand is not known in backfills.b. Did you mean command? [Use command]"],
  ],
  [
    "in a validator",
    "validators:\n  v: { command: [a], tabel: t }",
    ["4:22-4:27 error unknown-key tabel is not known in validators.v. Did you mean table? [Use table]"],
  ],
  [
    "in a gate",
    "gates:\n  g: { requires: {}, feature: {} }",
    ["4:22-4:29 error unknown-key feature is not known in gates.g. Did you mean features? [Use features]"],
  ],
  [
    "in a gate's requirements",
    "gates:\n  g: { requires: { check: [a] } }",
    ["4:20-4:25 error unknown-key check is not known in gates.g.requires. Did you mean checks? [Use checks]"],
  ],
  [
    "in a gate's features",
    "gates:\n  g: { requires: {}, features: { of: t, columns: [a], min_pct: 9, max: 1 } }",
    ["4:67-4:70 error unknown-key max is not known in gates.g.features. Known here: of, columns, min_pct."],
  ],
  [
    "in a training",
    "trainings:\n  x: { command: [a], sucess: {} }",
    ["4:22-4:28 error unknown-key sucess is not known in trainings.x. Did you mean success? [Use success]"],
  ],
  [
    "in a training's metrics",
    "trainings:\n  x: { command: [a], metrics: { fiel: a } }",
    ["4:33-4:37 error unknown-key fiel is not known in trainings.x.metrics. Did you mean file? [Use file]"],
  ],
  [
    "in a fix",
    "fixes:\n  f: { commit: abc, tables: t }",
    ["4:21-4:27 error unknown-key tables is not known in fixes.f. Did you mean table? [Use table]"],
  ],
];

describe("unknown keys in headgate.yaml", () => {
  for (const [name, text, says] of cases)
    it(name, () => {
      const { pipeline, diagnostics } = readPipeline("headgate.yaml", `${head}${text}\n`);
      assert.deepEqual([diagnostics.map(diagnosticLine), pipeline], [says, null]);
    });
});

const values: readonly Case[] = [
  [
    "a day that does not exist",
    "window: { start: 2023-02-29, end: today }",
    [`3:18-3:28 error invalid-value start: ${dayWords}`],
  ],
  [
    "a day in another order",
    "window: { start: 01.02.2024, end: today }",
    [`3:18-3:28 error invalid-value start: ${dayWords}`],
  ],
  [
    "a day as a number",
    "window: { start: 20240101, end: tomorrow }",
    [`3:18-3:26 error invalid-value start: ${dayWords}`, `3:33-3:41 error invalid-value end: ${dayWords}`],
  ],
  ["a window without an end", "window: { start: 2024-01-01 }", [`3:1-3:7 error missing-key end is missing here.`]],
  [
    "a window that ends before it starts",
    "window: { start: 2024-01-02, end: 2024-01-01 }",
    ["3:9-3:47 error invalid-value window: the window ends before it starts."],
  ],
  [
    "a connection of another kind",
    "connections:\n  w: { type: mysql }",
    ["4:14-4:19 error invalid-value type must be duckdb or bigquery."],
  ],
  [
    "BigQuery without a project",
    "connections:\n  w: { type: bigquery }",
    ["4:3-4:4 error missing-key project is missing here."],
  ],
  [
    "an unknown time zone",
    "tables:\n  t: { timezone: America/Gotham }",
    [
      "4:18-4:32 error invalid-value timezone is not a time zone that this machine knows; write it as America/New_York.",
    ],
  ],
  [
    "hours below zero",
    "tables:\n  t: { settle_hours: -1 }",
    ["4:22-4:24 error invalid-value settle_hours must be at least 0."],
  ],
  [
    "expected dates in words that are not known",
    "tables:\n  t: { expected_dates: sundays }",
    [
      "4:24-4:31 error invalid-value expected_dates: write `every day`, `weekdays`, a list of days, `{ from: table.column }`, or `{ days: …, skip: [{ from, until }] }`.",
    ],
  ],
  [
    "an empty command",
    "validators:\n  v: { command: [] }",
    ["4:17-4:19 error invalid-value command must not be empty."],
  ],
  ["no command", "validators:\n  v: { table: t }", ["4:3-4:4 error missing-key command is missing here."]],
  [
    "a feature's percentage out of range",
    "gates:\n  g: { requires: {}, features: { of: t, columns: [a], min_pct: 101 } }",
    ["4:64-4:67 error invalid-value min_pct must be at most 100."],
  ],
  [
    "SQL that is two statements",
    "tables:\n  t:\n    where: a > 1; DROP TABLE t",
    ["5:12-5:31 error unsafe-sql This SQL must be one expression, and it holds a semicolon."],
  ],
  [
    "SQL that leaves its brackets",
    'tables:\n  t: { where: "1 = 1) OR (1 = 1" }',
    ["4:15-4:33 error unsafe-sql This SQL must be one expression, and it closes a ) that it did not open."],
  ],
  [
    "a table's connection",
    "connections:\n  warehouse: { type: duckdb }\ntables:\n  t: { connection: warehose }",
    ["6:20-6:28 error unknown-connection No connection warehose is declared. Did you mean warehouse? [Use warehouse]"],
  ],
  [
    "a backfill to wait for",
    "backfills:\n  a: { after: [b] }",
    ["4:16-4:17 error unknown-backfill No backfill b is declared. Did you mean a? [Use a]"],
  ],
  [
    "a backfill to wait for, as one text",
    "backfills:\n  load: { after: extract }",
    ["4:18-4:25 error unknown-backfill No backfill extract is declared. Declared: load."],
  ],
  [
    "a gate's validator",
    "gates:\n  g: { requires: { validators: [v] } }",
    ["4:33-4:34 error unknown-validator No validator v is declared."],
  ],
  [
    "a training's gate",
    "gates:\n  ml_ready: { requires: {} }\ntrainings:\n  x: { command: [a], gate: ml_redy }",
    ["6:28-6:35 error unknown-gate No gate ml_redy is declared. Did you mean ml_ready? [Use ml_ready]"],
  ],
  [
    "backfills that wait for each other",
    "backfills:\n  a: { after: [b] }\n  b: { after: [c] }\n  c: { after: [b] }",
    [
      "5:8-5:13 error circular-after b waits for itself by way of after:.",
      "6:8-6:13 error circular-after c waits for itself by way of after:.",
    ],
  ],
  [
    "a backfill that waits for itself",
    "backfills:\n  a: { after: a }",
    ["4:8-4:13 error circular-after a waits for itself by way of after:."],
  ],
  [
    "a key that stands twice",
    "tables:\n  t: { where: a, where: b }",
    [
      "4:18-4:23 error duplicate-key This key stands here twice. Remove one of the two: which one counts is not clear. [Remove this entry; Keep this entry and remove the other]",
    ],
  ],
  [
    "an alias that leads nowhere",
    "tables: *t",
    ["3:9-3:11 error yaml-syntax There is no anchor &t before this alias. Add it, or write the value."],
  ],
];

describe("values and references in headgate.yaml", () => {
  for (const [name, text, says] of values)
    it(name, () => {
      const { pipeline, diagnostics } = readPipeline("headgate.yaml", `${head}${text}\n`);
      assert.deepEqual([diagnostics.map(diagnosticLine), pipeline], [says, null]);
    });

  it("an empty file lacks its two keys", () => {
    assert.deepEqual(readPipeline("headgate.yaml", "# nothing\n").diagnostics.map(diagnosticLine), [
      "1:1-1:1 error missing-key version is missing here.",
      "1:1-1:1 error missing-key thresholds is missing here.",
    ]);
  });

  it("a file that is a list is no configuration", () => {
    assert.deepEqual(readPipeline("headgate.yaml", "- a\n").diagnostics.map(diagnosticLine), [
      "1:1-2:1 error invalid-value The file must be a mapping (key: value).",
    ]);
  });

  it("another version is told at its value", () => {
    assert.deepEqual(readPipeline("headgate.yaml", "version: 2\nthresholds: t\n").diagnostics.map(diagnosticLine), [
      "1:10-1:11 error invalid-value version must be 1.",
    ]);
  });
});

describe("parts that do nothing yet", () => {
  it("are told, and the rest is read", () => {
    const text = `${head}fixes:\n  rate: { commit: 390caba }\ntrainings:\n  b: { command: [train], metrics: { recipe: xgboost } }\ngates:\n  g: { requires: {}, fallback: { window: { start: 2024-01-01, end: 2024-01-31 } } }\n`;
    const { pipeline, diagnostics } = readPipeline("headgate.yaml", text);
    assert.deepEqual(
      diagnostics.map(diagnosticLine),
      ["6:37-6:43|recipe", "8:22-8:30|fallback"].map((place) => {
        const [range = "", key = ""] = place.split("|");
        return `${range} information not-in-this-version ${key} is read, and does nothing yet in this version of Headgate.`;
      }),
    );
    assert.deepEqual(pipeline?.fixes, { rate: { commit: "390caba", table: null, expect: {} } });
  });
});

describe("thousands of mistakes", () => {
  it("are all told, and take no longer each than one", () => {
    const keys = Array.from({ length: 5000 }, (_, index) => `t${index}:\n  x_pct: 90\n`).join("");
    const { pipeline, diagnostics } = readPipeline("headgate.yaml", `version: 1\nthresholds: t.yaml\n${keys}`);
    assert.equal(pipeline, null);
    assert.equal(diagnostics.filter(({ code }) => code === "unknown-key").length, 5000);
  });

  it("are found along a chain of backfills that is longer than the stack is deep", () => {
    const chain = Array.from(
      { length: 3000 },
      (_, index) => `  b${index}: { command: [a], after: [b${(index + 1) % 3000}] }\n`,
    );
    const text = `version: 1\nthresholds: t.yaml\nbackfills:\n${chain.slice(0, 2999).join("")}  b2999: { command: [a] }\n`;
    assert.deepEqual(readPipeline("headgate.yaml", text).diagnostics, []);
  });
});
