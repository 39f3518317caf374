import assert from "node:assert/strict";
import { readThresholds } from "../../../src/core/thresholds/readThresholds";
import { diagnosticLine, meaningOf } from "./readTable";

/** A section `t` with one line, the mistakes told of it, and whether the line remains as a check that cannot be measured. */
type Case = readonly [line: string, says: readonly string[], kept?: "unreadable" | "measured"];

const notOne = "This SQL must be one expression, and it";
const cases: readonly Case[] = [
  ["min_records: many", ["2:16-2:20 error invalid-value min_records must be a number, or a map with fail: or warn:."]],
  ["min_records:", ["2:3-2:14 error invalid-value min_records must be a number, or a map with fail: or warn:."]],
  ["min_records: ~", ["2:16-2:17 error invalid-value min_records must be a number, or a map with fail: or warn:."]],
  ["min_records: true", ["2:16-2:20 error invalid-value min_records must be a number, or a map with fail: or warn:."]],
  ["min_records: .inf", ["2:16-2:20 error invalid-value min_records must be a number, or a map with fail: or warn:."]],
  ["min_records: 0x10", ["2:16-2:20 error invalid-value min_records must be a number, or a map with fail: or warn:."]],
  [
    "min_records: 2024-01-01",
    ["2:16-2:26 error invalid-value min_records must be a number, or a map with fail: or warn:."],
  ],
  ["min_records: 95 %", ["2:16-2:20 error invalid-value min_records must be a number, or a map with fail: or warn:."]],
  ["min_records: { fail: many }", ["2:24-2:28 error invalid-value fail must be a number."]],
  ["min_records: { fail: [5] }", ["2:24-2:27 error invalid-value fail must be a number."]],
  ["min_records: { fail: 0x10 }", ["2:24-2:28 error invalid-value fail must be a number."]],
  ["min_records: { fail: .nan }", ["2:24-2:28 error invalid-value fail must be a number."]],
  ["min_records: {}", ["2:3-2:14 error missing-bound min_records has no bound. Write fail: or warn: with a number."]],
  [
    "min_records: { where: a > 1 }",
    ["2:3-2:14 error missing-bound min_records has no bound. Write fail: or warn: with a number."],
  ],
  [
    "min_records: []",
    ["2:3-2:14 error missing-bound min_records has no bound. Write entries such as - { until: 2024-04-30, fail: 80 }."],
  ],
  [
    "min_records: [{ from: 2024-05-01, until: 2024-04-30, fail: 80 }]",
    ["2:44-2:54 error invalid-value This entry ends (2024-04-30) before it begins (2024-05-01)."],
  ],
  [
    "min_records: { fial: 5, warn: 3 }",
    ["2:18-2:22 error unknown-key fial is not known in t.min_records. Did you mean fail? [Use fail]"],
  ],
  [
    "min_records: { fail: 5, max: 3 }",
    [
      "2:32-2:33 error conflicting-bounds fail and max are both set; a check has one bound that fails. Make two checks of it.",
    ],
  ],
  [
    "x_pct: 0.95",
    ["2:10-2:14 warning percentage-below-one 0.95 %, or 95 %? Percentages run from 0 to 100. [Use 95]"],
    "measured",
  ],
  [
    "x_pct: 0.5",
    ["2:10-2:13 warning percentage-below-one 0.5 %, or 50 %? Percentages run from 0 to 100. [Use 50]"],
    "measured",
  ],
  [
    "x_pct: 0.9999",
    ["2:10-2:16 warning percentage-below-one 0.9999 %, or 99.99 %? Percentages run from 0 to 100. [Use 99.99]"],
    "measured",
  ],
  [
    "x_pct: 0.0001",
    ["2:10-2:16 warning percentage-below-one 0.0001 %, or 0.01 %? Percentages run from 0 to 100. [Use 0.01]"],
    "measured",
  ],
  [
    "x_pct: 5e-1",
    ["2:10-2:14 warning percentage-below-one 5e-1 %, or 50 %? Percentages run from 0 to 100. [Use 50]"],
    "measured",
  ],
  ["x_pct: 0", [], "measured"],
  ["x_pct: 1", [], "measured"],
  ["x_pct: 100.0", [], "measured"],
  ["x_pct: 101", ["2:10-2:13 error percentage-out-of-range x_pct is 101; a percentage lies between 0 and 100."]],
  [
    "x_pct: 100.000001",
    ["2:10-2:20 error percentage-out-of-range x_pct is 100.000001; a percentage lies between 0 and 100."],
  ],
  ["x_pct: -1", ["2:10-2:12 error percentage-out-of-range x_pct is -1; a percentage lies between 0 and 100."]],
  [
    "x_pct: { fail: 95, warn: 101 }",
    ["2:28-2:31 error percentage-out-of-range x_pct is 101; a percentage lies between 0 and 100."],
  ],
  [
    "x_pct: { fail: 97, warn: 95 }",
    [
      "2:3-2:8 error warn-looser-than-fail x_pct warns at a looser bound than it fails at, so the warning would never be seen. Swap the two. [Swap the two bounds]",
    ],
  ],
  [
    "max_x: { fail: 5, warn: 7 }",
    [
      "2:3-2:8 error warn-looser-than-fail max_x warns at a looser bound than it fails at, so the warning would never be seen. Swap the two. [Swap the two bounds]",
    ],
  ],
  ["max_x: { fail: 7, warn: 7 }", [], "measured"],
  ["x_pct: { fail: 5, where: a; b }", [`2:28-2:32 error unsafe-sql ${notOne} holds a semicolon.`]],
  ["x_pct: { fail: 5, where: a -- b }", [`2:28-2:34 error unsafe-sql ${notOne} holds a comment.`]],
  ["x_pct: { fail: 5, where: a /* b */ }", [`2:28-2:37 error unsafe-sql ${notOne} holds a comment.`]],
  ["x_pct: { fail: 5, where: a) OR (b }", [`2:28-2:36 error unsafe-sql ${notOne} closes a ) that it did not open.`]],
  ["x_pct: { fail: 5, where: f(a }", [`2:28-2:31 error unsafe-sql ${notOne} lacks a closing ).`]],
  [
    "x_pct: { fail: 5, where: $$a$$ }",
    [`2:28-2:33 error unsafe-sql ${notOne} holds a $, which stands for a parameter.`],
  ],
  [
    "x_pct: { fail: 5, where: a = ? }",
    [`2:28-2:33 error unsafe-sql ${notOne} holds a ?, which stands for a parameter.`],
  ],
  ["x_pct: { fail: 5, where: a = 'b }", [`2:28-2:34 error unsafe-sql ${notOne} has a ' that is not closed.`]],
  ['x_pct: { fail: 5, where: "" }', [`2:28-2:30 error unsafe-sql ${notOne} is empty.`]],
  ['x: { max: 5, sql: "a, b" }', [`2:21-2:27 error unsafe-sql ${notOne} is more than one expression.`]],
  ['x: { max: 5, metric: "share(a; b)" }', [`2:24-2:37 error unsafe-sql ${notOne} holds a semicolon.`]],
  [
    "x: { max: 5, metric: share(1 = 1) OR (2 = 2) }",
    [`2:24-2:47 error unsafe-sql ${notOne} closes a ) that it did not open.`],
  ],
  [
    "x: { max: 5, metric: usage_rate }",
    [
      "2:24-2:34 error invalid-value usage_rate is not a metric. Write one such as average(column), distinct(column) or share(condition).",
    ],
  ],
  [
    "x: { max: 5, metric: row_count(), sql: count(*) }",
    ["2:42-2:50 error conflicting-bounds metric and sql are both set. Keep one of them."],
  ],
  [
    "x: { max: 5, sql: count(*), where: a > 1 }",
    ["2:38-2:43 error conflicting-bounds where cannot narrow sql. Put the condition into the SQL."],
  ],
  [
    "x: { max: 5, metric: sql(count(*)), where: a > 1 }",
    ["2:3-2:4 error conflicting-bounds where: cannot narrow x. Put the condition into the SQL."],
  ],
  [
    "max_missing_dates: { fail: 0, where: a > 1 }",
    [
      "2:3-2:20 error conflicting-bounds where: cannot narrow max_missing_dates. Remove it: this looks at the whole table.",
    ],
  ],
  ["min_success_rate: often", ["2:21-2:26 error invalid-value min_success_rate must be a number."]],
  ["min_success_rate: { fail: often }", ["2:29-2:34 error invalid-value fail must be a number."]],
  ["min_success_rate: { runbook: a.md }", ["2:3-2:19 error missing-key fail is missing here."]],
  [
    "min_success_rate: { warn: 95 }",
    [
      "2:3-2:19 error missing-key fail is missing here.",
      "2:23-2:27 error unknown-key warn is not known in t.min_success_rate. Known here: fail, runbook.",
    ],
  ],
  ["min_success_rate: [95]", ["2:21-2:25 error invalid-value min_success_rate must be a number, or a map with fail:."]],
  [
    "min_success_rate: { fail: 950 }",
    ["2:29-2:32 error percentage-out-of-range min_success_rate is 950; a percentage lies between 0 and 100."],
  ],
  [
    "min_success_rate: 950",
    ["2:21-2:24 error percentage-out-of-range min_success_rate is 950; a percentage lies between 0 and 100."],
  ],
  ["timeout_hours: ", ["2:3-2:16 error invalid-value timeout_hours must be a number, or a map with fail:."]],
  ["timeout_hours: 0x10", ["2:18-2:22 error invalid-value timeout_hours must be a number."]],
];

