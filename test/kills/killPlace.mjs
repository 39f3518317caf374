import { spawn } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** What every job does: it writes down for itself that it began and how it ended, whatever Headgate records of it. */
const job = `
import { appendFileSync } from "node:fs";
const [name, lastsMs, exitCode] = process.argv.slice(2);
const say = (more) => appendFileSync("truth.jsonl", JSON.stringify({ name, pid: process.pid, ...more }) + "\\n");
say({ began: Date.now() });
console.log(new Date().toISOString().slice(0, 19).replace("T", " ") + ",000 - INFO - Processing 1 days with 1 parallel workers");
setTimeout(() => {
  say({ exitCode: Number(exitCode) });
  process.exit(Number(exitCode));
}, Number(lastsMs));
`;

/** Launched ones by name: how long they last, and how they end. They write tables of their own, so that all may run at once. */
const launched = { brief: [150, 0], middling: [700, 0], failing: [400, 3], lasting: [1500, 0] };
/** Started by somebody else, and seen. */
const observed = { stranger: [2500, 0], keeper: [3_600_000, 0] };

const configuration = `version: 1
thresholds: thresholds.yaml
log_timezone: UTC
window: { start: 2024-01-01, end: 2024-01-03 }
connections: { files: { type: duckdb } }
tables:
  days: { table: data/*.csv, date_column: date, expected_dates: every day }
backfills:
${Object.entries({ ...launched, ...observed })
  .map(([name, [lastsMs, exitCode]]) =>
    [
      `  ${name}:`,
      `    command: [node, jobs/${name}.mjs, ${name}, "${lastsMs}", "${exitCode}"]`,
      `    log: logs/${name}*.log`,
      `    tables: [${name}]`,
    ].join("\n"),
  )
  .join("\n")}
gates:
  ready: { requires: { checks: [days] } }
`;

/** A workspace in a folder of its own in which things are killed. */
export function makeKillPlace() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "headgate-kills-")));
  const write = (name, text) => {
    mkdirSync(join(root, name, ".."), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  write("headgate.yaml", configuration);
  write("thresholds.yaml", "days:\n  min_records: 1\npolling:\n  interval_seconds: 1\n");
  for (const day of ["01", "02", "03"]) write(`data/2024-01-${day}.csv`, `date,n\n2024-01-${day},1\n`);
  for (const name of Object.keys({ ...launched, ...observed })) write(`jobs/${name}.mjs`, job);
  write("truth.jsonl", "");
  const others = [];
  return {
    root,
    launchedNames: Object.keys(launched),
    storeFolder: join(root, ".headgate"),
    /** Starts a job as somebody else would. The keeper stays until the end, and has everybody look often. */
    stranger(name = "stranger") {
      const [lastsMs, exitCode] = observed[name];
      const words = [`jobs/${name}.mjs`, name, String(lastsMs), String(exitCode)];
      const child = spawn("node", words, { cwd: root, stdio: "ignore", detached: true });
      others.push(child);
      return child;
    },
    /** The built command line; `told` is what it has printed so far. */
    headgate(words) {
      const child = spawn(process.execPath, [resolve("dist/cli.js"), ...words], { cwd: root });
      const told = { words, child, out: "" };
      child.stdout.on("data", (data) => (told.out += data));
      child.stderr.resume();
      return told;
    },
    /** What the jobs say of themselves, oldest first. */
    truth: () =>
      readFileSync(join(root, "truth.jsonl"), "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    sendHome() {
      for (const child of others) if (child.exitCode === null) child.kill("SIGTERM");
    },
    note: (line) => appendFileSync(join(root, "kills.log"), `${line}\n`),
    remove() {
      for (const child of others) if (child.exitCode === null) child.kill("SIGKILL");
      rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
    exists: (name) => existsSync(join(root, name)),
  };
}
