import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { appendFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { after, before, describe, it } from "mocha";
import { choose, notifications, openHeadgate, rowSaid } from "../editorPage.mjs";
import { pipelineCopy, until } from "./pipelineCopy.mjs";
import { startEditor } from "./startEditor.mjs";

/** A webhook on this machine, which keeps what is posted to it. */
async function startWebhook() {
  const posted = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    posted.push(JSON.parse(body));
    response.end("ok");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { posted, address: `http://127.0.0.1:${server.address().port}/hook`, close: () => server.close() };
}

describe("what a person wants to hear, and where", () => {
  let pipeline;
  let editor;
  let page;
  let webhook;
  before(async () => {
    pipeline = await pipelineCopy();
    webhook = await startWebhook();
    const alerts = '\nalerts:\n  webhook: "${env:HEADGATE_WEBHOOK_THAT_NOBODY_SET}"\n';
    await appendFile(join(pipeline.folder, "headgate.yaml"), alerts);
    editor = await startEditor({ "headgate.notifications": "problems" });
    page = await editor.open(pipeline.folder);
    await openHeadgate(page, "days");
  });
  after(async () => {
    await editor?.quit();
    webhook.close();
    await pipeline.remove();
  });

  const run = () =>
    promisify(execFile)(process.execPath, [resolve("dist/cli.js"), "run", "days"], { cwd: pipeline.folder }).catch(
      ({ code }) => code,
    );
  const texts = () => webhook.posted.map(({ text }) => text.split("\n")[0]);

  it("Set Alert Webhook… takes an address that may be posted to, and alerts go there", async () => {
    await choose(page, "Headgate: Set Alert Webhook…");
    const input = page.locator(".quick-input-widget:visible input:visible").first();
    await input.fill("http://example.com/hook");
    await page.locator(".quick-input-widget:visible").getByText("It begins with https://.").waitFor();
    await input.fill(webhook.address);
    await input.press("Enter");
    await page.locator(".quick-input-widget:visible").waitFor({ state: "hidden" });
    await run();
    await rowSaid(page, "days, succeeded");
    await until("the alert", () => webhook.posted.length > 0);
    assert.equal(texts().length, 1);
    assert.match(texts()[0], /days has finished: 10 dates done\./);
  });

  it("the setting problems leaves out what went well, and tells what did not", async () => {
    assert.deepEqual(
      (await notifications(page)).filter((message) => message.startsWith("days")),
      [],
    );
    await pipeline.control({ fail: ["2001-01-02"] });
    await run();
    await rowSaid(page, "days, partial");
    const told = async () => (await notifications(page)).filter((message) => message.startsWith("days"));
    await until("the problem", async () => (await told()).length > 0);
    assert.match((await told())[0], /^days has ended\. 1 date is left to do\./);
  });

  it("Set Alert Webhook… forgets the address when it is left empty", async () => {
    const before = await until("the second alert", () => webhook.posted.length === 2 && webhook.posted.length);
    await choose(page, "Headgate: Set Alert Webhook…");
    await page.locator(".quick-input-widget:visible input:visible").first().press("Enter");
    await page.locator(".quick-input-widget:visible").waitFor({ state: "hidden" });
    await pipeline.control({ fail: ["2001-01-04", "2001-01-05"] });
    await run();
    const isEnd = (message) => message.startsWith("days has ended. 2 dates are left to do.");
    await until("the end", async () => (await notifications(page)).some(isEnd));
    assert.equal(webhook.posted.length, before);
  });
});
