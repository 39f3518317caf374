import assert from "node:assert/strict";
import { saidOf } from "./factsFor";

const pipeline = (expected: string, window = "{ start: 2024-01-01, end: 2024-01-31 }"): string =>
  `window: ${window}\ntables:\n  t: { expected_dates: ${expected} }\n`;

describe("a dated list that leaves expected dates out", () => {
  const list = "rate_pct: [{ until: 2024-01-09, fail: 80 }, { from: 2024-01-20, fail: 90 }]";
  const cases: readonly [name: string, line: string, expected: string, says: readonly string[]][] = [
    [
      "names them",
      list,
      "every day",
      [
        "2:3-2:11 warning uncovered-dates No entry of rate_pct holds for 2024-01-10…2024-01-19, where rows are expected. Add one, or let another begin or end there.",
      ],
    ],
    [
      "names the first ranges, and counts the rest",
      "rate_pct: [{ until: 2024-01-01, fail: 80 }]",
      "weekdays",
      [
        "2:3-2:11 warning uncovered-dates No entry of rate_pct holds for 2024-01-02…2024-01-05, 2024-01-08…2024-01-12, 2024-01-15…2024-01-19 … and 8 more dates, where rows are expected. Add one, or let another begin or end there.",
      ],
    ],
    [
      "is right where no rows are expected then",
      list,
      "{ days: every day, skip: [{ from: 2024-01-10, until: 2024-01-19 }] }",
      [],
    ],
    ["is right where only the warehouse knows the dates", list, "{ from: schedule.day }", []],
    [
      "is right where it holds for all of them",
      "rate_pct: [{ until: 2024-01-15, fail: 80 }, { from: 2024-01-16, warn: 9 }]",
      "every day",
      [],
    ],
  ];
  for (const [name, line, expected, says] of cases)
    it(name, () => assert.deepEqual(saidOf(`t:\n  ${line}\n`, { pipeline: pipeline(expected) }), says));

  it("is held against a window that moves with the day", () => {
    const given = { pipeline: pipeline("every day", "{ start: 2024-05-30, end: yesterday }") };
    assert.deepEqual(saidOf("t:\n  rate_pct: [{ until: 2024-05-31, fail: 80 }]\n", given), [
      "2:3-2:11 warning uncovered-dates No entry of rate_pct holds for 2024-06-01, where rows are expected. Add one, or let another begin or end there.",
    ]);
  });
});

describe("a commit in a section's own cohorts", () => {
  it("is told where git knows none by it", () => {
    const text =
      "t:\n  written_at: at\n  cohorts:\n    new: { since_commit: 390cabb }\n    old: {}\n  min_records: 1\n";
    assert.deepEqual(saidOf(text, { unknownCommits: ["390cabb"] }), [
      "4:26-4:33 warning unknown-commit git knows no commit 390cabb, so rows cannot be told apart by it. Correct it, or fetch the whole history.",
    ]);
    assert.deepEqual(saidOf(text, {}), []);
  });
});

describe("a section whose part of headgate.yaml has a mistake", () => {
  it("is not told what may only come of that", () => {
    const text = "t:\n  rate_pct: many\n  points: 3\n";
    assert.deepEqual(saidOf(text, { pipeline: "tables:\n  t: { colums: { points: average(score) } }\n" }), [
      "2:13-2:17 error invalid-value rate_pct must be a number, or a map with fail: or warn:.",
    ]);
  });
});
