import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { choose, openHeadgate, pick, reportIn, rowSaid } from "../editorPage.mjs";
import { openEditor } from "./openEditor.mjs";
import { pipelineCopy } from "./pipelineCopy.mjs";

describe("the report in the editor", () => {
  let pipeline;
  let editor;
  before(async () => {
    pipeline = await pipelineCopy();
    await pipeline.control({ fail: ["2001-01-03", "2001-01-08"] });
    editor = await openEditor(pipeline.folder);
    await openHeadgate(editor.page, "days");
    await choose(editor.page, "Headgate: Start Backfill…");
    await pick(editor.page, "days");
    await rowSaid(editor.page, "days, partial: 2 dates failed");
    await choose(editor.page, "Headgate: Validate");
    await rowSaid(editor.page, "days, fail, 2 of 3 fail");
    await choose(editor.page, "Headgate: Open Report");
    await reportIn(editor.page).locator("h1").getByText("Checks fail").waitFor();
  });
  after(async () => {
    await editor?.close();
    await pipeline.remove();
  });

  it("leads to the line of a check", async () => {
    const { page } = editor;
    await reportIn(page).getByRole("button", { name: "Line 2", exact: true }).click();
    await page.getByRole("tab", { name: "thresholds.yaml" }).waitFor();
    await page.getByText("Ln 2, Col 3").waitFor();
  });

  it("is there again after a reload of the window", async () => {
    const { page } = editor;
    await page.getByRole("tab", { name: "Headgate Report" }).click();
    await reportIn(page).locator("h1").waitFor();
    await page.reload();
    await reportIn(page).locator("h1").getByText("Checks fail").waitFor({ timeout: 60_000 });
    assert.equal(await page.getByRole("tab", { name: "Headgate Report" }).count(), 1);
  });

  it("retries what failed, and draws what became of it", async () => {
    const { page } = editor;
    await pipeline.control({});
    await reportIn(page).getByRole("button", { name: "Retry 2 Dates" }).first().click();
    await rowSaid(page, "days, succeeded");
    await reportIn(page).locator(".backfills").getByText("succeeded").waitFor();
  });
});
