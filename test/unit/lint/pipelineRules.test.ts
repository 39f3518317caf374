import assert from "node:assert/strict";
import type { PipelineFacts, Surroundings } from "../../../src/core/language/facts";
import { lintPipeline } from "../../../src/core/pipeline/lintPipeline";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { readThresholds } from "../../../src/core/thresholds/readThresholds";
import { columnsOf, diagnosticLine } from "../thresholds/readTable";

const head = "version: 1\nthresholds: t.yaml\n";
const everythingThere: Surroundings = {
  thresholdsFound: true,
  programs: {},
  scripts: {},
  globs: {},
  unknownCommits: [],
  recipes: ["day-by-day"],
  ownRecipes: {},
  variables: {},
};

type Given = { readonly around?: Partial<Surroundings>; readonly thresholds?: string };

/** What is said of a headgate.yaml, a line each; places count from its third line, the first below the two that all begin with. */
function saidOf(text: string, { around = {}, thresholds }: Given = {}): string[] {
  const facts: PipelineFacts = {
    sections: thresholds === undefined ? null : readThresholds("t.yaml", thresholds).sections,
    schemas: [
      {
        connection: "w",
        table: "t",
        at: "2024-06-01T00:00:00Z",
        columns: columnsOf({ rate: "float", shots: "float" }),
      },
    ],
    surroundings: { ...everythingThere, ...around },
  };
  return lintPipeline("headgate.yaml", readPipeline("headgate.yaml", head + text), facts).map(diagnosticLine);
}

type Case = readonly [name: string, text: string, given: Given, says: readonly string[]];

