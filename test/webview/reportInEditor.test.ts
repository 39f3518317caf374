import assert from "node:assert/strict";
import { endedBackfills, failingValidation, modelOf } from "../fixtures/reportModel";
import { reportBrowser, type EditorTab, type ReportBrowser } from "./reportBrowser";

/** Before a decision, with a backfill that left six dates: there is something to do. */
const report = modelOf({ backfills: endedBackfills, decisions: [] });

describe("the report inside the editor", () => {
  let browser: ReportBrowser;
  let tab: EditorTab;
  before(async () => {
    browser = await reportBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    tab = await browser.openInEditor();
  });
  afterEach(() => tab.page.close());

  it("says that it is ready, shows that it loads, and then the report", async () => {
    assert.deepEqual(await tab.posted(), [{ kind: "ready" }]);
    assert.equal(await tab.page.locator("main").innerText(), "Loading the report…");
    await tab.send({ kind: "report", report });
    await tab.page.getByRole("heading", { name: "Checks fail" }).waitFor();
    assert.deepEqual(tab.complaints, []);
  });

  it("the keyboard reaches the next step and each line's actions, and they are asked of the editor", async () => {
    await tab.send({ kind: "report", report });
    await tab.page.locator("vscode-button").waitFor();
    const reached: string[] = [];
    for (let press = 0; press < 4; press++) {
      await tab.page.keyboard.press("Tab");
      reached.push(await tab.page.evaluate(() => document.activeElement?.textContent ?? ""));
      await tab.page.keyboard.press("Enter");
    }
    assert.deepEqual(reached, ["Retry 6 Dates", "Line 13", "Line 14", "Retry 6 Dates"]);
    const file = "scripts/config/backfill_thresholds.yaml";
    assert.deepEqual(await tab.posted(), [
      { kind: "ready" },
      { kind: "retryFailedDates", backfill: "player_game_summary", dates: 6 },
      { kind: "openLocation", location: { file, line: 13, column: 3 } },
      { kind: "openLocation", location: { file, line: 14, column: 3 } },
      { kind: "retryFailedDates", backfill: "player_game_summary", dates: 6 },
    ]);
  });

  it("a failure stands above the last report, and goes when the next one comes", async () => {
    await tab.send({ kind: "report", report });
    await tab.send({ kind: "failed", message: "headgate.yaml:3:1 A key stands twice here." });
    const alert = tab.page.getByRole("alert");
    await alert.waitFor();
    assert.equal(await alert.innerText(), "headgate.yaml:3:1 A key stands twice here.");
    assert.equal(await tab.page.locator("h1").innerText(), "Checks fail");
    await tab.send({ kind: "report", report });
    await alert.waitFor({ state: "hidden" });
  });

  it("a failure before any report is all there is", async () => {
    await tab.send({ kind: "failed", message: "There is no headgate.yaml in this folder." });
    await tab.page.getByRole("alert").waitFor();
    assert.equal(await tab.page.locator("main").innerText(), "There is no headgate.yaml in this folder.");
  });

  it("new facts leave alone what has not changed: focus and nodes stay", async () => {
    await tab.send({ kind: "report", report });
    const line = tab.page.locator(".blocker button", { hasText: "Line 14" });
    await line.focus();
    const calendar = await tab.page.locator(".plot").elementHandle();
    const backfills = endedBackfills.map((backfill) => ({ ...backfill, done: 939 }));
    await tab.send({ kind: "report", report: modelOf({ backfills, decisions: [] }) });
    await tab.page.getByText("939 + 6 failed of 944").waitFor();
    assert.ok(await calendar?.evaluate((node) => node.isConnected));
    assert.equal(await tab.page.evaluate(() => document.activeElement?.textContent), "Line 14");
  });

  it("the focus comes back to the same action when its part was drawn anew", async () => {
    await tab.send({ kind: "report", report });
    const button = tab.page.locator("vscode-button");
    await button.focus();
    const startedAt = "2026-01-04T23:43:59.000Z";
    await tab.send({
      kind: "report",
      report: modelOf({ backfills: endedBackfills, decisions: [], validation: { ...failingValidation, startedAt } }),
    });
    await tab.page.locator(`time[datetime="${startedAt}"]`).first().waitFor();
    await tab.page.locator("vscode-button:focus").waitFor();
  });

  it("comes back where it was scrolled to, after the editor had thrown the page away", async () => {
    await tab.send({ kind: "report", report });
    await tab.page.locator("h1").waitFor();
    await tab.page.evaluate(() => window.scrollTo(0, 300));
    await tab.page.waitForFunction(() => sessionStorage.getItem("state") === '{"scrolled":300}');
    await tab.page.reload();
    assert.equal(await tab.page.evaluate(() => window.scrollY), 0);
    await tab.send({ kind: "report", report });
    await tab.page.waitForFunction(() => window.scrollY === 300);
  });
});
