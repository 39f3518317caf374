import assert from "node:assert/strict";
import type { Column } from "../../../src/core/coverage/column";
import type { CheckResult, Validation } from "../../../src/core/coverage/validation";
import { newChecks } from "../../../src/core/language/suggestions/newChecks";
import { suggestionEdits } from "../../../src/core/language/suggestions/suggestionEdits";
import { suggestionText, type SectionSuggestions } from "../../../src/core/language/suggestions/suggestionText";
import { suggestFor } from "../../../src/core/language/suggestions/suggestSection";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { readThresholds } from "../../../src/core/thresholds/readThresholds";
import { resolveSection } from "../../../src/core/thresholds/resolveSection";
import { sectionMechanics } from "../../../src/core/thresholds/sectionMechanics";
import { now, perDay, priceResult, rowsResult, validationAt } from "./results";

const columns: Column[] = [
  { name: "id", type: "BIGINT", kind: "integer" },
  { name: "ordered_on", type: "DATE", kind: "date" },
  { name: "price", type: "DOUBLE", kind: "float" },
  { name: "the note", type: "VARCHAR", kind: "text" },
];
const byDate = perDay("2024-03-01", [1000, 990, 980, 970, 960]);
const result = (id: string, metric: string, more: Partial<CheckResult>): CheckResult =>
  priceResult(0, 1, { id: `orders.${id}`, metric, fail: null, ...more });
const measured = validationAt("2024-04-01T11:00:00Z", [
  rowsResult(16_321),
  priceResult(985, 1000, { byDate, status: "fail" }),
  result("max_missing_dates", "missing_dates", { observed: 2, unit: "dates", numerator: 2, denominator: null }),
  result("max_duplicates", "duplicates(id)", { observed: 0, unit: "rows", numerator: 0, denominator: null }),
  result("id_pct", "completeness(id)", { observed: 100, numerator: 16_321, denominator: 16_321 }),
  result("the note_pct", "completeness(the note)", { observed: 0, numerator: 0, denominator: 16_321 }),
]);

function suggestionsFor(text: string, tables: string, history: readonly Validation[] = [measured]): SectionSuggestions {
  const { pipeline } = readPipeline("headgate.yaml", `version: 1\nthresholds: t.yaml\ntables:\n  orders: ${tables}\n`);
  const [section] = readThresholds("t.yaml", text).sections;
  assert.ok(section && pipeline);
  const mechanics = sectionMechanics(pipeline, section);
  const present = resolveSection("t.yaml", section, mechanics, columns, "duckdb").checks;
  return {
    section: "orders",
    notMeasured: null,
    suggestions: [
      ...present.map((check) => suggestFor(check, true, history, now)),
      ...newChecks(section, mechanics, columns, present).map(({ check, nameTells }) =>
        suggestFor(check, nameTells, history, now),
      ),
    ],
  };
}

const mechanics = "{ date_column: ordered_on, key: [id], expected_dates: every day }";
const text = `orders:
  min_records: 16000
  price_pct: 99 # the price
  # the last word

other:
  x_pct: 1
`;

