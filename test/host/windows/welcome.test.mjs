import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { openHeadgate } from "../editorPage.mjs";
import { openEditor } from "./openEditor.mjs";

describe("a folder without a headgate.yaml", () => {
  let folder;
  let editor;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "headgate-empty-"));
    editor = await openEditor(folder);
  });
  after(async () => {
    await editor?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  it("is told what to do, by a button that does it", async () => {
    const { page } = editor;
    await openHeadgate(page, "This folder has no headgate.yaml yet.");
    await page.getByRole("button", { name: "Set Up Headgate" }).click();
    await page.getByRole("tab", { name: "headgate.yaml" }).waitFor();
    await page.getByText("Nothing has been measured yet.").waitFor();
  });
});
