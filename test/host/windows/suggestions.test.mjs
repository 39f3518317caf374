import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { choose, openHeadgate, pick } from "../editorPage.mjs";
import { pipelineCopy, until } from "./pipelineCopy.mjs";
import { startEditor } from "./startEditor.mjs";

/** Ten days of two rows; every row has its share but one of the first. */
async function writeDays(folder) {
  await mkdir(join(folder, "data/days"), { recursive: true });
  for (let day = 1; day <= 10; day++) {
    const date = `2001-01-${String(day).padStart(2, "0")}`;
    const rows = `${date},${day === 1 ? "" : "0.5"}\n${date},0.25\n`;
    await writeFile(join(folder, `data/days/${date}.csv`), `date,share\n${rows}`);
  }
}

describe("suggested thresholds", () => {
  let editor;
  let pipeline;
  let page;
  before(async () => {
    pipeline = await pipelineCopy();
    await writeDays(pipeline.folder);
    await writeFile(join(pipeline.folder, "config/thresholds.yaml"), "days:\n  min_records: 10\n  share_pct: 96 # %\n");
    editor = await startEditor();
    page = await editor.open(pipeline.folder);
    await openHeadgate(page, "days");
  });
  after(async () => {
    await editor?.quit();
    await pipeline.remove();
  });

  it("are shown before anything is changed, and only those that are ticked are taken over", async () => {
    await choose(page, "Headgate: Suggest Thresholds…");
    await pick(page, "days");
    const rows = page.locator(".part.panel .monaco-list-row");
    const tick = async (text) => rows.filter({ hasText: text }).locator(".monaco-checkbox, .edit-checkbox").click();
    await rows.filter({ hasText: "share_pct" }).first().waitFor({ timeout: 60_000 });
    const text = () => readFile(join(pipeline.folder, "config/thresholds.yaml"), "utf8");
    assert.equal(await text(), "days:\n  min_records: 10\n  share_pct: 96 # %\n");
    await tick("min_records");
    await tick("max_missing_dates");
    await page.getByRole("button", { name: "Apply" }).click();
    await choose(page, "File: Save All");
    await until("the ticked bounds", async () => (await text()).includes("max_missing_dates"));
    assert.equal(await text(), "days:\n  min_records: 20\n  share_pct: 96 # %\n  max_missing_dates: 0\n");
  });
});