describe("the bounds suggested for a section", () => {
  it("are lines of the language, with where each comes from and how it stands to the present one", () => {
    assert.equal(
      suggestionText(suggestionsFor(text, mechanics)),
      `# Suggested for orders. It loosens price_pct from 99 to 96 and adds 3 bounds.
orders:
  min_records: 16000   # as it is: 16,321 now
  price_pct: 96        # looser than 99, which fails now: 5th percentile of 5 dates, 2024-03-01 to 2024-03-05
  max_missing_dates: 2 # new: 2 now
  max_duplicates: 0    # new: 0 now
  id_pct: 100          # new: 100 % now
  # the note_pct: no suggestion. It is 0 % now, and a bound of 0 asks for nothing.
`,
    );
  });

  it("are read back as the language that they are, with the same meaning", () => {
    const read = readThresholds("t.yaml", suggestionText(suggestionsFor(text, mechanics)));
    assert.deepEqual(read.diagnostics, []);
    assert.deepEqual(
      read.sections[0]?.bounds.map(({ key, fail }) => [key, fail]),
      [
        ["min_records", { units: 16000n, scale: 0 }],
        ["price_pct", { units: 96n, scale: 0 }],
        ["max_missing_dates", { units: 2n, scale: 0 }],
        ["max_duplicates", { units: 0n, scale: 0 }],
        ["id_pct", { units: 100n, scale: 0 }],
      ],
    );
  });

  it("keep what a map and a dated list say besides the number", () => {
    const results = [
      priceResult(950, 1000, { id: "orders.price_pct@..2024-01-31" }),
      priceResult(985, 1000, { id: "orders.price_pct@2024-02-01..", where: 'paid = "yes"' }),
      rowsResult(50, { fail: null, warn: 10 }),
    ];
    const written = `orders:
  price_pct:
    - { until: 2024-01-31, fail: 90, warn: 97 }
    - { from: 2024-02-01, fail: 90, where: 'paid = "yes"' }
  min_records: { warn: 10 }
`;
    const suggested = suggestionsFor(written, "{}", [validationAt("2024-04-01T11:00:00Z", results)]);
    assert.equal(
      suggestionText({ ...suggested, suggestions: suggested.suggestions.slice(0, 3) }),
      `# Suggested for orders. It tightens price_pct@..2024-01-31 from 90 to 95, price_pct@2024-02-01.. from 90 to 98.5, min_records from 10 to 50.
orders:
  price_pct:
    - { until: 2024-01-31, fail: 95, warn: 97 } # tighter than 90: 95 % now
    - { from: 2024-02-01, fail: 98.5, where: "paid = \\"yes\\"" } # tighter than 90: 98.5 % now
  min_records: { warn: 50 }                  # tighter than 10: 50 now
`,
    );
  });

  it("take a warning along that would be looser than what fails", () => {
    const written = "orders:\n  price_pct: { fail: 90, warn: 97 }\n";
    const all = suggestionsFor(written, "{}", [validationAt("2024-04-01T11:00:00Z", [priceResult(990, 1000)])]);
    assert.match(suggestionText(all), /^ {2}price_pct: \{ fail: 99 \} /m);
    assert.deepEqual(suggestionEdits("t.yaml", written, all)[0]?.edits, [
      { line: 2, column: 22, endLine: 2, endColumn: 24, text: "99" },
      { line: 2, column: 32, endLine: 2, endColumn: 34, text: "99" },
    ]);
  });

  it("write the metric out where the name alone would mean something else", () => {
    const two: Column[] = [
      { name: "fg", type: "DOUBLE", kind: "float" },
      { name: "fg_pct", type: "DOUBLE", kind: "float" },
    ];
    const [section] = readThresholds("t.yaml", "orders:\n  x_pct: 1\n").sections;
    const { pipeline } = readPipeline("headgate.yaml", "version: 1\nthresholds: t.yaml\n");
    assert.ok(section && pipeline);
    const found = newChecks(
      section,
      { ...sectionMechanics(pipeline, section), columns: { fg_pct: "average(fg)" } },
      two,
      [],
    );
    assert.deepEqual(
      found.map(({ check, nameTells }) => [check.key, nameTells]),
      [
        ["min_records", true],
        ["fg_pct", false],
        ["fg_pct_pct", false],
      ],
    );
    const fg = validationAt("2024-04-01T11:00:00Z", [
      result("fg_pct", "completeness(fg)", { observed: 50, numerator: 1, denominator: 2 }),
    ]);
    const suggestions = found.slice(1, 2).map(({ check, nameTells }) => suggestFor(check, nameTells, [fg], now));
    assert.equal(
      suggestionText({ section: "orders", notMeasured: "It is locked.", suggestions }),
      `# Suggested for orders. It adds 1 bound.
# Out of history alone, since the data could not be measured: It is locked.
orders:
  fg_pct: { metric: "completeness(fg)", min: 50 } # new: 50 % now
`,
    );
  });

  it("as changes of the file: a number for a number, new lines at the end of the section", () => {
    const edits = suggestionEdits("t.yaml", text, suggestionsFor(text, mechanics));
    assert.deepEqual(edits[0], {
      edits: [{ line: 3, column: 14, endLine: 3, endColumn: 16, text: "96" }],
      title: "price_pct: 96",
      comment: "looser than 99, which fails now: 5th percentile of 5 dates, 2024-03-01 to 2024-03-05",
      loosens: true,
    });
    assert.deepEqual(
      edits.slice(1).flatMap((one) => one.edits),
      ["\n  max_missing_dates: 2", "\n  max_duplicates: 0", "\n  id_pct: 100"].map((line) => ({
        line: 3,
        column: 28,
        endLine: 3,
        endColumn: 28,
        text: line,
      })),
    );
  });

  it("as changes of a file that was edited meanwhile, or has no such section", () => {
    const all = suggestionsFor(text, "{ date_column: ordered_on }");
    const edited = "# new\r\norders:\r\n    price_pct: { warn: 99, fail: 98 }\r\n    min_records: 1";
    assert.deepEqual(
      suggestionEdits("t.yaml", edited, all).flatMap(({ edits }) => edits),
      [
        { line: 3, column: 34, endLine: 3, endColumn: 36, text: "96" },
        { line: 4, column: 19, endLine: 4, endColumn: 19, text: "\n    id_pct: 100" },
      ],
    );
    const elsewhere = "other:\n  x_pct: 1\n\n";
    assert.deepEqual(
      suggestionEdits("t.yaml", elsewhere, all).flatMap(({ edits }) => edits),
      [{ line: 2, column: 11, endLine: 2, endColumn: 11, text: "\norders:\n  id_pct: 100" }],
    );
    const inBrackets = "orders: { price_pct: 99 }\n";
    assert.deepEqual(
      suggestionEdits("t.yaml", inBrackets, all).flatMap(({ edits }) => edits),
      [{ line: 1, column: 22, endLine: 1, endColumn: 24, text: "96" }],
    );
  });
});
