import assert from "node:assert/strict";
import type { BackfillStatus } from "../../../src/core/backfills/status";
import { boundValues, type BoundValue } from "../../../src/core/language/values/boundValues";
import { failingDates } from "../../../src/core/language/values/failingDates";
import { sectionLens } from "../../../src/core/language/values/sectionLens";
import type { ValueFacts } from "../../../src/core/language/values/valueFacts";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { readThresholds } from "../../../src/core/thresholds/readThresholds";
import type { CheckResult, TableResult } from "../../../src/core/coverage/validation";
import { day, now, perDay, priceResult, rowsResult, validationAt } from "./results";
import { emptyRow } from "../../../src/core/backfills/statusRow";

const pipelineText = `version: 1
thresholds: t.yaml
window: { start: 2024-01-01, end: 2024-03-31 }
connections: { warehouse: { type: duckdb } }
tables: { orders: { date_column: ordered_on } }
backfills: { orders_fill: { command: [fill], tables: [orders] } }
`;
const pipeline = readPipeline("headgate.yaml", pipelineText).pipeline;
const at = "2024-04-01T11:48:00Z";
const missing = priceResult(14_588, 16_000, { status: "fail", fail: 100, shortfall: 1412 });
const rows = rowsResult(16_000);

function factsOf(
  checks: readonly CheckResult[],
  more: Partial<ValueFacts> = {},
  table: Partial<TableResult> = {},
): ValueFacts {
  const validation = validationAt(at, checks, table);
  return { pipeline, schemas: [], validation, now, backfills: [], ...more };
}

function valuesOf(text: string, facts: ValueFacts): BoundValue[] {
  const { sections } = readThresholds("t.yaml", text);
  return sections.flatMap((section) => boundValues("t.yaml", section, text.split("\n"), facts));
}

/** Where and what, a line each. */
function shown(text: string, facts: ValueFacts): string[] {
  return valuesOf(text, facts).map(({ place, text: value }) => `${place.line}:${place.column} ${value}`);
}

const text = "orders:\n  min_records: 100 # a few\n  price_pct: 100\n";

