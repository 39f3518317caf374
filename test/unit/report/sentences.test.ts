import assert from "node:assert/strict";
import type { CalendarDate } from "../../../src/core/calendar";
import type { CheckResult } from "../../../src/core/coverage/validation";
import {
  boundsText,
  checkName,
  checkSentence,
  demandText,
  observedText,
  toldCohorts,
} from "../../../src/core/report/sentences";

const usageRate: CheckResult = {
  id: "player_game_summary.usage_rate_pct",
  metric: "completeness(usage_rate)",
  status: "fail",
  observed: (4_542 * 100) / 121_254,
  unit: "%",
  numerator: 4_542,
  denominator: 121_254,
  comparison: ">=",
  fail: 95,
  warn: null,
  shortfall: 110_650,
  reason: null,
  where: null,
  location: { file: "thresholds.yaml", line: 14, column: 3 },
  cohorts: [],
};

function count(key: string, metric: string, unit: string, observed: number, over: Partial<CheckResult>): CheckResult {
  return { ...usageRate, id: `t.${key}`, metric, unit, observed, numerator: observed, denominator: null, ...over };
}

const day = (text: string): CalendarDate => text as CalendarDate;
const drop: CheckResult = {
  ...usageRate,
  id: "p.usage_rate_drop_pct",
  metric: "regression(usage_rate)",
  comparison: "<=",
  observed: 12.280701754385964,
  numerator: 800,
  denominator: 1_000,
  fail: 10,
  shortfall: null,
  baseline: { start: day("2024-01-01"), end: day("2024-03-31"), numerator: 9_120, denominator: 10_000 },
};
const dated: Partial<CheckResult> = { dates: { from: null, until: day("2024-04-30") } };

const sentences: readonly [string, CheckResult][] = [
  ["usage_rate dropped 12.3 % against 2024-01-01…2024-03-31 (91.2 % → 80 %), at most 10 % allowed.", drop],
  [
    "usage_rate 2024-05-01… dropped 10.1 % against 2024-01-01…2024-03-31 (99 % → 89.0 %), at most 10 % allowed.",
    {
      ...drop,
      id: "p.usage_rate_drop_pct@2024-05-01..",
      numerator: 89_000_01,
      denominator: 10_000_000,
      baseline: { start: day("2024-01-01"), end: day("2024-03-31"), numerator: 99, denominator: 100 },
    },
  ],
  [
    "usage_rate rose 3.3 % against 2024-01-01…2024-03-31 (91.2 % → 94.2 %), at most 10 % allowed.",
    { ...drop, status: "pass", observed: -3.28, numerator: 942 },
  ],
  [
    "usage_rate is as complete as in 2024-01-01…2024-03-31 (91.2 % → 91.2 %), at most 10 % allowed.",
    { ...drop, status: "pass", observed: 0, numerator: 912 },
  ],
  [
    "usage_rate_drop passes: The baseline 2024-01-01…2024-03-31 has no rows, which if_no_baseline: skip lets pass.",
    {
      ...drop,
      status: "pass",
      observed: null,
      numerator: null,
      denominator: null,
      reason: "The baseline 2024-01-01…2024-03-31 has no rows, which if_no_baseline: skip lets pass.",
    },
  ],
  [
    "usage_rate is 3.7 %, needs 95 %: 110,650 rows still need a value. What to do: docs/runbooks/usage-rate.md",
    { ...usageRate, runbook: "docs/runbooks/usage-rate.md" },
  ],
  [
    "usage_rate is 96.3 %, needs 95 %: 1,576 rows to spare.",
    { ...usageRate, status: "pass", numerator: 116_768, runbook: "docs/runbooks/usage-rate.md" },
  ],
  [
    "2 expected dates until 2024-04-30 have no rows, at most 0 allowed.",
    count("max_missing_dates@..2024-04-30", "missing_dates", "dates", 2, { fail: 0, comparison: "<=", ...dated }),
  ],
  [
    "1 row until 2024-04-30 repeats a key, at most 0 allowed.",
    count("max_duplicates@..2024-04-30", "duplicates(k)", "rows", 1, { fail: 0, comparison: "<=", ...dated }),
  ],
  ["usage_rate is 3.7 %, needs 95 %: 110,650 rows still need a value.", usageRate],
  [
    "usage_rate is 94.9999 %, needs 95 %: 1 row still needs a value.",
    { ...usageRate, numerator: 949_999, denominator: 1_000_000 },
  ],
  [
    "shot_zones is 57.0 %, warns below 60 %: 3,590 rows still need a value.",
    { ...usageRate, id: "p.shot_zones_pct", status: "warn", numerator: 69_163, fail: 40, warn: 60 },
  ],
  [
    "production_ready is 96.3 %, needs 95 %: 1,576 rows to spare.",
    {
      ...usageRate,
      id: "p.min_production_ready_pct",
      metric: "share(is_production_ready)",
      status: "pass",
      numerator: 116_768,
    },
  ],
  [
    "late is 7.5 %, at most 5 % allowed: 25 too many.",
    {
      ...usageRate,
      id: "p.max_late_pct",
      metric: "share(is_late)",
      comparison: "<=",
      numerator: 75,
      denominator: 1_000,
      fail: 5,
    },
  ],
  [
    "records: 34,120, needs 35,000: 880 rows short.",
    count("min_records", "row_count", "rows", 34_120, { fail: 35_000 }),
  ],
  [
    "games: 5,600, needs 5,600: exactly met.",
    count("min_games", "distinct(game_id)", "", 5_600, { fail: 5_600, status: "pass" }),
  ],
  [
    "6 expected dates have no rows, at most 0 allowed.",
    count("max_missing_dates", "missing_dates", "dates", 6, { fail: 0, comparison: "<=" }),
  ],
  [
    "12 rows repeat a key, at most 0 allowed.",
    count("max_duplicates", "duplicates(date, airport)", "rows", 12, { fail: 0, comparison: "<=" }),
  ],
  [
    "Every expected date has rows.",
    count("max_missing_dates", "missing_dates", "dates", 0, { status: "pass", fail: 0, comparison: "<=" }),
  ],
  [
    "No row repeats a key.",
    count("max_duplicates", "duplicates(date, airport)", "rows", 0, { status: "pass", fail: 0, comparison: "<=" }),
  ],
  [
    "The newest row is 31.2 hours old, at most 30 hours allowed.",
    count("max_age_hours", "age_hours", "hours", 31.2, { numerator: null, fail: 30, comparison: "<=" }),
  ],
  [
    "quality_score is 71.3 on average, needs 75.",
    count("min_quality_score", "average(quality_score)", "", 71.3, { numerator: null, fail: 75 }),
  ],
  [
    "usage_rate could not be measured: The warehouse refused the query: access denied.",
    { ...usageRate, status: "unknown", observed: null, reason: "The warehouse refused the query: access denied." },
  ],
  ["usage_rate could not be measured.", { ...usageRate, status: "unknown", observed: null }],
];

