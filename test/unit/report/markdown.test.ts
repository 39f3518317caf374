import assert from "node:assert/strict";
import { reportMarkdown } from "../../../src/core/report/markdown";
import { markdownCode, markdownText } from "../../../src/core/report/markdownText";
import { failingValidation, modelOf, playerTable, timeline, unknownTable } from "../../fixtures/reportModel";
import { golden } from "./golden";

const zone = "America/Los_Angeles";

describe("the status document", () => {
  it("says what was decided, what holds it back, what runs, what was measured and what could not be", () => {
    const text = reportMarkdown(
      modelOf({
        validation: { ...failingValidation, tables: [playerTable, unknownTable] },
        remarks: ["The log logs/precompute.log could not be read."],
      }),
      zone,
    );
    assert.equal(text, golden("status.md", text));
  });

  it("tells the timeline in two columns, and what has to be known of an end", () => {
    const [running, ...others] = modelOf().backfills;
    assert.ok(running?.eta);
    const eta = { ...running.eta, remark: "The pace changed at 15:38; the estimate starts anew from there." };
    const backfills = [{ ...running, eta, forecasts: { held: 9, judged: 10 } }, ...others];
    const text = reportMarkdown(modelOf({ backfills, timeline }), zone);
    const section = text.slice(text.indexOf("## Timeline"), text.indexOf("## player"));
    assert.deepEqual(section.trimEnd().split("\n"), [
      "## Timeline",
      "",
      "| Step | Optimistic | Conservative | Remark |",
      "| --- | ---: | ---: | --- |",
      "| player_game_summary ends | 16:04 | 16:12 |  |",
      "| validation of player_game_summary starts | 16:04 | 16:12 |  |",
      "| validation of player_game_summary ends | 16:05 | 16:15 | Taken from 3 earlier validations. |",
      "| training xgboost ends | — | — | How long it takes is not known: no run of xgboost is on record. |",
    ]);
    for (const remark of [eta.remark, "The conservative end held 9 of 10 times."])
      assert.ok(text.includes(`: ${remark}\n`), text);
  });

  it("says so when nothing was validated yet", () => {
    const text = reportMarkdown(modelOf({ validation: null, backfills: [], decisions: [], trainings: [] }), zone);
    assert.equal(text, golden("nothing-yet.md", text));
  });

  it("tells why a table's rows are not told apart, and what to do where a check fails", () => {
    const [check] = playerTable.checks.filter(({ status }) => status === "fail");
    assert.ok(check);
    const table = {
      ...playerTable,
      remark: "Rows are not told apart by cohort fixed: git knows no commit 390caba here.",
      checks: [{ ...check, runbook: "docs/usage-rate.md" }],
    };
    const text = reportMarkdown(
      modelOf({ validation: { ...failingValidation, tables: [table] }, decisions: [] }),
      zone,
    );
    assert.ok(text.includes("\nRows are not told apart by cohort fixed: git knows no commit 390caba here.\n"), text);
    assert.match(text, /^- minutes_played is 71\.0 %.* What to do: docs\/usage-rate\.md\. /m);
  });

  it("data stays text", () => {
    assert.equal(
      markdownText("a|b `c` <img src=x> [d](javascript:e) **f** _g_ h_i ~j~ &amp; $k$\r\n# l"),
      "a\\|b \\`c\\` \\<img src=x\\> \\[d\\](javascript:e) \\*\\*f\\*\\* \\_g\\_ h_i \\~j\\~ \\&amp; \\$k\\$ \\# l",
    );
    assert.equal(markdownText("- not a list"), "\\- not a list");
    assert.equal(markdownText("1. not a list"), "1\\. not a list");
    assert.ok(!markdownText("see https://example.invalid").includes("://"));
    assert.equal(markdownCode("a`b``c|d\n"), "``` a`b``c\\|d  ```");
    assert.equal(markdownCode("headgate retry x"), "`headgate retry x`");
  });
});
