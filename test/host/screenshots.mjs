// Takes the pictures of docs/images/ from the running extension: npm run screenshots
import { execFile } from "node:child_process";
import { appendFile, cp, mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { startCodeServer } from "./codeServer.mjs";
import { choose, openHeadgate, reportIn } from "./editorPage.mjs";

const run = promisify(execFile);
const pictures = resolve("docs/images");
/** Inside the repository, so that the copied jobs find its packages. */
const workspace = resolve(".vscode-test/pictures/flights");
const made = /[/\\](data|logs|models|checkpoints|\.headgate|report\.html|STATUS\.md)$/;

/** One command in the copied workspace; 1 is an answer there (fail, NO-GO), 2 is none. Resolves with what it printed. */
async function headgate(words, env = {}) {
  const parameters = [resolve("dist/cli.js"), ...words];
  try {
    return (await run(process.execPath, parameters, { cwd: workspace, env: { ...process.env, ...env } })).stdout;
  } catch (error) {
    if (error.code === 1) return error.stdout;
    throw new Error(`headgate ${words.join(" ")}: ${error.stderr || error.message}`, { cause: error });
  }
}

/** Ends the backfill that is still at work for the pictures. */
async function stopBackfill() {
  const { backfills } = JSON.parse(await headgate(["status", "--json"]));
  for (const { state, pid } of backfills) if (state === "running" && pid) process.kill(pid);
}

/** Data written by the code before the fix, measured and decided upon; then the mended code at work, slowly. */
async function layOut() {
  await rm(workspace, { recursive: true, force: true });
  await cp("examples/flights", workspace, { recursive: true, filter: (path) => !made.test(path) });
  await headgate(["run", "network_day"]);
  await headgate(["run", "airport_day"], { FLIGHTS_CODE_VERSION: "2001.1" });
  await headgate(["validate"]);
  await headgate(["gate", "ready_to_train"]);
  await appendFile(join(workspace, "config/backfill_thresholds.yaml"), "\nairport_day_old:\n  min_record: 39000\n");
  await headgate(["run", "airport_day", "--detach"], {
    FLIGHTS_PACE: "2000",
    FLIGHTS_FAIL_DATES: "2001-01-03,2001-01-09",
  });
}

async function picture(page, name) {
  await page.screenshot({ path: join(pictures, `${name}.png`) });
  console.log(`docs/images/${name}.png`);
}

/** Moves the border between two parts of the workbench. */
async function drag(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
}

/** Makes the side bar as wide as people have it who look at more than names. */
async function widenSideBar(page, width) {
  const sideBar = await page.locator(".part.sidebar").boundingBox();
  const y = sideBar.y + 400;
  await drag(page, { x: sideBar.x + sideBar.width + 2, y }, { x: sideBar.x + width, y });
}

/** Leaves the panel room for a few problems. */
async function flattenPanel(page, height) {
  const panel = await page.locator(".part.panel").boundingBox();
  const x = panel.x + 200;
  await drag(page, { x, y: panel.y - 2 }, { x, y: panel.y + panel.height - height });
}

/** The thresholds file with the values beside its bounds, and what is told of one of them. */
async function takeThresholds(page) {
  const bound = page.locator(".view-line").getByText("hub_share_pct").first();
  await page.getByText("rows still need a value").first().waitFor({ timeout: 30_000 });
  await bound.hover();
  await page
    .locator(".monaco-hover")
    .getByText("History")
    .or(page.locator(".monaco-hover").getByText("SELECT"))
    .first()
    .waitFor();
  await page.waitForTimeout(500); // Until the hover has its height.
  await picture(page, "thresholds");
  await page.keyboard.press("Escape");
}

async function takePictures(host) {
  const page = await host.open(workspace, { extension: process.cwd() });
  await page.setViewportSize({ width: 1600, height: 1000 });
  await openHeadgate(page, "airport_day");
  await widenSideBar(page, 400);
  await choose(page, "backfill_thresholds.yaml", "");
  await page.locator(".squiggly-error, .squiggly-warning").first().waitFor({ timeout: 30_000 });
  await takeThresholds(page);
  await choose(page, "Headgate: Open Report");
  await reportIn(page).getByText("hub_share").first().waitFor({ timeout: 30_000 });
  await picture(page, "report");
  await choose(page, "View: Move Editor into Next Group");
  await choose(page, "Problems: Focus on Problems View");
  await flattenPanel(page, 150);
  await page.locator(".markers-panel").getByText("airport_day_old").first().dblclick(); // Shows the marked line.
  await page.waitForTimeout(10_000); // Until something has been done that one can see.
  await picture(page, "running");
}

await mkdir(pictures, { recursive: true });
await layOut();
try {
  const host = await startCodeServer({ settings: { "workbench.colorTheme": "Default Dark Modern" } });
  await takePictures(host).finally(host.close);
} finally {
  await stopBackfill();
}
