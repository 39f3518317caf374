import assert from "node:assert/strict";
import { sectionLenses, valuesInView, type Lines } from "../../../src/core/language/values/valuesInView";
import type { ValueFacts } from "../../../src/core/language/values/valueFacts";
import { thresholdsReader } from "../../../src/core/thresholds/readThresholds";
import { now, priceResult, validationAt } from "./results";

const sections = ["a", "b", "c"];
const tables = sections.map((name, index) => {
  const result = priceResult(90 + index, 100, { id: `${name}.price_pct` });
  return validationAt("2024-04-01T11:59:00Z", [result], { name }).tables[0];
});
const validation = {
  ...validationAt("2024-04-01T11:59:00Z", []),
  tables: tables.flatMap((table) => table ?? []),
};
const facts: ValueFacts = { pipeline: null, schemas: [], validation, now, backfills: [] };
const text = "a:\n  price_pct: 80\n\nb:\n  price_pct: 80\n\nc:\n  price_pct: 80\n";

function shown(source: string, view: Lines): string[] {
  const values = valuesInView("t.yaml", source, thresholdsReader()("t.yaml", source), view, facts);
  return values.map(({ id, place }) => `${id} ${place.line}:${place.column}`);
}

describe("values in view", () => {
  it("are those of the lines that are shown", () => {
    assert.deepEqual(shown(text, { from: 1, to: 9 }), ["a.price_pct 2:16", "b.price_pct 5:16", "c.price_pct 8:16"]);
    assert.deepEqual(shown(text, { from: 4, to: 5 }), ["b.price_pct 5:16"]);
    assert.deepEqual(shown(text, { from: 3, to: 4 }), []);
  });

  it("are none for a section that stands twice, and those of the others", () => {
    assert.deepEqual(shown(`${text}a:\n  price_pct: 1\n`, { from: 1, to: 12 }), [
      "b.price_pct 5:16",
      "c.price_pct 8:16",
    ]);
  });

  it("are shown of what can be read of a file that cannot be read as a whole", () => {
    assert.deepEqual(
      shown("a: [\n\nb:\n  price_pct: 80\n   x: 1\n  id_pct: 3\nc:\n  price_pct: 80\n", { from: 1, to: 9 }),
      ["b.id_pct 6:12", "c.price_pct 8:16"],
    );
  });
});

describe("the values around a name that has no colon yet", () => {
  it("stay, those of the line above too", () => {
    assert.deepEqual(shown("b:\n  price_pct: 80 # why\n  half\n  id_pct: 3\n", { from: 1, to: 5 }), [
      "b.price_pct 2:16",
      "b.id_pct 4:12",
    ]);
  });
});

describe("the lenses of a file", () => {
  it("are at their sections after each edit, and made anew only where something changed", () => {
    const read = thresholdsReader();
    const lensesOf = sectionLenses();
    const at = (source: string, known: ValueFacts): string[] =>
      lensesOf("t.yaml", read("t.yaml", source), known).map(
        ({ section, range, parts }) => `${range.line} ${section}: ${parts[1]?.title ?? ""}`,
      );
    const passing = "1 check passes · 1 min ago";
    assert.deepEqual(at(text, facts), [`1 a: ${passing}`, `4 b: ${passing}`, `7 c: ${passing}`]);
    const edited = `# above\n${text.replace("b:\n  price_pct: 80", "b:\n  price_pct: 99")}`;
    assert.deepEqual(at(edited, facts), [`2 a: ${passing}`, "5 b: 1 of 1 fails · 1 min ago", `8 c: ${passing}`]);
    const later = { ...facts, now: new Date("2024-04-01T13:00:00Z") };
    assert.equal(at(edited, later)[0], "2 a: 1 check passes · 1 h ago");
  });
});