describe("what a check says", () => {
  for (const [sentence, check] of sentences)
    it(sentence, () => {
      assert.equal(checkSentence(check), sentence);
    });

  it("a failing average that its float puts onto the bound is not shown as met", () => {
    const check = count("min_quality_score", "average(quality_score)", "", 75, { numerator: null, fail: 75 });
    assert.equal(observedText(check), "just below 75");
    assert.equal(observedText({ ...check, status: "pass" }), "75");
  });

  it("names a check as people do", () => {
    const ids = [
      "t.usage_rate_pct",
      "t.min_records",
      "t.max_missing_dates",
      "t.min_quality_score",
      "t.shot_zones_pct@..2024-04-30",
      "t._pct",
      "t.min_",
      "t.features.hub_share",
    ];
    assert.deepEqual(
      ids.map((id) => checkName({ id })),
      [
        "usage_rate",
        "records",
        "missing dates",
        "quality_score",
        "shot_zones …2024-04-30",
        "_pct",
        "min_",
        "hub_share (feature)",
      ],
    );
  });

  it("tells cohorts only where there is something to compare", () => {
    const [one, other, empty] = [
      { name: "after_fix", observed: 47, numerator: 47, denominator: 100 },
      { name: "before_fix", observed: 0, numerator: 0, denominator: 100 },
      { name: "old_data", observed: null, numerator: 0, denominator: 0 },
    ];
    const names = (check: CheckResult): string[] => toldCohorts(check).map(({ name }) => name);
    assert.deepEqual(names({ ...usageRate, cohorts: [one, other, empty] }), ["after_fix", "before_fix"]);
    assert.deepEqual(names({ ...usageRate, cohorts: [one, empty] }), []);
    assert.deepEqual(names(count("min_records", "row_count", "rows", 200, { cohorts: [one, other] })), []);
  });

  it("tells both bounds", () => {
    assert.equal(boundsText({ ...usageRate, warn: 97 }), "≥ 95 % (warns below 97 %)");
    assert.equal(boundsText({ ...usageRate, fail: null, warn: 97 }), "warns below 97 %");
    assert.equal(boundsText({ ...usageRate, fail: null }), "");
    assert.equal(demandText({ ...usageRate, fail: null }), "");
    assert.equal(boundsText(count("max_duplicates", "duplicates(a)", "rows", 0, { fail: 0, comparison: "<=" })), "≤ 0");
  });
});