describe("the values at the bounds", () => {
  it("are what was observed, how far it is off, and when, at the end of the line, before its comment", () => {
    assert.deepEqual(shown(text, factsOf([rows, missing])), [
      "2:19 16,000 · 12 min ago",
      "3:17 91.2 % · 1,412 rows still need a value · 12 min ago",
    ]);
  });

  it("bear the sign of how they stand to their bounds, and a ring while that is not known", () => {
    const source =
      "orders:\n  min_records: 1\n  price_pct: { fail: 80, warn: 95 }\n  id_pct: 100\n  note_pct: 1\n  x_pct: 1\n";
    const failing = priceResult(9, 10, { id: "orders.id_pct", metric: "completeness(id)", status: "fail", fail: 100 });
    const unknown = priceResult(0, 0, { id: "orders.note_pct", metric: "completeness(note)", status: "unknown" });
    const signs = (more: Partial<ValueFacts>): string =>
      valuesOf(source, factsOf([rows, missing, failing, unknown], more))
        .map(({ sign }) => sign)
        .join("");
    assert.equal(signs({}), "✓⚠✕?○");
    const ended = { ...idle, state: "succeeded" as const, startedAt: "2024-04-01T11:50:00Z", elapsedMs: 60_000 };
    assert.equal(signs({ backfills: [ended] }), "○○○?○");
  });

  it("stand before comments alone, not before a mark in quotes", () => {
    const facts = factsOf([{ ...missing, where: "note = '# 1'" }]);
    assert.deepEqual(
      [
        ...shown(`orders:\n  price_pct: { fail: 90, where: "note = '# 1'" }  # one\n`, facts),
        ...shown(`orders:\n  price_pct: { fail: 90, where: note = '# 1' }\n`, facts),
        ...shown("orders:\n  price_pct: # why\n    fail: 90\n    where: \"note = '# 1'\"\n", facts),
      ],
      ["2:49 91.2 % · 12 min ago", "2:47 91.2 % · 12 min ago", "2:13 91.2 % · 12 min ago"],
    );
  });

  it("stay at their bounds when lines come above, when sections change places, and in a file of another line ending", () => {
    const facts = factsOf([rows, missing]);
    const edited = `# a comment\nother:\n  x_pct: 5\n\n${text}`;
    assert.deepEqual(shown(edited, facts), [
      "6:19 16,000 · 12 min ago",
      "7:17 91.2 % · 1,412 rows still need a value · 12 min ago",
    ]);
    const swapped = "orders:\r\n  price_pct: 100\r\n  min_records: 100\r\n";
    assert.deepEqual(shown(swapped, facts), [
      "2:17 91.2 % · 1,412 rows still need a value · 12 min ago",
      "3:19 16,000 · 12 min ago",
    ]);
  });

  it("are judged by the bound as it is being typed", () => {
    const facts = factsOf([missing]);
    const at = (bound: string): string[] => shown(`orders:\n  price_pct: ${bound}\n`, facts);
    assert.deepEqual([at("91"), at("91.18"), at("{ fail: 80, warn: 92 }"), at("95")].flat(), [
      "2:16 91.2 % · 12 min ago",
      "2:19 91.175 % · 1 row still needs a value · 12 min ago",
      "2:36 91.2 % · warns · 132 rows still need a value · 12 min ago",
      "2:16 91.2 % · 612 rows still need a value · 12 min ago",
    ]);
  });

  it("are not shown for another meaning of the same name", () => {
    const facts = factsOf([missing]);
    const narrowed = "orders:\n  price_pct: { fail: 100, where: paid }\n";
    assert.deepEqual(shown(narrowed, facts), ["2:40 measured before this edit"]);
    const renamed = { ...missing, metric: "completeness(amount)" };
    assert.deepEqual(shown("orders:\n  price_pct: 100\n", factsOf([renamed])), ["2:17 measured before this edit"]);
    const [value] = valuesOf(narrowed, facts);
    assert.deepEqual(
      [value?.current, value?.tooltip().split("\n\n").slice(0, 2)],
      [
        false,
        [
          "The value on record is of something else, `completeness(price)`: 91.2 %. Validate again.",
          "It asks now: `completeness(price)` where `paid`",
        ],
      ],
    );
  });

  it("are not those of another name, of a line that cannot be read, or of a name that stands twice", () => {
    const facts = factsOf([rows, missing]);
    assert.deepEqual(shown("orders:\n  cost_pct: 100\n", facts), ["2:16 not measured yet"]);
    assert.deepEqual(shown("orders:\n  price_pct: many\n", facts), []);
    assert.deepEqual(shown("orders:\n  price_pct: 100\n  price_pct: 90\n  min_records: 1\n", facts), [
      "4:17 16,000 · 12 min ago",
    ]);
    const misread = priceResult(0, 1, { metric: "price_pct", status: "unknown", observed: null, unit: "", fail: null });
    assert.deepEqual(shown("orders:\n  price_pct: 100\n", factsOf([misread])), ["2:17 not measured yet"]);
  });

  it("of a map and of each entry of a dated list stand at their own lines, several on a line behind their own text", () => {
    const early = { ...missing, id: "orders.price_pct@..2024-01-31" };
    const late = priceResult(5, 10, { id: "orders.price_pct@2024-02-01..", status: "fail", fail: 80 });
    const dated =
      "orders:\n  price_pct:\n    - until: 2024-01-31\n      fail: 90\n    - { from: 2024-02-01, fail: 80 }\n";
    assert.deepEqual(shown(dated, factsOf([early, late])), [
      "3:24 91.2 % · 12 min ago",
      "5:37 50 % · 3 rows still need a value · 12 min ago",
    ]);
    assert.deepEqual(shown("orders:\n  price_pct:\n    fail: 100\n", factsOf([missing])), [
      "2:13 91.2 % · 1,412 rows still need a value · 12 min ago",
    ]);
    assert.deepEqual(shown("orders: { min_records: 100, price_pct: 100 }\n", factsOf([rows, missing])), [
      "1:27 16,000 · 12 min ago",
      "1:43 91.2 % · 1,412 rows still need a value · 12 min ago",
    ]);
  });

  it("say that they could not be measured, and why, in short", () => {
    const refused = { ...missing, status: "unknown" as const, observed: null, numerator: null, denominator: null };
    const reason = "Access to orders was denied. Ask for the role that reads it.";
    assert.deepEqual(shown(text, factsOf([{ ...refused, reason }])), [
      "2:19 not measured yet",
      "3:17 could not measure: Access to orders was denied · 12 min ago",
    ]);
    const long = "The columns of the table have been taken away by somebody who did not tell anybody else of it";
    assert.deepEqual(shown("orders:\n  price_pct: 100\n", factsOf([{ ...refused, reason: long }])), [
      "2:17 could not measure: The columns of the table have been taken away by somebody wh… · 12 min ago",
    ]);
  });

  it("are told as those of the past once the data, or what is read of it, has changed", () => {
    const line = "orders:\n  price_pct: 100\n";
    const writing = {
      ...idle,
      state: "running" as const,
      pid: 7,
      startedAt: "2024-04-01T11:50:00Z",
      elapsedMs: 60_000,
    };
    assert.deepEqual(shown(line, factsOf([missing], { backfills: [writing] })), [
      "2:17 was 91.2 % · 12 min ago · orders_fill is writing",
    ]);
    const ended = { ...writing, state: "succeeded" as const, pid: null };
    assert.deepEqual(shown(line, factsOf([missing], { backfills: [ended] })), [
      "2:17 was 91.2 % · 12 min ago · orders_fill has run since",
    ]);
    const before = { ...ended, startedAt: "2024-04-01T10:00:00Z" };
    assert.deepEqual(shown(line, factsOf([missing], { backfills: [before] })), [
      "2:17 91.2 % · 1,412 rows still need a value · 12 min ago",
    ]);
    const readAs = { table: "orders", date_column: "ordered_on" };
    const narrowed = "orders:\n  where: paid\n  price_pct: 100\n";
    assert.deepEqual(shown(line, factsOf([missing], {}, { readAs })), [
      "2:17 91.2 % · 1,412 rows still need a value · 12 min ago",
    ]);
    assert.deepEqual(shown(narrowed, factsOf([missing], {}, { readAs })), [
      "3:17 was 91.2 % · 12 min ago · where changed since",
    ]);
    assert.deepEqual(
      valuesOf(narrowed, factsOf([missing], {}, { readAs })).map(({ current }) => current),
      [false],
    );
  });

  it("say so when they are of a part of the window", () => {
    const window = { start: day("2024-03-01"), end: day("2024-03-07") };
    assert.deepEqual(shown("orders:\n  price_pct: 90\n", factsOf([missing], {}, { window })), [
      "2:16 91.2 % · 2024-03-01…2024-03-07 · 12 min ago",
    ]);
  });

  it("of requirements are the latest state of the backfill, where one was seen to run", () => {
    const asked = "orders:\n  min_success_rate: 95\n  timeout_hours: 4\n  price_pct: 90\n";
    assert.deepEqual(shown(asked, factsOf([missing], { backfills: [idle] })), ["4:16 91.2 % · 12 min ago"]);
    const ran: BackfillStatus = {
      ...idle,
      state: "partial",
      startedAt: "2024-04-01T09:00:00Z",
      elapsedMs: 8_700_000,
      done: 88,
      failed: 2,
      total: 90,
      failedDates: [day("2024-01-03"), day("2024-01-04")],
    };
    assert.deepEqual(shown(asked, factsOf([missing], { backfills: [ran] })), [
      "4:16 91.2 % · 12 min ago",
      "2:23 88 + 2 failed of 90 dates · partial · started 3 h ago",
      "3:19 took 2 h 25 min · partial · started 3 h ago",
    ]);
  });

  it("tell the whole story in the tooltip, with data as text", () => {
    const cohorts = [
      { name: "after_fix", observed: 100, numerator: 8000, denominator: 8000 },
      { name: "old <b>", observed: 82.35, numerator: 6588, denominator: 8000 },
    ];
    const table = { rows: 16_000, window: { start: day("2024-01-01"), end: day("2024-03-31") } };
    const [value] = valuesOf("orders:\n  price_pct: 100\n", factsOf([{ ...missing, cohorts }], {}, table));
    const lines = (value?.tooltip() ?? "").split("\n\n");
    assert.deepEqual(lines.slice(0, 4), [
      "✕ **fail**: price is 91.2 %, needs 100 %: 1,412 rows still need a value.",
      "14,588 of 16,000 · ≥ 100 %",
      "- after fix: 100 % (8,000 of 8,000)\n- old \\<b\\>: 82.4 % (6,588 of 8,000)",
      "`completeness(price)`",
    ]);
    assert.match(
      lines[4] ?? "",
      /^Measured 2024-0.* \(12 min ago\): 16,000 rows of orders, 2024-01-01 to 2024-03-31, by the connection warehouse\.$/,
    );
    assert.equal(lines.length, 5);
  });
});

