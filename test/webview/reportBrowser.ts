import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { chromium, type Browser, type Page } from "playwright-core";
import { standaloneReport, type ReportAssets } from "../../src/app/report";
import { reportHtml } from "../../src/core/report/html";
import type { ReportModel } from "../../src/core/report/reportModel";

/** Shows reports in a real browser, bundled as they ship. */
export type ReportBrowser = {
  /** Opens the report as a file of its own. */
  openFile(model: ReportModel, view?: View): Promise<ReportTab>;
  /** Opens it as the editor does: empty, with an editor's API that records what is posted. */
  openInEditor(view?: View): Promise<EditorTab>;
  close(): Promise<void>;
};

export type View = { readonly width?: number; readonly height?: number; readonly scheme?: "light" | "dark" };
export type ReportTab = {
  readonly page: Page;
  /** Errors, warnings and policy violations that the page has caused. */
  readonly complaints: readonly string[];
};
export type EditorTab = ReportTab & {
  send(message: unknown): Promise<void>;
  posted(): Promise<unknown[]>;
};

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

export async function reportBrowser(): Promise<ReportBrowser> {
  const folder = await mkdtemp(join(tmpdir(), "headgate-report-"));
  const assets = await bundledAssets(folder);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: flags });
  let pages = 0;
  const openPage = async (html: string, view: View, before?: (page: Page) => Promise<void>): Promise<ReportTab> => {
    const file = join(folder, `report-${++pages}.html`);
    await writeFile(file, html);
    const tab = await newTab(browser, view);
    await before?.(tab.page);
    await tab.page.goto(pathToFileURL(file).href);
    return tab;
  };
  return {
    openFile: (model, view = {}) => openPage(standaloneReport(model, assets), view),
    openInEditor: async (view = {}) => {
      const page = {
        title: "Report",
        modelJson: null,
        script: { inline: assets.script },
        style: { inline: assets.style },
        nonce: "dGVzdA==",
        cspSource: null,
      };
      const tab = await openPage(reportHtml(page), view, async (one) => {
        await one.addInitScript(editorApi);
      });
      return {
        ...tab,
        send: (message) =>
          tab.page.evaluate((data) => {
            window.postMessage(data, "*");
          }, message),
        posted: () => tab.page.evaluate(() => (window as unknown as { posted: unknown[] }).posted),
      };
    },
    close: async () => {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As text: a function would carry names that the test's own compiler adds. */
const editorApi = `
  window.posted = [];
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.posted.push(message),
    getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined,
    setState: (state) => sessionStorage.setItem("state", JSON.stringify(state)),
  });`;

async function newTab(browser: Browser, { width = 1440, height = 1200, scheme = "dark" }: View): Promise<ReportTab> {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: scheme,
    timezoneId: "America/Los_Angeles",
  });
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) complaints.push(`requested ${request.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return { page, complaints };
}

async function bundledAssets(folder: string): Promise<ReportAssets> {
  const outfile = join(folder, "webview.js");
  await build({
    entryPoints: [join(__dirname, "../../src/webview/main.ts")],
    outfile,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    platform: "browser",
    logLevel: "silent",
    loader: { ".svg": "text" },
  });
  return { script: await readFile(outfile, "utf8"), style: await readFile(join(folder, "webview.css"), "utf8") };
}

function chromiumPath(): string {
  const candidates = [
    process.env["CHROMIUM_PATH"],
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ];
  const found = candidates.find((path) => path !== undefined && existsSync(path));
  if (found === undefined)
    throw new Error("No Chromium was found. Install it, or name its executable in CHROMIUM_PATH.");
  return found;
}