describe("mistakes in one line of a thresholds file", () => {
  for (const [line, says, kept = "unreadable"] of cases)
    it(line, () => {
      const { checks, unreadable, diagnostics } = meaningOf(`t:\n  ${line}\n`);
      assert.deepEqual(diagnostics.map(diagnosticLine), says);
      const expected = kept === "measured" ? [1, 0] : [0, 1];
      assert.deepEqual([checks.length, unreadable.length], expected, "a line never vanishes");
    });
});

const whole: readonly [name: string, text: string, says: readonly string[], sections: readonly string[] | null][] = [
  [
    "an empty file",
    "",
    [
      "1:1-1:1 warning empty-file This file holds no thresholds yet. Begin with a table's name and a bound, such as min_records: 1.",
    ],
    [],
  ],
  [
    "comments only",
    "# later\n",
    [
      "1:1-1:1 warning empty-file This file holds no thresholds yet. Begin with a table's name and a bound, such as min_records: 1.",
    ],
    [],
  ],
  [
    "a list",
    "- a\n- b\n",
    ["1:1-3:1 error invalid-value A thresholds file is a mapping: a section for each table, with its bounds below it."],
    null,
  ],
  [
    "a text",
    "hello\n",
    ["1:1-1:6 error invalid-value A thresholds file is a mapping: a section for each table, with its bounds below it."],
    null,
  ],
  [
    "a section without bounds",
    "team:\nother:\n  min_records: 1\n",
    ["1:1-1:5 error invalid-section team must hold bounds, one on each line below it, such as min_records: 1."],
    ["team", "other"],
  ],
  [
    "a section that is a number",
    "team: 5\n",
    ["1:1-1:5 error invalid-section team must hold bounds, one on each line below it, such as min_records: 1."],
    ["team"],
  ],
  [
    "two bounds of one name",
    "a:\n  b.c_pct: 5\na.b:\n  c_pct: 6\n",
    [
      "4:3-4:8 error ambiguous-id c_pct of a.b would be known as a.b.c_pct, as a bound of a is. Rename one of the two sections.",
    ],
    null,
  ],
  [
    "defaults that hold a bound",
    "defaults:\n  x_pct: 5\n",
    [
      "2:3-2:8 error unknown-key x_pct is not known in defaults. Known here: connection, table, date_column, timezone, where, key, written_at, code_version, columns, warn_only, cohorts, expected_dates, settle_hours, window, empty_is_missing, allow_empty.",
    ],
    [],
  ],
  [
    "polling",
    "polling:\n  intervall_seconds: 5\n",
    [
      "2:3-2:20 error unknown-key intervall_seconds is not known in polling. Did you mean interval_seconds? [Use interval_seconds]",
    ],
    [],
  ],
  [
    "polling without pause",
    "polling: { interval_seconds: 0 }\n",
    ["1:30-1:31 error invalid-value interval_seconds must be a number above 0."],
    [],
  ],
  [
    "polling that is a number",
    "polling: 5\n",
    ["1:10-1:11 error invalid-value polling must be a mapping (key: value)."],
    [],
  ],
  ["another version", "version: 2\nt:\n  min_records: 1\n", ["1:10-1:11 error invalid-value version must be 1."], null],
  ["this version", "version: 1\nt:\n  min_records: 1\n", [], ["t"]],
  [
    "a tab",
    "t:\n\tmin_records: 1\n",
    ["2:1-2:2 error yaml-syntax This line is indented with a tab. Use spaces."],
    null,
  ],
  [
    "a bound that stands twice",
    "t:\n  a_pct: 1\n  a_pct: 2\n",
    [
      "3:3-3:8 error duplicate-key This key stands here twice. Remove one of the two: which one counts is not clear. [Remove this entry; Keep this entry and remove the other]",
    ],
    null,
  ],
  ["a section named by a year", "2024:\n  min_records: 1\n", [], ["2024"]],
  ["emoji, a byte order mark and Windows line ends", "\ufeff🏀 teams:\r\n  min_records: 1\r\n", [], ["🏀 teams"]],
];