const idle: BackfillStatus = emptyRow("orders_fill", "idle", [], null);

describe("failing dates", () => {
  it("are those without rows, and those that do not reach a bound that fails as a whole; the latest first, holes before all", () => {
    const share = { ...missing, byDate: perDay("2024-03-01", [1000, 999, 0]) };
    const passing = priceResult(9, 10, { id: "orders.id_pct", byDate: perDay("2024-03-01", [1, 1, 1]) });
    const quality = priceResult(0, 1, {
      id: "orders.min_quality",
      metric: "average(quality)",
      status: "fail",
      unit: "",
      observed: 0.4,
      numerator: null,
      denominator: null,
      fail: 0.5,
      byDate: [{ date: day("2024-03-03"), sum: 1.25, count: 5 }],
    });
    const counted = rowsResult(5, { status: "fail", byDate: perDay("2024-03-01", [1, 2, 3]) });
    const dates = { expected: 91, present: 90, missing: [day("2024-02-05")], unsettled: [] };
    const [table] = validationAt(at, [share, passing, quality, counted], { dates }).tables;
    assert.deepEqual(table && failingDates(table), [
      { date: "2024-02-05", reasons: ["no rows"] },
      { date: "2024-03-03", reasons: ["price 0 %", "quality 0.250"] },
      { date: "2024-03-02", reasons: ["price 99.9 %"] },
    ]);
  });
});

