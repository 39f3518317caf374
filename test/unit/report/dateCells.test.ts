import assert from "node:assert/strict";
import type { CalendarDate } from "../../../src/core/calendar";
import type { TableResult } from "../../../src/core/coverage/validation";
import { columnsOf, dateGrid, type DateCell } from "../../../src/webview/dateCells";
import { playerTable, window } from "../../fixtures/reportModel";

const day = (text: string): CalendarDate => text as CalendarDate;

function tableWith(over: Partial<TableResult["checks"][number]>): TableResult {
  const [, minutes] = playerTable.checks;
  assert.ok(minutes);
  return {
    ...playerTable,
    dates: { expected: 5, present: 3, missing: [day("2024-01-03")], unsettled: [day("2024-01-05")] },
    checks: [{ ...minutes, fail: 99, warn: 99.5, ...over }],
  };
}

const firstDays = { start: day("2024-01-01"), end: day("2024-01-06") };

describe("a check on every date", () => {
  it("tells dates that meet their bound from those that warn, miss it, are missing or too young", () => {
    const grid = dateGrid(
      tableWith({
        byDate: [
          { date: day("2024-01-01"), numerator: 1_000, denominator: 1_000 },
          { date: day("2024-01-02"), numerator: 9_895, denominator: 10_000 },
          { date: day("2024-01-03"), numerator: 0, denominator: 0 },
          { date: day("2024-01-04"), numerator: 991, denominator: 1_000 },
          { date: day("2024-01-05"), numerator: 1, denominator: 1 },
        ],
      }),
      firstDays,
    );
    assert.deepEqual(grid?.rows[0], {
      name: "minutes_played",
      bound: 0.99,
      cells: [
        { tone: "meets", height: 1, text: "100 % (1,000 of 1,000)" },
        { tone: "below", height: 0.9895, text: "98.95 % (9,895 of 10,000)" },
        { tone: "missing", height: 1, text: "no rows, though expected" },
        { tone: "warned", height: 0.991, text: "99.1 % (991 of 1,000)" },
        { tone: "unsettled", height: 1, text: "too young to count" },
        { tone: "none", height: 0, text: "no rows" },
      ],
    });
  });

  it("draws nothing on days that an entry of a dated list does not hold for", () => {
    const dates = { from: day("2024-01-02"), until: day("2024-01-04") };
    const byDate = [{ date: day("2024-01-02"), numerator: 1, denominator: 1 }];
    const tones = dateGrid(tableWith({ dates, byDate }), firstDays)?.rows[0]?.cells.map(({ tone }) => tone);
    assert.deepEqual(tones, ["none", "meets", "missing", "none", "none", "none"]);
  });

  it("shows counts against their greatest and averages against their bound", () => {
    const records = { metric: "row_count", unit: "rows", id: "t.min_records", fail: 35_000, warn: null };
    const byDate = [50, 200].map((numerator, index) => ({
      date: day(`2024-01-0${index + 1}`),
      numerator,
      denominator: null,
    }));
    const counted = dateGrid(tableWith({ ...records, byDate }), firstDays)?.rows[0];
    assert.equal(counted?.bound, null);
    assert.deepEqual(counted?.cells.slice(0, 2), [
      { tone: "measured", height: 0.25, text: "50" },
      { tone: "measured", height: 1, text: "200" },
    ]);
    const quality = { metric: "average(quality)", unit: "", id: "t.min_quality", fail: 75, warn: null };
    const averages = [
      { date: day("2024-01-01"), sum: 500, count: 10 },
      { date: day("2024-01-02"), sum: null, count: 0 },
    ];
    const averaged = dateGrid(tableWith({ ...quality, byDate: averages }), firstDays)?.rows[0];
    assert.equal(averaged?.bound, 1);
    assert.deepEqual(
      averaged?.cells.slice(0, 2).map(({ tone, text }) => [tone, text]),
      [
        ["below", "50"],
        ["unmeasured", "nothing to measure"],
      ],
    );
  });

  it("a single bad date never vanishes among the dates that share its column", () => {
    const good: DateCell = { tone: "meets", height: 1, text: "" };
    const cells = Array.from({ length: 944 }, (_, index): DateCell =>
      index === 517 ? { ...good, tone: "below", height: 0 } : good,
    );
    for (const width of [1, 7, 300, 943])
      assert.equal(columnsOf(cells, width).filter(({ tone }) => tone === "below").length, 1);
    assert.equal(columnsOf(cells, 5_000).length, 944);
  });

  it("is null for results that were not kept by date", () => {
    assert.equal(dateGrid({ ...playerTable, checks: [] }, window), null);
  });
});
