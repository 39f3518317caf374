import Mocha from "mocha";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";

/** Runs every test file beside this one inside VS Code's extension host. Called by the editor. */
export async function run(): Promise<void> {
  const grep = process.env["HEADGATE_TEST_GREP"] ?? "";
  const mocha = new Mocha({ timeout: 60_000, forbidOnly: true, reporter: "spec", color: false, grep });
  for (const file of readdirSync(__dirname).sort()) if (file.endsWith(".test.js")) mocha.addFile(join(__dirname, file));
  // One string a line, marked: the editor's own messages come the same way.
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) => {
    console.log(`[test] ${format(...values)}`);
  };
  const results = process.env["HEADGATE_TEST_RESULTS"];
  // Written after each test: an editor that dies in the middle has not passed.
  const counts = { passed: 0, failed: 0, ended: false };
  const note = (): void => {
    if (results !== undefined) writeFileSync(results, JSON.stringify(counts));
  };
  await new Promise<void>((ended) => {
    const runner = mocha.run(() => {
      ended();
    });
    runner.on("pass", () => {
      counts.passed++;
      note();
    });
    runner.on("fail", () => {
      counts.failed++;
      note();
    });
  });
  counts.ended = true;
  note();
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed in the editor`);
}
