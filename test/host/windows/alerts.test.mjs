import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { after, before, describe, it } from "mocha";
import { notifications, openHeadgate, rowSaid } from "../editorPage.mjs";
import { pipelineCopy, runsIn, until } from "./pipelineCopy.mjs";
import { startEditor } from "./startEditor.mjs";

const commandLine = resolve("dist/cli.js");

describe("two windows on one folder", () => {
  let pipeline;
  let editor;
  let pages;
  before(async () => {
    pipeline = await pipelineCopy();
    const more = `  more:
    command: [node, jobs/fill_more.mjs, --start-date, "{start}", --end-date, "{end}"]
    log: logs/more*.log
`;
    await cp(join(pipeline.folder, "jobs/fill_days.mjs"), join(pipeline.folder, "jobs/fill_more.mjs"));
    await insertInto(join(pipeline.folder, "headgate.yaml"), "\nvalidators:", more);
    editor = await startEditor();
    pages = await Promise.all([1, 2].map(() => editor.open(pipeline.folder)));
    for (const page of pages) await openHeadgate(page, "days");
  });
  after(async () => {
    await pipeline.control({});
    await editor?.quit();
    await pipeline.remove();
  });

  const run = (name) =>
    promisify(execFile)(process.execPath, [commandLine, "run", name, "--detach"], { cwd: pipeline.folder });
  const told = async () => (await Promise.all(pages.map(notifications))).flat();
  const ends = async () => (await runsIn(pipeline.folder)).filter(({ type }) => type === "ended").length;

  it("tell the end of a run once between them", async () => {
    await pipeline.control({ hold: "2001-01-03", fail: ["2001-01-02"] });
    await run("days");
    for (const page of pages) await rowSaid(page, "days, running");
    await pipeline.control({});
    for (const page of pages) await rowSaid(page, "days, partial");
    const isEnd = (message) => message.startsWith("days has ended.");
    await until("the notification", async () => (await told()).some(isEnd));
    assert.deepEqual((await told()).filter(isEnd), [
      "days has ended. 1 date is left to do. Preliminary: its log counts 18 records.",
    ]);
    const buttons = await Promise.all(
      pages.map((page) =>
        page.locator(".notifications-center .notifications-list-container .monaco-button").allInnerTexts(),
      ),
    );
    assert.deepEqual(buttons.flat().slice(0, 3), ["Retry Failed Dates", "Show Failed Dates", "Open Log"]);
  });

  it("do not tell it again after they are reloaded", async () => {
    for (const page of pages) await page.reload();
    for (const page of pages) await rowSaid(page, "days, partial");
    assert.deepEqual(
      (await told()).filter((message) => message.startsWith("days")),
      [],
    );
  });

  it("tell in one summary, in the first of them, what ended while none was open", async () => {
    await editor.quit();
    editor = undefined;
    const before = await ends();
    await run("days");
    await run("more");
    await until("both ends", async () => (await ends()) === before + 2);
    editor = await startEditor();
    pages = [await editor.open(pipeline.folder)];
    await openHeadgate(pages[0], "days");
    await rowSaid(pages[0], "days, succeeded");
    await until("the summary", async () => (await told()).length > 0);
    assert.deepEqual(await told(), [
      "2 backfills ended. days has finished: 10 dates done. more has finished: 10 dates done.",
    ]);
  });
});

async function insertInto(file, before, text) {
  await writeFile(file, (await readFile(file, "utf8")).replace(before, `${text}${before}`));
}
