import assert from "node:assert/strict";
import { saidOf, type Given } from "./factsFor";

type Case = readonly [name: string, text: string, given: Given, says: readonly string[]];

const cases: readonly Case[] = [
  [
    "a cohort that begins on no day",
    "t:\n  written_at: w\n  cohorts: { new: { since: 2024-02-30 } }\n  min_records: 1\n",
    {},
    [
      "3:28-3:38 error invalid-value since: 2024-02-30 is no day or time; write it as 2024-01-31 or 2024-01-31T13:50:00Z.",
    ],
  ],
  [
    "a cohort without the column that tells its rows",
    "a:\n  min_records: 1\nt:\n  cohorts: { new: { since: 2024-02-01 } }\n  min_records: 1\n",
    {},
    [
      "4:14-4:17 error missing-mechanics cohort new is told by time, and no column says when a row was written. Name it: written_at:.",
    ],
  ],
  [
    "no such cohort where headgate.yaml names the column",
    "t:\n  cohorts: { new: { since: 2024-02-01 } }\n  min_records: 1\n",
    { pipeline: "tables:\n  t: { written_at: w }\n" },
    [],
  ],
  [
    "a metric that there is not",
    "t:\n  columns: { games: distnct(id) }\n  min_games: 1\n",
    {},
    ["2:21-2:32 error invalid-value games: distnct(id) is not a metric. Did you mean distinct(id)? [Use distinct(id)]"],
  ],
  [
    "a bound that only warns and that it does not have",
    "t:\n  warn_only: [min_record]\n  min_records: 1\n",
    {},
    ["2:15-2:25 warning unknown-bound t has no bound min_record. Did you mean min_records? [Use min_records]"],
  ],
  [
    "an entry of a dated list that is a number alone",
    "t:\n  rate_pct:\n    - { until: 2024-01-15, fail: 80 }\n    - 95\n",
    {},
    ["4:7-4:9 error invalid-value This entry must be a mapping (key: value)."],
  ],
];

describe("how a section's own table is read is told", () => {
  for (const [name, text, given, says] of cases) it(name, () => assert.deepEqual(saidOf(text, given), says));
});
