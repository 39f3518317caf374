import assert from "node:assert/strict";
import type { Action } from "../../../src/core/language/actions/actionsAt";
import { runbookLine, runbookTarget } from "../../../src/core/language/actions/runbook";
import { actionsOnLine, contextFor } from "./editing";
import { now, perDay, priceResult, validationAt } from "./results";
import { changed } from "./twoTexts";
import { editsOf } from "../../../src/core/language/twoFiles";

/** 20 days of which the worst has 912 of 1,000. */
const byDate = perDay(
  "2024-03-01",
  Array.from({ length: 20 }, (_, index) => 912 + index),
);
const history = [validationAt("2024-03-31T08:00:00.000Z", [priceResult(18_430, 20_000, { byDate })])];

function actionsFor(thresholds: string, line: number, pipeline = "version: 1\nthresholds: t.yaml\n"): Action[] {
  const context = contextFor("thresholds", { thresholds, pipeline }, { history, now });
  return actionsOnLine(context, line);
}

/** The actions that set a bound: title, what a person is told before, and the text afterwards. */
function settings(thresholds: string, line: number, pipeline?: string): string[][] {
  return actionsFor(thresholds, line, pipeline).flatMap((action) =>
    action.kind === "edit"
      ? [[action.title, action.look?.why ?? "", changed({ thresholds, pipeline: "" }, action.edits)[0] ?? ""]]
      : [],
  );
}

describe("the bound that history suggests", () => {
  it("is set in the place of the present one, which it may loosen", () => {
    assert.deepEqual(settings("orders:\n  price_pct: 95 # most\n", 2), [
      [
        "Set to 91.2 (from 20 dates; loosens the gate)",
        "orders.price_pct: 5th percentile of 20 dates, 2024-03-01 to 2024-03-20; loosens the gate",
        "orders:\n  price_pct: 91.2 # most\n",
      ],
    ]);
  });
  it("may keep where it comes from, as a comment above", () => {
    const text = "orders:\n  price_pct: 95 # most\n";
    const [action] = actionsFor(text, 2);
    assert.ok(action?.kind === "edit" && action.look);
    const edits = editsOf("thresholds", [action.look.remark, ...action.edits.thresholds]);
    assert.equal(
      changed({ thresholds: text, pipeline: "" }, edits)[0],
      "orders:\n  # 91.2: 5th percentile of 20 dates, 2024-03-01 to 2024-03-20\n  price_pct: 91.2 # most\n",
    );
  });
  it("or tighten", () => {
    assert.deepEqual(
      settings("orders:\n  price_pct: { fail: 80 }\n", 2).map(([title, , after]) => [title, after]),
      [["Set to 91.2 (from 20 dates; tightens the gate)", "orders:\n  price_pct: { fail: 91.2 }\n"]],
    );
  });
  it("takes a warning along that would never be seen", () => {
    assert.deepEqual(
      settings("orders:\n  price_pct:\n    fail: 80\n    warn: 85\n", 4).map(([, , after]) => after),
      ["orders:\n  price_pct:\n    fail: 91.2\n    warn: 91.2\n"],
    );
  });
  it("speaks of the warning where nothing is closed by it", () => {
    const known = "version: 1\nthresholds: t.yaml\ntables: { orders: { warn_only: [price_pct] } }\n";
    assert.deepEqual(
      settings("orders:\n  price_pct: 95\n", 2, known).map(([title]) => title),
      ["Set to 91.2 (from 20 dates; loosens the warning)"],
    );
    assert.deepEqual(
      settings("orders:\n  price_pct: { warn: 95 }\n", 2).map(([title]) => title),
      ["Set to 91.2 (from 20 dates; loosens the warning)"],
    );
  });
  it("is not offered where it stands already, where nothing was measured, and beside the bound", () => {
    assert.deepEqual(settings("orders:\n  price_pct: 91.2\n", 2), []);
    assert.deepEqual(settings("orders:\n  other_pct: 95\n", 2), []);
    assert.deepEqual(settings("orders:\n  price_pct: 95\n# end\n", 3), []);
  });
});

describe("what else a bound can be asked for", () => {
  const others = (thresholds: string, line: number, pipeline?: string): string[] =>
    actionsFor(thresholds, line, pipeline).flatMap((action) => (action.kind === "edit" ? [] : [action.title]));

  it("is to only warn, and its runbook", () => {
    assert.deepEqual(others("orders:\n  x_pct:\n    fail: 95\n    runbook: docs/x.md#fix\n", 3), [
      "Let x_pct only warn, with a reason…",
      "Open the runbook docs/x.md#fix",
    ]);
  });
  it("is not to only warn where it does", () => {
    const known = "version: 1\nthresholds: t.yaml\ntables: { orders: { warn_only: [x_pct] } }\n";
    assert.deepEqual(others("orders:\n  x_pct: 95\n", 2, known), []);
    assert.deepEqual(others("orders:\n  x_pct: { warn: 95 }\n", 2), []);
  });
  it("is not to only warn where no column has that name: it is mended first", () => {
    assert.deepEqual(others("player:\n  usge_rate_pct: { fail: 95, runbook: a.md }\n", 2), [
      "Choose the column that usge_rate means…",
      "Open the runbook a.md",
    ]);
    assert.deepEqual(others("player:\n  usage_rate_pct: 95\n", 2), ["Let usage_rate_pct only warn, with a reason…"]);
  });
  it("is told of the entry of a dated list that the cursor is in", () => {
    const text =
      "orders:\n  x_pct:\n    - { until: 2024-04-30, fail: 80, runbook: a.md }\n    - { from: 2024-05-01, warn: 40, runbook: b.md }\n";
    assert.deepEqual(others(text, 3), ["Let x_pct only warn, with a reason…", "Open the runbook a.md"]);
    assert.deepEqual(others(text, 4), ["Open the runbook b.md"]);
  });
  it("is there below a section that cannot be read", () => {
    assert.deepEqual(others("team: [\norders:\n  x_pct: 95\n", 3), ["Let x_pct only warn, with a reason…"]);
  });
});

describe("a runbook", () => {
  it("is a file of the workspace or an address of the web", () => {
    assert.deepEqual(runbookTarget("docs/runbooks/usage rate.md#nulls"), {
      kind: "file",
      path: "docs/runbooks/usage rate.md",
      place: "nulls",
    });
    assert.deepEqual(runbookTarget("https://wiki.example/runbook#x"), {
      kind: "address",
      address: "https://wiki.example/runbook#x",
    });
  });
  for (const text of [
    "command:evil",
    "file:///etc/passwd",
    "/etc/passwd",
    "../other/x.md",
    "docs/../../x.md",
    "C:\\x.md",
    "\\\\host\\x",
    "~/x.md",
    "javascript:1",
    "vscode://x",
    "#top",
    "",
  ])
    it(`is never ${JSON.stringify(text)}`, () => {
      assert.equal(runbookTarget(text).kind, "refused");
    });
  it("opens at its heading or line", () => {
    const text = "# Usage rate\n\n## What to do: NULLs, again!\n\ntext\n";
    assert.equal(runbookLine(text, "what-to-do-nulls-again"), 3);
    assert.equal(runbookLine(text, "L5"), 5);
    assert.equal(runbookLine(text, "nowhere"), 1);
    assert.equal(runbookLine(text, null), 1);
  });
});