describe("the lens of a section", () => {
  function lensOf(source: string, facts: ValueFacts): string | null {
    const [section] = readThresholds("t.yaml", source).sections;
    assert.ok(section);
    const lens = sectionLens("t.yaml", section, facts);
    return lens === null ? null : lens.parts.map(({ title }) => title).join(" | ");
  }

  it("says what the section came to, and offers its failing dates only where there are some", () => {
    assert.equal(lensOf(text, factsOf([rows, missing])), "Validate | 1 of 2 fails · 12 min ago | Suggest bounds");
    const byDate = perDay("2024-03-01", [1000, 999]);
    const hole = { expected: 91, present: 90, missing: [day("2024-03-05")], unsettled: [] };
    assert.equal(
      lensOf("orders:\n  min_records: 100\n", factsOf([rows], {}, { dates: hole })),
      "Validate | 1 check passes · 12 min ago | Show failing dates | Suggest bounds",
    );
    assert.equal(
      lensOf(text, factsOf([rows, { ...missing, byDate }])),
      "Validate | 1 of 2 fails · 12 min ago | Show failing dates | Suggest bounds",
    );
    assert.equal(
      lensOf("orders:\n  min_records: 100\n  price_pct: 90\n", factsOf([rows, { ...missing, byDate }])),
      "Validate | all 2 pass · 12 min ago | Suggest bounds",
    );
  });

  it("says what is not measured, or not any more", () => {
    const never = { ...factsOf([]), validation: null };
    assert.equal(lensOf(text, never), "Not measured yet · Validate | Suggest bounds");
    assert.equal(
      lensOf(`${text}  cost_pct: 4\n`, factsOf([rows, missing])),
      "Validate | 1 of 2 fails, 1 of 3 not measured yet · 12 min ago | Suggest bounds",
    );
    assert.equal(
      lensOf(text, factsOf([rows, missing], {}, { reason: "It is locked." })),
      "Validate | could not measure · 12 min ago | Suggest bounds",
    );
    assert.equal(lensOf("orders:\n  table: none\n  price_pct: 4\n", factsOf([])), null);
    assert.equal(lensOf("orders:\n  timeout_hours: 4\n", factsOf([])), null);
  });
});
