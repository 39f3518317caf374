import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { choose, openHeadgate, pick, rowSaid } from "../editorPage.mjs";
import { pipelineCopy, runsIn, until } from "./pipelineCopy.mjs";
import { startEditor } from "./startEditor.mjs";

describe("an editor that is quit in the middle of a backfill", () => {
  let pipeline;
  let editor;
  before(async () => {
    pipeline = await pipelineCopy();
  });
  after(async () => {
    await pipeline.control({});
    await editor?.quit();
    await pipeline.remove();
  });

  async function openAgain() {
    editor = await startEditor();
    const page = await editor.open(pipeline.folder);
    await openHeadgate(page, "days");
    return page;
  }

  async function quit() {
    await editor.quit();
    editor = undefined;
  }

  it("leaves it running, and shows its true state on return", async () => {
    await pipeline.control({ hold: "2001-01-03", exitCode: 3 });
    const page = await openAgain();
    await choose(page, "Headgate: Start Backfill…");
    await pick(page, "days");
    await rowSaid(page, "days, running, 20 %");
    await quit();
    const [{ pid }] = await runsIn(pipeline.folder);
    assert.doesNotThrow(() => process.kill(pid, 0), "the backfill is alive");
    await rowSaid(await openAgain(), "days, running, 20 %");
  });

  it("shows its true exit code when it ended meanwhile", async () => {
    await quit();
    await pipeline.control({});
    const isEnd = ({ type }) => type === "ended";
    const ended = await until("its end", async () => (await runsIn(pipeline.folder)).find(isEnd));
    assert.equal(ended.exitCode, 3);
    assert.ok(existsSync(join(pipeline.folder, "data/days/2001-01-10.csv")), "it went on to the last date");
    const page = await openAgain();
    await rowSaid(page, "days, failed ");
    await rowSaid(page, "why, It ended with exit code 3.");
  });
});
