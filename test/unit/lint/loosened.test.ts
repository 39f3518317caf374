import assert from "node:assert/strict";
import { measuredCheck, saidOf, table, type Given } from "./factsFor";

const rate = (numerator: number, where?: string) =>
  measuredCheck("t.rate_pct", "completeness(rate)", {
    observed: numerator / 10,
    counts: [numerator, 1000],
    ...(where === undefined ? {} : { where }),
  });
const unknownVerdict = "whether the data would have passed it is not known. Validate to see.";

/** A section as of the last commit and as it is now, and what is said of it. */
type Case = readonly [name: string, committed: string, now: string, given: Given, says: readonly string[]];

const cases: readonly Case[] = [
  ["the same bound", "rate_pct: 95", "rate_pct: 95.0", {}, []],
  ["a stricter bound", "rate_pct: 95", "rate_pct: 96", {}, []],
  [
    "a lower bound that is lowered, and data that only passes now",
    "rate_pct: 95",
    "rate_pct: 90",
    { measured: [table("t", [rate(912)])] },
    [
      "2:13-2:15 warning loosened The last commit asked for 95; the data (91.2 %) would not have passed it. [Use 95, as in the last commit]",
    ],
  ],
  [
    "a lower bound that is lowered although the data passes the old one",
    "rate_pct: 95",
    "rate_pct: 90",
    { measured: [table("t", [rate(950)])] },
    [
      "2:13-2:15 information loosened The last commit asked for 95; the data (95 %) would have passed it. [Use 95, as in the last commit]",
    ],
  ],
  [
    "data that is not rounded across the old bound",
    "rate_pct: 95",
    "rate_pct: 90",
    {
      measured: [
        table("t", [
          measuredCheck("t.rate_pct", "completeness(rate)", { observed: 94.999, counts: [94_999, 100_000] }),
        ]),
      ],
    },
    [
      "2:13-2:15 warning loosened The last commit asked for 95; the data (94.999 %) would not have passed it. [Use 95, as in the last commit]",
    ],
  ],
  [
    "nothing measured yet",
    "rate_pct: 95",
    "rate_pct: { fail: 90, warn: 97 }",
    {},
    [`2:21-2:23 warning loosened The last commit asked for 95; ${unknownVerdict} [Use 95, as in the last commit]`],
  ],
  [
    "a measurement without an answer",
    "rate_pct: 95",
    "rate_pct: 90",
    { measured: [table("t", [measuredCheck("t.rate_pct", "completeness(rate)", { observed: null })])] },
    [`2:13-2:15 warning loosened The last commit asked for 95; ${unknownVerdict} [Use 95, as in the last commit]`],
  ],
  [
    "an upper bound that is raised",
    "max_missing_dates: 0",
    "max_missing_dates: 3",
    {},
    [`2:22-2:23 warning loosened The last commit allowed at most 0; ${unknownVerdict} [Use 0, as in the last commit]`],
  ],
  ["an upper bound that is lowered", "max_missing_dates: 3", "max_missing_dates: 0", {}, []],
  [
    "a bound that only warns now",
    "rate_pct: 95",
    "rate_pct: { warn: 95 }",
    { measured: [table("t", [rate(912)])] },
    [
      "2:21-2:23 warning loosened The last commit failed below 95, and this only warns; the data (91.2 %) would not have passed it.",
    ],
  ],
  [
    "a name that came into warn_only",
    "rate_pct: 95",
    "rate_pct: 95",
    { pipeline: "tables: { t: { warn_only: [rate_pct] } }\n", committedPipeline: "tables: { t: {} }\n" },
    [`2:13-2:15 warning loosened The last commit failed below 95, and this only warns; ${unknownVerdict}`],
  ],
  [
    "a condition that leaves rows out",
    "rate_pct: 95",
    "rate_pct: { fail: 95, where: minutes > 0 }",
    { measured: [table("t", [rate(990, "minutes > 0")])] },
    [
      `2:21-2:23 warning loosened The last commit asked for 95 of all rows, not only of those that where: leaves; ${unknownVerdict} [Use 95, as in the last commit]`,
    ],
  ],
  [
    "a table that may be empty now",
    "min_records: 10",
    "min_records: { fail: 10, allow_empty: true }",
    { measured: [table("t", [measuredCheck("t.min_records", "row_count", { observed: 1200 })])] },
    [
      "2:24-2:26 information loosened The last commit asked for 10 also where there are no rows; the data (1,200) would have passed it. [Use 10, as in the last commit]",
    ],
  ],
  [
    "a check that is gone",
    "rate_pct: 95\n  min_records: 10",
    "min_records: 10",
    { measured: [table("t", [rate(912)])] },
    [
      "1:1-1:2 warning loosened The last commit asked for 95 in rate_pct, which is gone; the data (91.2 %) would not have passed it.",
    ],
  ],
  [
    "a number that became a dated list, weaker in one of its entries",
    "rate_pct: 95",
    "rate_pct: [{ until: 2024-04-30, fail: 80 }, { from: 2024-05-01, fail: 97 }]",
    {},
    [`2:41-2:43 warning loosened The last commit asked for 95; ${unknownVerdict} [Use 95, as in the last commit]`],
  ],
  [
    "a line that cannot be read, which is told as that",
    "rate_pct: 95",
    "rate_pct: many",
    {},
    ["2:13-2:17 error invalid-value rate_pct must be a number, or a map with fail: or warn:."],
  ],
  [
    "a success rate that a gate asks for",
    "min_success_rate: 95\n  timeout_hours: 5",
    "min_success_rate: 90\n  timeout_hours: 4",
    {},
    ["2:3-2:19 warning loosened The last commit asked for 95; whether the backfills keep that, only a gate tells."],
  ],
  [
    "a time limit that is gone",
    "min_records: 1\n  timeout_hours: 5",
    "min_records: 1",
    {},
    [
      "1:1-1:2 warning loosened The last commit allowed at most 5 in timeout_hours, which is gone; whether the backfills keep that, only a gate tells.",
    ],
  ],
  [
    "another metric under the same name, which cannot be compared",
    "x: { fail: 5, metric: sum(a) }",
    "x: { fail: 1, metric: average(a) }",
    {},
    [],
  ],
];