describe("a thresholds file as a whole", () => {
  for (const [name, text, says, sections] of whole)
    it(name, () => {
      const { thresholds, diagnostics } = readThresholds("t.yaml", text);
      assert.deepEqual(diagnostics.map(diagnosticLine), says);
      assert.deepEqual(thresholds?.sections.map((section) => section.name) ?? null, sections);
    });

  it("a section that cannot be read stays, as a check that cannot be measured", () => {
    assert.deepEqual(meaningOf("team:\n").unreadable, [
      "team.bounds: team must hold bounds, one on each line below it, such as min_records: 1.",
    ]);
  });

  it("mechanics that cannot be read leave all bounds of their section unmeasured", () => {
    const { checks, unreadable, diagnostics } = meaningOf("t:\n  where: 5\n  min_records: 1\n  x_pct: 2\n");
    assert.deepEqual(diagnostics.map(diagnosticLine), ["2:10-2:11 error invalid-value where must be a text."]);
    assert.deepEqual(
      [checks, unreadable],
      [[], ["t.min_records: where must be a text.", "t.x_pct: where must be a text."]],
    );
  });

  it("defaults that cannot be read leave all bounds of all sections unmeasured", () => {
    const { checks, unreadable, diagnostics } = meaningOf("t:\n  min_records: 1\ndefaults: { where: a; b }\n");
    const message = `${notOne} holds a semicolon.`;
    assert.deepEqual(diagnostics.map(diagnosticLine), [`3:20-3:24 error unsafe-sql ${message}`]);
    assert.deepEqual([checks, unreadable], [[], [`t.min_records: ${message}`]]);
    assert.deepEqual(meaningOf("defaults: { where: 5 }\nt:\n  min_records: 1\n").unreadable, [
      "t.min_records: where must be a text.",
    ]);
  });

  it("a requirement may carry its runbook", () => {
    const text = "t:\n  min_success_rate: { fail: 95.0, runbook: docs/runbook.md }\n  timeout_hours: 8\n";
    assert.deepEqual(
      readThresholds("t.yaml", text).sections[0]?.requirements.map(({ key, bound, runbook }) => [key, bound, runbook]),
      [
        ["min_success_rate", { units: 950n, scale: 1 }, "docs/runbook.md"],
        ["timeout_hours", { units: 8n, scale: 0 }, null],
      ],
    );
  });

  it("SQL in a section's mechanics is checked at its place", () => {
    const { checks, diagnostics } = meaningOf("t:\n  where: a > 1; drop table t\n  min_records: 1\n");
    assert.deepEqual(diagnostics.map(diagnosticLine), [`2:10-2:29 error unsafe-sql ${notOne} holds a semicolon.`]);
    assert.deepEqual(checks, []);
  });

  it("mechanics in the section win over those of headgate.yaml, key by key", () => {
    const { checks } = meaningOf("t:\n  key: [a]\n  max_duplicates: 0\n  max_age_hours: 1\n", {
      key: ["b"],
      written_at: "w",
    });
    assert.deepEqual(checks, [
      "max_duplicates: duplicates(a) <= fail 0 warn none",
      "max_age_hours: age_hours <= fail 1 warn none",
    ]);
  });

  it("gives the whole diagnostic, file included", () => {
    assert.deepEqual(readThresholds("config/t.yaml", "t:\n  x_pct: 101\n").diagnostics, [
      {
        file: "config/t.yaml",
        line: 2,
        column: 10,
        endLine: 2,
        endColumn: 13,
        severity: "error",
        code: "percentage-out-of-range",
        message: "x_pct is 101; a percentage lies between 0 and 100.",
        fixes: [],
      },
    ]);
  });
});
