import assert from "node:assert/strict";
import { diagnosticLine, meaningOf } from "./readTable";

describe("dated lists", () => {
  it("make each entry a check of its own, with its days in its id", () => {
    const text = "t:\n  x_pct:\n    - { until: 2024-04-30, fail: 80 }\n    - { from: 2024-05-01, warn: 40 }\n";
    const { ids, checks, diagnostics } = meaningOf(text);
    assert.deepEqual(ids, ["t.x_pct@..2024-04-30", "t.x_pct@2024-05-01.."]);
    assert.deepEqual(checks, [
      "x_pct: completeness(x) >= fail 80 warn none",
      "x_pct: completeness(x) >= fail none warn 40",
    ]);
    assert.deepEqual(diagnostics, []);
  });

  it("may not have two entries for one day: which of them counts is not clear, so neither does", () => {
    const { checks, unreadable, diagnostics } = meaningOf(
      "t:\n  x_pct: [{ until: 2024-04-30, fail: 80 }, { from: 2024-04-30, warn: 40 }, { from: 2030-01-01, until: 2030-01-31, fail: 1 }]\n",
    );
    assert.deepEqual(diagnostics.map(diagnosticLine), [
      "2:44-2:74 error overlapping-dates 2024-04-30.. and ..2024-04-30 of x_pct share days. Let each day be in one entry. [End the earlier entry on 2024-04-29]",
      "2:76-2:124 error overlapping-dates 2030-01-01..2030-01-31 and 2024-04-30.. of x_pct share days. Let each day be in one entry. [End the earlier entry on 2029-12-31]",
    ]);
    assert.deepEqual([checks.length, unreadable.length], [0, 3]);
  });

  it("tell a hundred of the entries that share days; not one of those that do can be used", () => {
    const inJanuary = Array.from({ length: 300 }, () => "{ from: 2024-01-01, until: 2024-01-31, fail: 50 }");
    const { checks, unreadable, diagnostics } = meaningOf(
      `t:\n  x_pct: [{ from: 2020-01-01, until: 2020-12-31, fail: 1 }, ${inJanuary.join(", ")}, { from: 2023-06-01, until: 2024-01-01, fail: 2 }, { from: 2024-02-01, fail: 3 }]\n`,
    );
    assert.equal(diagnostics.length, 100);
    assert.deepEqual(checks, [
      "x_pct: completeness(x) >= fail 1 warn none",
      "x_pct: completeness(x) >= fail 3 warn none",
    ]);
    // Entries for the same days would be one check twice: one stands for all.
    const reason = "share days";
    assert.deepEqual(
      unreadable.map((text) => [text.split(": ")[0], text.includes(reason)]),
      [
        ["t.x_pct@2024-01-01..2024-01-31", true],
        ["t.x_pct@2023-06-01..2024-01-01", true],
      ],
    );
  });
});
