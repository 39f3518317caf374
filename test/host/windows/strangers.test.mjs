import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "mocha";
import { openHeadgate, rowSaid } from "../editorPage.mjs";
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

  /** That the editor has told the end of the run that began last: what it says is for the tests of alerts. */
  const told = async () => {
    const { id } = (await runsIn(pipeline.folder)).findLast(({ type }) => type === "started");
    const alerts = join(pipeline.folder, ".headgate/alerts");
    await until("the end to be told", async () => {
      const names = (await readdir(alerts).catch(() => [])).filter((name) => /^editor-.*\.told$/.test(name));
      const marks = await Promise.all(names.map((name) => readFile(join(alerts, name), "utf8")));
      return marks.some((mark) => mark.includes(id));
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
    await told();
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
    await told();
  });
});
