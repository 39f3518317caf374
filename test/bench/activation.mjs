import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { startCodeServer } from "../host/codeServer.mjs";
import { writeExtension } from "../host/writeExtension.mjs";
import { median } from "./median.ts";

const headgate = "headgate.headgate";
const empty = "headgate-test.empty";
const warmUp = "headgate-test.warm-up"; // Takes what only the first activation of a window pays.

/**
 * How long `activate` takes, Headgate's and an empty extension's, both installed and both in the same window; the order
 * changes from window to window.
 * @param {{ vsix: string, windows: number }} options an even number of windows
 * @returns {Promise<{ headgate: number[], empty: number[] }>} milliseconds, one a window
 */
export async function activationTimes({ vsix, windows }) {
  const home = await mkdtemp(join(tmpdir(), "headgate-bench-"));
  const orders = join(home, "orders.json");
  const folder = join(home, "folder"); // Without a headgate.yaml: nothing is active before the probe asks.
  await mkdir(folder);
  const probe = await writeExtension(join(home, "probe"), { name: "probe" });
  await copyFile(resolve("test/bench/probe.js"), join(probe, "probe.js"));
  const others = await Promise.all([empty, warmUp].map((id) => packed(home, id.split(".")[1])));
  const host = await startCodeServer({ vsix: [vsix, ...others], env: { HEADGATE_BENCH_ORDERS: orders } });
  try {
    const times = { headgate: [], empty: [] };
    for (let window = 0; window < windows; window++) {
      const pair = window % 2 === 0 ? [headgate, empty] : [empty, headgate];
      const results = join(home, `window-${window}.json`);
      await writeFile(orders, JSON.stringify({ order: [warmUp, ...pair], results }));
      await ended(host, folder, { extension: probe, tests: join(probe, "probe.js") });
      const measured = JSON.parse(await readFile(results, "utf8"));
      times.headgate.push(measured[headgate]);
      times.empty.push(measured[empty]);
    }
    return times;
  } finally {
    await host.close();
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Opens a window, waits until the probe in it has ended, and closes it. */
async function ended(host, folder, options) {
  let close;
  const exit = new Promise((done) => {
    close = done;
  });
  const prepare = async (page) => {
    await page.exposeFunction("codeAutomationLog", () => undefined);
    await page.exposeFunction("codeAutomationExit", close);
  };
  const page = await host.open(folder, { ...options, prepare });
  await exit;
  await page.context().close();
}

/** An empty extension as a VSIX. */
async function packed(home, name) {
  const cwd = await writeExtension(join(home, name), { name });
  const packagePath = join(home, `${name}.vsix`);
  await createVSIX({ cwd, packagePath, allowMissingRepository: true, skipLicense: true });
  return packagePath;
}

/** The figures as rows of a table, and whether the bar is met: at most twice the empty extension. */
export function activationRows({ headgate: ours, empty: theirs }) {
  const bar = 2;
  const ratio = median(ours) / median(theirs);
  const rows = [
    ["activation, Headgate", `${median(ours).toFixed(2)} ms`, ""],
    ["activation, empty extension", `${median(theirs).toFixed(2)} ms`, ""],
    ["activation, ratio of the medians", `${ratio.toFixed(2)} ×`, `at most ${bar} ×`],
  ];
  return { rows, met: ratio <= bar };
}