const cases: readonly Case[] = [
  // Placeholders
  [
    "a placeholder that does not exist, at its braces",
    'backfills:\n  b: { command: [job, "--from={strat}"] }',
    {},
    ["4:31-4:38 error unknown-placeholder {strat} is no placeholder. Did you mean {start}? [Use {start}]"],
  ],
  [
    "a placeholder that is like none",
    "validators:\n  v: { command: [job, '{who}'] }",
    {},
    [
      "4:24-4:29 error unknown-placeholder {who} is no placeholder. There is {start}, {end}, {failed_dates}, {thresholds}, {pid:NAME}, {log:NAME}.",
    ],
  ],
  [
    "a placeholder in capitals",
    'backfills:\n  b: { command: [job, "{End}"] }',
    {},
    ["4:24-4:29 error unknown-placeholder {End} is no placeholder. Did you mean {end}? [Use {end}]"],
  ],
  [
    "a PID of a backfill that is not declared",
    'backfills:\n  load: { command: [job, "{pid:laod}", "{log:load}"] }',
    {},
    [
      "4:27-4:37 error unknown-placeholder {pid:laod} names no backfill that is declared. Did you mean load? [Use {pid:load}]",
    ],
  ],
  [
    "failed dates where they have no value",
    'backfills:\n  b: { command: [job, "{failed_dates}"], retry: [job, "{failed_dates}"] }',
    {},
    ["4:24-4:38 error unknown-placeholder {failed_dates} has a value in retry: only. Use {start} and {end} here."],
  ],
  ["braces that are no placeholder", 'backfills:\n  b: { command: [job, "{\\"a\\": 1}", "{A1}", "${HOME}"] }', {}, []],
  [
    "a word with escapes, as a whole",
    'backfills:\n  b: { command: [job, "\\u002d{strat}"] }',
    {},
    ["4:23-4:38 error unknown-placeholder {strat} is no placeholder. Did you mean {start}?"],
  ],
  ["a line for the shell, which has other braces", 'backfills:\n  b: { command: "job {strat}" }', {}, []],
  // Programs and scripts
  [
    "a program without the right to be run",
    "validators:\n  v: { command: [./check.sh] }",
    { around: { programs: { "./check.sh": "not-executable" } } },
    ["4:18-4:28 error not-executable ./check.sh is there and may not be run. Give it the right: chmod +x ./check.sh"],
  ],
  [
    "a program that is not there, and one that is not on the PATH",
    "backfills:\n  b: { command: [.venv/bin/python, job.py], retry: [pyton, job.py] }",
    { around: { programs: { ".venv/bin/python": "missing", pyton: "missing" }, scripts: { "job.py": false } } },
    [
      "4:18-4:34 warning not-executable There is no program .venv/bin/python here, so this command could not be started. Correct its path, or make it.",
      "4:36-4:42 warning missing-script There is no script job.py here. Correct its path, from the folder of headgate.yaml.",
      "4:53-4:58 warning not-executable pyton is not found on the PATH, so this command could not be started here. Install it, or write its path.",
    ],
  ],
  [
    "programs and scripts that are there",
    "trainings:\n  x: { command: [python3, train.py] }",
    { around: { programs: { python3: "executable" }, scripts: { "train.py": true } } },
    [],
  ],
  // Globs
  [
    "patterns that no file fits",
    "backfills:\n  b:\n    log: [logs/a*.log, logs/b*.log]\n    checkpoint: /tmp/b_*.json\n  c: { log: logs/c.log }",
    { around: { globs: { "logs/a*.log": true, "logs/b*.log": false, "/tmp/b_*.json": false, "logs/c.log": false } } },
    [
      "5:24-5:35 information nothing-matches No file fits logs/b*.log yet. It may come with the first run; otherwise correct the pattern.",
      "6:17-6:30 information nothing-matches No file fits /tmp/b_*.json yet. It may come with the first run; otherwise correct the pattern.",
      "7:13-7:23 information nothing-matches No file fits logs/c.log yet. It may come with the first run; otherwise correct the pattern.",
    ],
  ],
  // Recipes
  [
    "a recipe that does not exist",
    "backfills:\n  b: { progress: day-to-day }",
    {},
    ["4:18-4:28 error unknown-recipe There is no log recipe day-to-day. Did you mean day-by-day? [Use day-by-day]"],
  ],
  [
    "recipes of the file are known, also one with a mistake",
    "backfills:\n  b: { command: [job], progress: mine }\n  c: { command: [job], progress: broken }\nrecipes:\n  mine: { rules: [{ event: fatal, pattern: x }] }\n  broken: { rules: [] }",
    {},
    ["8:20-8:22 error invalid-value rules must have at least one rule."],
  ],
  [
    "a recipe's pattern that cannot be used, at the pattern",
    "recipes:\n  mine: { rules: [{ event: fatal, pattern: 'x(?=y)' }] }",
    {},
    [
      "4:44-4:52 error invalid-value pattern is not an RE2 pattern: x(?=y) (error parsing regexp: invalid or unsupported Perl syntax: `(?=`).",
    ],
  ],
  [
    "a recipe's pattern without the group that its event needs, or with another one",
    "recipes:\n  mine:\n    rules:\n      - { event: progress, pattern: 'at (\\d+)' }\n      - { event: succeeded, pattern: '(?P<recrods>\\d+)' }\n    record: '^x'",
    {},
    [
      "6:37-6:47 error invalid-value pattern must have a group named done, or percent, or days: write (?P<done>…).",
      "7:38-7:56 error invalid-value pattern has a group named recrods, which succeeded does not read. Did you mean records?",
      "8:13-8:17 error invalid-value record must have a group named time.",
    ],
  ],
  [
    "a recipe's key and event that do not exist",
    "recipes:\n  mine: { rules: [{ event: sucess, patern: x }] }",
    {},
    [
      "4:19-4:47 error missing-key pattern is missing here.",
      "4:28-4:34 error invalid-value event must be start or announce or current or succeeded or failed or skipped or reason or progress or metric or summary or totals or finished or fatal.",
      "4:36-4:42 error unknown-key patern is not known in recipes.mine.rules.0. Did you mean pattern? [Use pattern]",
    ],
  ],
  [
    "a recipe of one's own with a pattern that cannot be used, and one without a mistake",
    "backfills:\n  a: { progress: mine.yaml }\n  b: { progress: fine.yaml }",
    {
      around: {
        ownRecipes: { "mine.yaml": "mine.yaml, rules.0.pattern: (?=a) is not an RE2 pattern.", "fine.yaml": null },
      },
    },
    ["4:18-4:27 error invalid-recipe mine.yaml, rules.0.pattern: (?=a) is not an RE2 pattern."],
  ],
  // Commits
  [
    "commits that git does not know",
    "fixes:\n  f: { commit: 390cabb }\ntables:\n  t: { cohorts: { new: { since_commit: 390cabb } } }",
    { around: { unknownCommits: ["390cabb"] } },
    [
      "4:16-4:23 warning unknown-commit git knows no commit 390cabb, so what ran before the fix cannot be told. Correct it, or fetch the whole history.",
      "6:40-6:47 warning unknown-commit git knows no commit 390cabb, so rows cannot be told apart by it. Correct it, or fetch the whole history.",
    ],
  ],
  // Secrets
  [
    "a webhook that is written out",
    "alerts: { webhook: https://hooks.example.com/services/T0/B0/x }",
    {},
    [
      "3:20-3:62 error secret-in-file Whoever can read this file can post to this webhook. Put it into a variable of the environment: ${env:HEADGATE_WEBHOOK}. [Use ${env:HEADGATE_WEBHOOK}]",
    ],
  ],
  [
    "a webhook of which only a part is in a variable",
    'alerts: { webhook: "https://hooks.example.com/${env:TOKEN}" }',
    {},
    [
      "3:20-3:60 error secret-in-file Whoever can read this file can post to this webhook. Put it into a variable of the environment: ${env:HEADGATE_WEBHOOK}. [Use ${env:HEADGATE_WEBHOOK}]",
    ],
  ],
  [
    "a gate that follows where no gate asks for the tables",
    "backfills:\n  b: { command: [job], tables: [orders], then: [validate, gate] }\n  c: { command: [job], then: gate }\ngates:\n  g: { requires: { checks: [other] } }",
    {},
    [
      "4:48-4:64 warning no-gate-follows No gate asks for orders, so none follows b. Write gate NAME, or take gate out.",
      "5:30-5:34 warning no-gate-follows Which gates follow is told by tables: of c, and it has none. Declare its tables, or write gate NAME.",
    ],
  ],
  [
    "something that writes, or a gate that is not there, among what follows",
    "backfills:\n  b: { command: [job], tables: [orders], then: [retry] }\n  c: { command: [job], then: [gate redy] }\ngates:\n  ready: { requires: { checks: [orders] } }",
    {},
    [
      "4:49-4:54 error invalid-value This entry must be validate, gate or gate NAME: only what reads follows by itself, nothing that writes.",
      "5:31-5:40 error unknown-gate No gate redy is declared. Did you mean ready? [Use gate ready]",
    ],
  ],
  [
    "an event that no alert is about",
    "alerts: { on: [failure, stal] }",
    {},
    ["3:15-3:30 error invalid-value on must be among completion, failure, stall, missed-eta, follow-up, decision."],
  ],
  [
    "a webhook in a variable that is not set",
    'alerts: { webhook: "${env:HEADGATE_WEBHOOK}" }',
    { around: { variables: { HEADGATE_WEBHOOK: false } } },
    [
      "3:20-3:45 information variable-not-set The variable HEADGATE_WEBHOOK is not set here, so no alert would be sent from here.",
    ],
  ],
  [
    "secrets in the environment of a command",
    "backfills:\n  b:\n    command: [job]\n    env:\n      API_TOKEN: abc123\n      KEYFILE: AKIAABCDEFGHIJKLMNOP\n      GOOGLE_APPLICATION_CREDENTIALS: keys/service.json\n      TOKENS_PER_DAY: 5\n      DB_PASSWORD: ${env:DB_PASSWORD}\n      PYTHONPATH: .",
    {},
    [
      "7:18-7:24 warning secret-in-file API_TOKEN looks like a secret, and everybody who has this file can read it. Take it out: commands have the environment that Headgate was started in.",
      "8:16-8:36 warning secret-in-file KEYFILE looks like a secret, and everybody who has this file can read it. Take it out: commands have the environment that Headgate was started in.",
    ],
  ],
  // Connections and zones
  [
    "fields of BigQuery that cannot be right",
    "connections:\n  w: { type: bigquery, project: My Project, dataset: a.b, location: Mars, max_bytes_billed: much }",
    {},
    [
      "4:33-4:43 error invalid-value project: My Project is no id of a Google Cloud project; it is 6 to 30 small letters, digits and hyphens, such as my-project-123.",
      "4:54-4:57 error invalid-value dataset: a.b is no name of a dataset; it is letters, digits and underscores, without the project.",
      "4:69-4:73 error invalid-value location: Mars is no location; write it as US, EU or us-central1.",
      "4:93-4:97 error invalid-value max_bytes_billed: much is no amount of bytes; write it as 10 GB.",
    ],
  ],
  [
    "fields of BigQuery that can",
    "connections:\n  w: { type: bigquery, project: nba-props-platform, dataset: nba_analytics, location: us-central1, max_bytes_billed: 10 GB }",
    {},
    [],
  ],
  [
    "a zone of the logs that no machine knows",
    "log_timezone: America/Gotham",
    {},
    [
      "3:15-3:29 error invalid-value log_timezone is not a time zone that this machine knows; write it as America/New_York.",
    ],
  ],
  // Sections
  [
    "sections that the thresholds file lacks",
    "tables: { t: {}, tee: {}, precompute: { table: none } }\nfixes: { f: { commit: a, table: u } }\nbackfills: { b: { tables: [t, raw] } }\nvalidators: { v: { command: [a], table: u } }\ngates: { g: { requires: { checks: [t, u] }, features: { of: u, columns: [a], min_pct: 9 } } }",
    { thresholds: "t:\n  min_records: 1\nteem:\n  min_records: 1\n" },
    [
      "3:18-3:21 warning unknown-section The thresholds file has no section tee. Did you mean teem? [Use teem]",
      "4:33-4:34 warning unknown-section The thresholds file has no section u. Did you mean t? [Use t]",
      "5:31-5:34 information unknown-section The thresholds file has no section raw. It has t, teem.",
      "6:41-6:42 warning unknown-section The thresholds file has no section u. Did you mean t? [Use t]",
      "7:39-7:40 error unknown-section The thresholds file has no section u. Did you mean t? [Use t]",
      "7:61-7:62 error unknown-section The thresholds file has no section u. Did you mean t? [Use t]",
    ],
  ],
  [
    "columns of features that their table does not have",
    "tables: { t: { columns: { zones: shots } } }\ngates:\n  g: { requires: {}, features: { of: t, columns: [rate, zones, rat], min_pct: 9 } }",
    { thresholds: "t:\n  min_records: 1\n" },
    ["5:64-5:67 error unknown-column rat is no column of t. Nearest: rate. [Use rate]"],
  ],
  [
    "no regression where nothing looks for one",
    "gates:\n  g: { requires: { checks: [t], regression: none } }",
    { thresholds: "t:\n  min_records: 1\n" },
    [
      "4:45-4:49 error no-regression-check Nothing in t looks for a regression. Add a bound such as usage_rate_drop_pct: { warn: 5, fail: 10 }.",
    ],
  ],
  [
    "no regression where something does",
    "gates:\n  g: { requires: { checks: [t], regression: none } }",
    { thresholds: "t:\n  rate_drop_pct: 10\n" },
    [],
  ],
  // Cohorts
  [
    "a cohort that begins on no day",
    "tables:\n  x: { written_at: w, cohorts: { new: { since: 2024-13-01 }, old: { since: 2024-01-01 25:00 } } }",
    {},
    [
      "4:48-4:58 error invalid-value since: 2024-13-01 is no day or time; write it as 2024-01-31 or 2024-01-31T13:50:00Z.",
      "4:76-4:92 error invalid-value since: 2024-01-01 25:00 is no day or time; write it as 2024-01-31 or 2024-01-31T13:50:00Z.",
    ],
  ],
  [
    "cohorts that begin on days and at times",
    "tables:\n  x: { written_at: w, cohorts: { a: { since: 2024-01-31 }, b: { since: 2024-01-31 13:50 }, c: { since: '2024-01-31T13:50:00.5+01:00' } } }",
    { thresholds: "x:\n  min_records: 1\n" },
    [],
  ],
  [
    "cohorts without the column that tells their rows, and one told in two ways",
    "tables:\n  t: { cohorts: { a: { since: 2024-01-31 }, b: { code_version: x }, c: { since_commit: abc1234 } } }\n  u: { written_at: w, cohorts: { d: { since: 2024-01-31, since_commit: abc1234 } } }",
    { thresholds: "t:\n  min_records: 1\nu:\n  min_records: 1\n" },
    [
      "4:19-4:20 error missing-mechanics cohort a is told by time, and no column says when a row was written. Name it: written_at:.",
      "4:45-4:46 error missing-mechanics cohort b is told by the version of the code, and no column holds it. Name it: code_version:.",
      "5:34-5:35 error missing-mechanics cohort d is told in several ways at once. Keep one of since:, since_commit: and code_version:.",
    ],
  ],
  [
    "cohorts whose column stands in the thresholds file",
    "tables:\n  t: { cohorts: { a: { since: 2024-01-31 } } }\n  u: { cohorts: { a: { since: 2024-01-31 } } }",
    { thresholds: "defaults:\n  written_at: w\nt:\n  written_at: v\nu:\n  min_records: 1\n" },
    [],
  ],
  // Days without rows
  [
    "an off-season that ends before it begins",
    "tables:\n  t: { expected_dates: { days: every day, skip: [{ from: 2024-02-01, until: 2024-01-01 }] } }",
    {},
    ["4:50-4:89 error invalid-value This entry ends before it begins."],
  ],
  // Metrics in columns:
  [
    "a metric that there is not",
    "tables:\n  t: { columns: { a: averge(rate), b: distinct(rate) } }",
    {},
    ["4:22-4:34 error invalid-value a: averge(rate) is not a metric. Did you mean average(rate)? [Use average(rate)]"],
  ],
  // Bounds by name
  [
    "bounds that only warn and that no section has",
    "tables:\n  t: { warn_only: [rate_pc, min_records] }\n  u: { warn_only: [x] }\n  gone: { warn_only: [x] }",
    { thresholds: "t:\n  rate_pct: 95\n  min_records: 1\n  min_success_rate: 95\nu:\n  min_records: 1\n" },
    [
      "4:20-4:27 warning unknown-bound t has no bound rate_pc. Did you mean rate_pct? [Use rate_pct]",
      "5:20-5:21 warning unknown-bound u has no bound x.",
    ],
  ],
  [
    "what a fix is expected to bring about, for bounds that there are not",
    "fixes:\n  f: { commit: abc1234, table: t, expect: { rate_pc: [90, 100], rate_pct: [90, 100] } }\n  g: { commit: abc1234, expect: { shots_pct: [1, 2], x_pct: [1, 2] } }",
    { thresholds: "t:\n  rate_pct: 95\nu:\n  shots_pct: 40\n" },
    [
      "4:45-4:52 warning unknown-bound t has no bound rate_pc. Did you mean rate_pct? [Use rate_pct]",
      "5:54-5:59 warning unknown-bound No section has a bound x_pct.",
    ],
  ],
  // Windows to fall back on
  [
    "a training that could not be told the window to fall back on",
    'gates:\n  g: { requires: {}, fallback: { window: { start: 2021-10-01, end: 2023-06-30 } } }\ntrainings:\n  x: { gate: g, command: [train] }\n  y: { gate: g, command: [train, "{start}", "{end}"] }',
    {},
    [
      "4:22-4:30 information not-in-this-version fallback is read, and does nothing yet in this version of Headgate.",
      "6:17-6:24 error fallback-without-dates The gate g falls back on another window, and this command could not be told it. Give it {start} and {end}.",
    ],
  ],
  [
    "a window to fall back on that ends before it starts, and one that is not there",
    "gates:\n  g: { requires: {}, fallback: { window: { start: 2024-10-01, end: 2023-06-30 } } }\n  h: { requires: {}, fallback: { label: x } }",
    {},
    [
      "4:42-4:80 error invalid-value window: the window ends before it starts.",
      "5:22-5:30 error missing-key window is missing here.",
    ],
  ],
  [
    "expected dates from what is no column of a table",
    "tables:\n  t: { expected_dates: { from: schedule } }",
    {},
    ["4:32-4:40 error invalid-value from: write the table and its column: schedule.game_date."],
  ],
  // One mistake hides no other
  [
    "references beside a mistake of the schema",
    'connections: { w: { type: duckdb } }\ntables:\n  t: { conection: w, where: a; b }\n  u: { connection: x }\nbackfills:\n  a: { comand: [job], after: [c] }\n  c: { command: [job, "{strat}"] }',
    {},
    [
      "5:8-5:17 error unknown-key conection is not known in tables.t. Did you mean connection? [Use connection]",
      "5:29-5:33 error unsafe-sql This SQL must be one expression, and it holds a semicolon.",
      "6:20-6:21 error unknown-connection No connection x is declared. Did you mean w? [Use w]",
      "8:8-8:14 error unknown-key comand is not known in backfills.a. Did you mean command? [Use command]",
      "9:24-9:31 error unknown-placeholder {strat} is no placeholder. Did you mean {start}? [Use {start}]",
    ],
  ],
  [
    "what stands in entries that are no YAML, which are declared all the same",
    "backfills:\n  a:\n    command: [job\n  b: { after: [a, z] }\ngates:\n  g: { requires: { validators: [v] } }",
    {},
    [
      "5:18-5:18 error yaml-syntax A list that begins with [ does not end. Add ] before this place.",
      "6:19-6:20 error unknown-backfill No backfill z is declared. Did you mean a or b? [Use a; Use b]",
      "8:33-8:34 error unknown-validator No validator v is declared.",
    ],
  ],
  [
    "keys of the top that stand twice",
    "window: { start: 2024-01-01, end: today }\nwindow: { start: 2024-01-01, end: today }",
    {},
    [
      "4:1-4:7 error duplicate-key This key stands here twice. Remove one of the two: which one counts is not clear. [Remove this entry; Keep this entry and remove the other]",
    ],
  ],
  [
    "a thresholds file that is not there",
    "",
    { around: { thresholdsFound: false } },
    ["2:13-2:19 error missing-file The thresholds file t.yaml cannot be read. Write it, or correct its name."],
  ],
];

describe("headgate.yaml is told", () => {
  for (const [name, text, given, says] of cases) it(name, () => assert.deepEqual(saidOf(`${text}\n`, given), says));
});
