import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { choose, openHeadgate, pick, reportIn, rowSaid } from "../editorPage.mjs";
import { pipelineCopy } from "./pipelineCopy.mjs";
import { startEditor } from "./startEditor.mjs";

describe("windows of one editor", () => {
  let editor;
  before(async () => {
    editor = await startEditor();
  });
  after(async () => {
    await editor?.quit();
  });

  describe("the report in the editor", () => {
    let pipeline;
    let page;
    before(async () => {
      pipeline = await pipelineCopy();
      await pipeline.control({ fail: ["2001-01-03", "2001-01-08"] });
      page = await editor.open(pipeline.folder);
      await openHeadgate(page, "days");
      await choose(page, "Headgate: Start Backfill…");
      await pick(page, "days");
      await rowSaid(page, "days, partial: 2 dates failed");
      await choose(page, "Headgate: Validate");
      await rowSaid(page, "days, fail, 2 of 3 fail");
      await choose(page, "Headgate: Open Report");
      await reportIn(page).locator("h1").getByText("Checks fail").waitFor();
    });
    after(async () => {
      await page?.close();
      await pipeline.remove();
    });

    it("leads to the line of a check", async () => {
      await reportIn(page).getByRole("button", { name: "Line 2", exact: true }).click();
      await page.getByRole("tab", { name: "thresholds.yaml" }).waitFor();
      await page.getByText("Ln 2, Col 3").waitFor();
    });

    it("is there again after a reload of the window", async () => {
      // The editor's own reload: it keeps which tabs are open before it goes, which a browser's does not wait for.
      const reloaded = page.waitForEvent("load");
      await choose(page, "Developer: Reload Window");
      await reloaded;
      await page.getByRole("tab", { name: "Headgate Report" }).click({ timeout: 60_000 });
      await reportIn(page).locator("h1").getByText("Checks fail").waitFor({ timeout: 60_000 });
      assert.equal(await page.getByRole("tab", { name: "Headgate Report" }).count(), 1);
    });

    it("retries what failed, and draws what became of it", async () => {
      await pipeline.control({});
      await reportIn(page).getByRole("button", { name: "Retry 2 Dates" }).first().click();
      await rowSaid(page, "days, succeeded");
      await reportIn(page).locator(".backfills").getByText("succeeded").waitFor();
    });
  });

  describe("a folder without a headgate.yaml", () => {
    let folder;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "headgate-empty-"));
    });
    after(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

    it("is told what to do, by a button that does it", async () => {
      const page = await editor.open(folder);
      await openHeadgate(page, "This folder has no headgate.yaml yet.");
      await page.getByRole("button", { name: "Set Up Headgate" }).click();
      await page.getByRole("tab", { name: "headgate.yaml" }).waitFor();
      await page.getByText("Nothing has been measured yet.").waitFor();
    });
  });
});
