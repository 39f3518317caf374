// The whole loop on real data, by the built command line and nothing else: npm run demo
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const workspace = dirname(fileURLToPath(import.meta.url));
const commandLine = join(workspace, "../../dist/cli.js");
const started = Date.now();
const failing = ["2001-01-17", "2001-02-03", "2001-03-11", "2001-04-30", "2001-05-08", "2001-06-29"];
const oldCode = { FLIGHTS_CODE_VERSION: "2001.1" };

for (const made of ["data", "logs", "models", "checkpoints", ".headgate"])
  rmSync(join(workspace, made), { recursive: true, force: true });

title("The tables, filled by code that has a mistake: it leaves the share of the network NULL");
await headgate(["run", "network_day", "--quiet"], { show: "last lines", env: oldCode });
await headgate(["run", "airport_day", "--detach"], { show: "first line", env: { ...oldCode, FLIGHTS_PACE: "250" } });
await watch("airport_day");

title("Is it good enough to train on?");
await headgate(["validate"], { exitCode: 1 });
await headgate(["gate", "ready_to_train"], { exitCode: 1 });
await headgate(["train", "delay_model"], { exitCode: 1 });

title("The mistake is mended; six dates fail this time");
await headgate(["run", "airport_day"], {
  exitCode: 1,
  show: "last lines",
  env: { FLIGHTS_FAIL_DATES: failing.join(",") },
});
await headgate(["retry", "airport_day", "--print"]);
await headgate(["retry", "airport_day"], { show: "last lines" });

title("And now?");
await headgate(["validate"]);
await headgate(["gate", "ready_to_train"]);
await headgate(["train", "delay_model"], { show: "last lines" });
await headgate(["report", "--html", "report.html", "--markdown", "STATUS.md"]);

const here = relative(process.cwd(), workspace) || ".";
console.log(`
From nothing to a judged model in ${Math.round((Date.now() - started) / 1000)} seconds.

  The report           ${join(here, "report.html")}
  The status document  ${join(here, "STATUS.md")}

The same workspace in VS Code: open this repository, press F5, and look at the Headgate view. Or, with Headgate installed:

  code ${here}
`);

function title(text) {
  console.log(`\n── ${text}\n`);
}

/** Prints the snapshot of a running backfill until it has ended, as somebody who waits would ask for it. */
async function watch(name) {
  for (;;) {
    const { backfills } = JSON.parse((await run(["status", "--json"])).output);
    const { state } = backfills.find((backfill) => backfill.name === name);
    await headgate(["status"]);
    if (state !== "running" && state !== "stalled") return;
    await sleep(2500);
  }
}

/** Runs one command, shows it and what it said, and ends the demo when it ends otherwise than it must. */
async function headgate(words, { exitCode = 0, show = "everything", env = {} } = {}) {
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value} `);
  console.log(`$ ${settings.join("")}headgate ${words.join(" ")}`);
  const ended = await run(words, env);
  const lines = ended.output.trimEnd().split("\n");
  const shown = { everything: lines, "first line": lines.slice(0, 1), "last lines": lines.slice(-9) }[show];
  console.log(`${shown.join("\n")}\n`);
  if (ended.exitCode === exitCode) return;
  console.error(
    `This ended with exit code ${ended.exitCode}, and the demo expected ${exitCode}. All of what it said:\n${ended.output}`,
  );
  process.exit(1);
}

async function run(words, env = {}) {
  const child = spawn(process.execPath, [commandLine, ...words], {
    cwd: workspace,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const exitCode = await new Promise((resolve) => child.once("close", resolve));
  return { exitCode, output };
}
