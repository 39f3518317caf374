// Runs test/host/*.test.ts inside a real VS Code (one that is downloaded where that is possible, else code-server from npm),
// then test/host/windows/*.test.mjs on whole windows of it.
// `--vsix FILE` tests an extension as people install it, in code-server; without it, the one in this folder.
// `--grep WORDS` runs only the tests whose names hold the words; `--verbose` shows what the editor itself says.
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import Mocha from "mocha";
import { buildSuite } from "./buildSuite.mjs";
import { startCodeServer } from "./codeServer.mjs";
import { writeExtension } from "./writeExtension.mjs";
import { downloadVSCode, runInVSCode } from "./downloadedVSCode.mjs";

const { values: options } = parseArgs({
  options: { vsix: { type: "string" }, grep: { type: "string" }, verbose: { type: "boolean", default: false } },
});
const fixture = "test/fixtures/pipeline";
const patienceMs = 15 * 60_000;

/** Runs the suite in code-server, shown by Chromium. Resolves when the editor says that the tests have ended. */
async function runInCodeServer({ folder, tests, env, extension, vsix }) {
  const host = await startCodeServer({ env, vsix });
  try {
    await new Promise((ended, failed) => {
      const patience = setTimeout(() => failed(new Error("The tests did not end in 15 minutes.")), patienceMs);
      const prepare = async (page) => {
        await page.exposeFunction("codeAutomationLog", (_type, [line]) => {
          if (String(line).startsWith("[test] ")) console.log(line.slice("[test] ".length));
          else if (options.verbose) console.log(line);
        });
        await page.exposeFunction("codeAutomationExit", () => {
          clearTimeout(patience);
          ended();
        });
      };
      host.open(folder, { extension, tests, prepare }).catch(failed);
    });
  } finally {
    await host.close();
  }
}

/**
 * Runs test/host/windows/*.test.mjs: what a person does in whole windows, which are opened, reloaded and quit. Needs
 * code-server, whose windows are pages.
 */
async function runWindows() {
  if (options.vsix !== undefined) process.env.HEADGATE_TEST_VSIX = resolve(options.vsix);
  const mocha = new Mocha({ timeout: 120_000, forbidOnly: true, reporter: "spec", grep: options.grep ?? "" });
  const folder = "test/host/windows";
  for (const name of (await readdir(folder)).sort()) if (name.endsWith(".test.mjs")) mocha.addFile(join(folder, name));
  await mocha.loadFilesAsync();
  return new Promise((ended) => {
    const { stats } = mocha.run(() => ended({ passed: stats.passes, failed: stats.failures }));
  });
}

async function main() {
  const tests = await buildSuite();
  const temporary = await mkdtemp(join(tmpdir(), "headgate-test-"));
  const folder = join(temporary, "pipeline");
  const results = join(temporary, "results.json");
  await cp(fixture, folder, { recursive: true });
  const env = {
    HEADGATE_TEST_RESULTS: results,
    HEADGATE_TEST_PIPELINE: resolve(fixture),
    HEADGATE_TEST_GREP: options.grep ?? "",
  };
  const tested =
    options.vsix === undefined
      ? { extension: process.cwd() }
      : { vsix: [options.vsix], extension: await writeExtension(join(temporary, "host"), { name: "test-host" }) };
  try {
    const executable = options.vsix === undefined ? await downloadVSCode() : undefined;
    if (executable) {
      console.log(`VS Code: downloaded, ${executable}`);
      await runInVSCode({ ...tested, folder, tests, env, executable });
    } else {
      console.log("VS Code: code-server from npm, shown by headless Chromium.");
      await runInCodeServer({ ...tested, folder, tests, env });
    }
    const inside = JSON.parse(await readFile(results, "utf8"));
    if (executable) console.log("The tests of whole windows need code-server; they were not run.");
    const windows = executable ? { passed: 0, failed: 0 } : await runWindows();
    const [passed, failed] = [inside.passed + windows.passed, inside.failed + windows.failed];
    console.log(`In VS Code: ${passed} passed, ${failed} failed`);
    process.exitCode = inside.ended && failed === 0 && passed > 0 ? 0 : 1;
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

main().catch((error) => {
  console.error(`The tests in VS Code could not be run. ${error.message}`);
  process.exitCode = 1;
});
