import assert from "node:assert/strict";
import { checkRows, unmeasuredRows } from "../../../src/vscode/checksView/checkRows";
import { check, dates, outline, table, validation } from "./facts";

const now = new Date("2026-01-04T15:44:30Z");

const usageRate = check({
  id: "player_game_summary.usage_rate_pct",
  status: "fail",
  observed: 3.7458,
  numerator: 4542,
  denominator: 121_254,
  fail: 95,
  shortfall: 110_650,
  cohorts: [
    { name: "after_fix", observed: 47.0, numerator: 4542, denominator: 9663 },
    { name: "before_fix", observed: 0, numerator: 0, denominator: 64_960 },
  ],
});
const records = check({
  id: "player_game_summary.min_records",
  metric: "row_count",
  status: "pass",
  unit: "rows",
  observed: 121_254,
  numerator: 121_254,
  fail: 35_000,
});

describe("rows of the view Checks", () => {
  it("shows each table's verdict and its checks, worst first, with cohorts below", () => {
    const rows = checkRows(validation(table({ name: "player_game_summary", checks: [records, usageRate] })), now);
    assert.deepEqual(outline(rows), [
      "player_game_summary | 1 of 2 fails · 121,254 rows · 4 min ago",
      "  usage_rate | 3.7 % · needs 95 %",
      "    after fix | 47.0 % · 4,542 of 9,663",
      "    before fix | 0 % · 0 of 64,960",
      "  records | 121,254 · needs 35,000",
    ]);
  });

  it("opens a check's line in the thresholds file", () => {
    const [row] = checkRows(validation(table({ name: "player_game_summary", checks: [usageRate] })), now);
    assert.deepEqual(row?.children?.[0]?.location, { file: "config/thresholds.yaml", line: 12, column: 3 });
  });

  it("shows what could not be measured as neither pass nor fail, with the reason", () => {
    const denied = table({ name: "team_offense", rows: null, reason: "Access denied.", checks: [] });
    const [row] = checkRows(validation(denied), now);
    assert.deepEqual(
      { description: row?.description, icon: row?.icon, context: row?.context },
      {
        description: "could not measure: Access denied. · 4 min ago",
        icon: { codicon: "question", color: "descriptionForeground" },
        context: "table unknown",
      },
    );
  });

  it("keeps a failing table above one that could not be measured", () => {
    const rows = checkRows(
      validation(
        table({ name: "good", checks: [records] }),
        table({ name: "denied", rows: null, reason: "Access denied.", checks: [] }),
        table({ name: "failing", checks: [usageRate] }),
      ),
      now,
    );
    assert.deepEqual(
      rows.map((row) => row.label),
      ["failing", "denied", "good"],
    );
  });

  it("names expected dates without rows", () => {
    const holes = {
      expected: 181,
      present: 178,
      missing: dates("2001-01-03", "2001-01-04", "2001-02-01"),
      unsettled: [],
    };
    const [row] = checkRows(validation(table({ name: "airport_day", checks: [records], dates: holes })), now);
    assert.equal(row?.children?.[1]?.description, "3 expected dates: 2001-01-03…2001-01-04, 2001-02-01");
  });

  it("lists tables that the last validation did not look at", () => {
    const last = validation(table({ name: "airport_day", checks: [] }));
    assert.deepEqual(outline(unmeasuredRows(["airport_day", "network_day"], last)), [
      "network_day | not validated yet",
    ]);
  });
});