describe("a bound against the last commit", () => {
  for (const [name, committed, now, given, says] of cases)
    it(name, () => {
      assert.deepEqual(saidOf(`t:\n  ${now}\n`, { ...given, committed: `t:\n  ${committed}\n` }), says);
    });

  it("says nothing where the file is in no commit", () => {
    assert.deepEqual(saidOf("t:\n  rate_pct: 1\n", {}), []);
  });

  it("tells sections that are gone where the file begins", () => {
    const committed = "t:\n  rate_pct: 95\n  min_records: 10\nu:\n  min_records: 1\n";
    const records = measuredCheck("t.min_records", "row_count", { observed: 1200 });
    assert.deepEqual(saidOf("u:\n  min_records: 1\n", { committed, measured: [table("t", [rate(912), records])] }), [
      "1:1-1:1 warning loosened The last commit also had the section t, of which nothing is asked now; the data would not have passed 1 of its 2 bounds.",
    ]);
    assert.deepEqual(saidOf("u:\n  min_records: 1\n", { committed, measured: [table("t", [rate(990), records])] }), [
      "1:1-1:1 information loosened The last commit also had the section t, of which nothing is asked now; the data would have passed its bounds.",
    ]);
    assert.deepEqual(saidOf("u:\n  min_records: 1\n", { committed }), [
      "1:1-1:1 warning loosened The last commit also had the section t, of which nothing is asked now; whether the data would have passed its bounds is not known.",
    ]);
  });

  it("does not take a bound for gone while its name may be half typed", () => {
    const committed = "t:\n  rate_pct: 95\n  min_records: 10\n";
    const loosened = (text: string): string[] =>
      saidOf(text, { committed }).filter((line) => line.includes("loosened"));
    assert.deepEqual(loosened("t:\n  rate_\n  min_records: 10\n"), []);
    assert.deepEqual(loosened("t:\n  rate: 95\n  min_records: 10\n"), []);
    assert.equal(loosened("t:\n  min_records: 10\n").length, 1);
  });

  it("does not take a section for gone that may stand in what cannot be read", () => {
    const committed = "t:\n  rate_pct: 95\n";
    assert.deepEqual(
      saidOf("t: [\nu:\n  min_records: 1\n", { committed }).filter((line) => line.includes("loosened")),
      [],
    );
  });
});
