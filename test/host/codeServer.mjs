import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { findChromium } from "./findChromium.mjs";
import { installCodeServer } from "./installCodeServer.mjs";

/** The servers that are to go with this process. */
const alive = new Set();
process.once("exit", () => alive.forEach((server) => server.kill()));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/** A quiet editor: nothing opens, asks, updates or phones by itself. */
const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  // The editor's own git extension throws now and then while folders come and go, which mocha takes for a failure of the test.
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "terminal.integrated.defaultProfile.linux": "bash",
};

const browserFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts VS Code's server on the loopback with a home of its own and a headless Chromium to show it.
 * @param {{ vsix?: readonly string[], env?: Record<string, string>, settings?: Record<string, unknown> }} options
 *   extensions to install, environment and settings of the editor
 * @returns `open` shows a folder in a page, `close` ends everything that was started and removes its home
 */
export async function startCodeServer({ vsix = [], env = {}, settings = {} } = {}) {
  const executablePath = findChromium();
  const { node, server } = await installCodeServer();
  const home = await mkdtemp(join(tmpdir(), "headgate-host-"));
  const folders = [
    "--server-data-dir",
    join(home, "data"),
    "--user-data-dir",
    join(home, "data"),
    "--extensions-dir",
    join(home, "extensions"),
  ];
  for (const scope of ["User", "Machine"]) {
    await mkdir(join(home, "data", scope), { recursive: true });
    await writeFile(join(home, "data", scope, "settings.json"), JSON.stringify({ ...quietSettings, ...settings }));
  }
  const consent = ["--accept-server-license-terms", "--telemetry-level", "off"];
  for (const file of vsix)
    await promisify(execFile)(node, [server, "--install-extension", resolve(file), ...folders, ...consent]);
  const port = await freePort();
  const address = ["--host", "127.0.0.1", "--port", String(port), "--without-connection-token"];
  const flags = [...address, ...folders, ...consent, "--disable-workspace-trust", "--enable-smoke-test-driver"];
  const running = spawn(node, [server, ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
    // No gallery: nothing is looked up on the network.
    env: { ...process.env, EXTENSIONS_GALLERY: "{}", ...env },
  });
  alive.add(running);
  running.once("exit", () => alive.delete(running));
  await listening(running);
  const browser = await chromium.launch({ executablePath, args: browserFlags });
  const authority = `127.0.0.1:${port}`;
  return {
    home,
    /** Of the server: the processes of its windows descend from it. */
    pid: running.pid,
    /** Opens a folder in a page of its own. `payload` is what VS Code's web workbench takes; paths in it are absolute. */
    async open(folder, { extension, tests, prepare } = {}) {
      const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
      const remote = (path) => `vscode-remote://${authority}${resolve(path)}`;
      const payload = [["skipWelcome", "true"]];
      if (extension) payload.push(["extensionDevelopmentPath", remote(extension)]);
      if (tests) payload.push(["extensionTestsPath", remote(tests)]);
      await prepare?.(page);
      const query = `folder=${encodeURIComponent(resolve(folder))}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
      await page.goto(`http://${authority}/?${query}`);
      return page;
    },
    async close() {
      await browser.close();
      const ended = once(running, "exit");
      running.kill();
      await ended;
      await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Waits until the server takes connections; says what it printed when it ends instead. */
function listening(running) {
  return new Promise((ready, fail) => {
    let printed = "";
    const read = (data) => {
      printed += data;
      if (printed.includes("Extension host agent listening")) ready();
    };
    running.stdout.on("data", read);
    running.stderr.on("data", read);
    running.once("exit", (code) => fail(new Error(`VS Code's server ended with exit code ${code}:\n${printed}`)));
  });
}
