// `npm test`: the unit tests, then those inside VS Code, both even when the first fail; ends with the sum of their counts.
import { spawn } from "node:child_process";
import { once } from "node:events";

/** Runs an npm script, shows what it prints, and counts the tests it tells of. */
async function counted(script) {
  const running = spawn("npm", ["run", "--silent", script], {
    stdio: ["inherit", "pipe", "inherit"],
    shell: process.platform === "win32",
  });
  let printed = "";
  running.stdout.on("data", (data) => {
    printed += data;
    process.stdout.write(data);
  });
  const [exitCode] = await once(running, "close");
  const passed = lastNumber(printed, /^(?:In VS Code:)? *(\d+) pass(?:ing|ed)\b/gm);
  const failed = lastNumber(printed, /^(?:In VS Code: \d+ passed,)? *(\d+) fail(?:ing|ed)\b/gm);
  // A suite that could not run, or ended without a count, is a failure of its own.
  return { passed, failed: exitCode === 0 ? failed : Math.max(failed, 1) };
}

function lastNumber(text, pattern) {
  return Number([...text.matchAll(pattern)].at(-1)?.[1] ?? 0);
}

const suites = [];
for (const script of ["test:unit", "test:host"]) suites.push(await counted(script));
const passed = suites.reduce((total, suite) => total + suite.passed, 0);
const failed = suites.reduce((total, suite) => total + suite.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && suites.every((suite) => suite.passed > 0) ? 0 : 1;
