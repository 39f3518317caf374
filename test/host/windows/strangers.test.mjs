import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { after, afterEach, before, describe, it } from "mocha";
import { notifications, openHeadgate, rowSaid } from "../editorPage.mjs";
import { pipelineCopy, runsIn, until } from "./pipelineCopy.mjs";
import { startEditor } from "./startEditor.mjs";

const window = ["--start-date", "2001-01-01", "--end-date", "2001-01-10"];

describe("runs that somebody started without Headgate", () => {
  let pipeline;
  let editor;
  let page;
  let job;
  before(async () => {
    pipeline = await pipelineCopy();
    await mkdir(join(pipeline.folder, "logs"));
    await openAgain();
  });
  afterEach(() => job?.kill("SIGKILL"));
  after(async () => {
    await editor?.quit();
    await pipeline.remove();
  });

  /** As one starts it in a terminal, with its output in a file. */
  async function begin(script, log) {
    const output = await open(join(pipeline.folder, log), "w");
    job = spawn("node", [script, ...window], { cwd: pipeline.folder, stdio: ["ignore", output.fd, output.fd] });
    await once(job, "spawn");
    await output.close();
  }

  async function openAgain() {
    editor = await startEditor();
    page = await editor.open(pipeline.folder);
    await openHeadgate(page, "days");
  }

  async function quit() {
    await editor.quit();
    editor = undefined;
  }

  const told = async (message) => {
    // A centre that was opened while there was nothing to tell stays empty: the bell says when there is.
    await page.locator('[id="status.notifications"]:not([aria-label*="No "])').waitFor({ timeout: 60_000 });
    await until(message, async () => {
      if ((await notifications(page)).some((one) => one.startsWith(message))) return true;
      // It may have been another one that the bell rang for: closed and opened again, the centre shows what came since.
      await page.locator('[id="status.notifications"]').click();
      await pause(500);
      return false;
    });
  };

  it("are seen by themselves, survive a reload and a restart, and are told when they ended meanwhile", async () => {
    await pipeline.control({ hold: "2001-01-03", exitCode: 3 });
    await begin("jobs/fill_days.mjs", "logs/days_1.log");
    await rowSaid(page, "days, running, 20 %");
    await page.reload();
    await rowSaid(page, "days, running, 20 %");
    await quit();
    const ended = once(job, "exit");
    await pipeline.control({});
    await ended;
    await openAgain();
    await rowSaid(page, "days, succeeded");
    await told("days has finished: 10 dates done.");
    const end = (await runsIn(pipeline.folder)).find(({ type }) => type === "ended");
    // It was 3, which nobody saw who could have told Headgate.
    assert.equal(end.exitCode, null);
  });

  it("are told as died when they were killed meanwhile", async () => {
    await pipeline.control({ hold: "2001-01-03" });
    await begin("jobs/fill_days.mjs", "logs/days_2.log");
    await rowSaid(page, "days, running, 20 %");
    await quit();
    const ended = once(job, "exit");
    job.kill("SIGKILL");
    await ended;
    await openAgain();
    await rowSaid(page, "days, died");
    await told("days died.");
  });
});
