import assert from "node:assert/strict";
import { declareColumn } from "../../../src/core/language/actions/declareColumn";
import { markWarnOnly } from "../../../src/core/language/actions/markWarnOnly";
import { writtenPlace } from "../../../src/core/language/actions/writtenPlace";
import type { TwoEdits } from "../../../src/core/language/twoFiles";
import { changed } from "./twoTexts";

/** What stands in `headgate.yaml` from the place on that is shown, once the change is made. */
function shown(pipeline: string, change: (texts: { thresholds: null; pipeline: string }) => TwoEdits | null): string {
  const texts = { thresholds: null, pipeline };
  const edits = change(texts);
  assert.ok(edits);
  const place = writtenPlace(edits.pipeline);
  assert.ok(place);
  return (changed(texts, edits)[1] ?? "").split("\n")[place.line - 1]?.slice(place.column - 1) ?? "";
}

describe("what was written for a person is shown to them", () => {
  const named = (pipeline: string): string =>
    shown(pipeline, (texts) => declareColumn(texts, { section: "orders", name: "price", meaning: "amount" }));

  it("on a line of its own", () => {
    assert.equal(named("tables:\n  orders:\n    columns:\n      a: b # first\n"), "price: amount");
    assert.equal(named("tables:\n  orders:\n    key: [id]\n\nbackfills: {}\n"), "columns: { price: amount }");
  });
  it("within a line", () => {
    assert.equal(named("tables: { orders: { columns: { a: b } } }\n"), "price: amount } } }");
    assert.equal(named("tables: { orders: { columns: { price: x } } }\n"), "amount } } }");
  });
  it("with its reason", () => {
    const marked = (pipeline: string): string =>
      shown(pipeline, (texts) => markWarnOnly(texts, "orders", "a_pct", "no source"));
    assert.equal(marked("tables:\n  orders:\n    warn_only:\n      - b_pct\n\nbackfills: {}\n"), "- a_pct # no source");
    assert.equal(marked("tables:\n  orders:\n    warn_only: [b_pct]\n"), "a_pct] # a_pct: no source");
  });
  it("and nothing is where nothing was", () => {
    assert.equal(writtenPlace([]), null);
  });
});
