import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { choose, openHeadgate, pick, rowSaid } from "../editorPage.mjs";
import { openEditor } from "./openEditor.mjs";
import { pipelineCopy, runsIn, until } from "./pipelineCopy.mjs";

describe("an editor that is quit in the middle of a backfill", () => {
  let pipeline;
  let editor;
  before(async () => {
    pipeline = await pipelineCopy();
  });
  after(async () => {
    await editor?.close();
    await pipeline.control({});
    await pipeline.remove();
  });

  async function openAgain() {
    editor = await openEditor(pipeline.folder);
    await openHeadgate(editor.page, "days");
  }

  async function quit() {
    await editor.close();
    editor = undefined;
  }

  it("leaves it running, and shows its true state on return", async () => {
    await pipeline.control({ hold: "2001-01-03", exitCode: 3 });
    await openAgain();
    await choose(editor.page, "Headgate: Start Backfill…");
    await pick(editor.page, "days");
    await rowSaid(editor.page, "days, running, 20 %");
    await quit();
    const [{ pid }] = await runsIn(pipeline.folder);
    assert.doesNotThrow(() => process.kill(pid, 0), "the backfill is alive");
    await openAgain();
    await rowSaid(editor.page, "days, running, 20 %");
  });

  it("shows its true exit code when it ended meanwhile", async () => {
    await quit();
    await pipeline.control({});
    const ended = await until("its end", async () =>
      (await runsIn(pipeline.folder)).find(({ type }) => type === "ended"),
    );
    assert.equal(ended.exitCode, 3);
    assert.ok(existsSync(join(pipeline.folder, "data/days/2001-01-10.csv")), "it went on to the last date");
    await openAgain();
    await rowSaid(editor.page, "days, failed ");
    await rowSaid(editor.page, "why, It ended with exit code 3.");
  });
});
