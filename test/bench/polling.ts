import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { git } from "../../src/adapters/git/git";
import { fileSystem } from "../../src/adapters/logs/fileSystem";
import { processes } from "../../src/adapters/processes/processes";
import { openStore } from "../../src/adapters/store/openStore";
import type { Ports } from "../../src/app/ports";
import { openWorkspace } from "../../src/app/workspace";
import { failure } from "../../src/core/result";
import { freshFacts, quietMs } from "../../src/vscode/freshFacts";
import type { Ratio } from "./keystrokes";
import { median } from "./median";

const live = 500;
const declared = 50;
const running = 20;
const ended = 15;
const polls = 20;
const pollMs = 1_000;
/** Until none of the processes is young any more. */
const settleMs = 12_000;
const warmUps = 60;
/** Rows are told every few seconds only: without these the code that tells them would still be as it was at the start of the editor. */
const thorough = 60;

/**
 * What a look at the backfills costs each second, as the editor does it, beside one `ps` that lists the same processes: 500 live
 * processes, 50 declared backfills, 20 of them running with logs of their own, 15 ended with a log, 15 that never ran.
 */
export async function polling(): Promise<Ratio[]> {
  if (process.platform !== "linux") return [];
  const root = realpathSync(mkdtempSync(join(tmpdir(), "headgate-polling-")));
  const begun: ChildProcess[] = [];
  try {
    writeWorkspace(root);
    for (let index = 0; index < running; index++)
      begun.push(begin(root, ["bash", `jobs/${nameOf(index)}_backfill.sh`]));
    while (begun.length + running < live) begun.push(begin(root, ["sleep", "1000"]));
    const look = await looking(root);
    for (let i = 0; i < thorough; i++) await look(0);
    // The editor looks for hours: what is measured is not the first time that code runs.
    for (let poll = 0; poll < warmUps; poll++) {
      await look();
      await sleep(settleMs / warmUps);
    }
    const times = await timesOf(root, look);
    const [ours, ps] = [times.map(({ ours }) => ours), times.map(({ ps }) => ps)];
    const [poll, list] = [median(ours), median(ps)];
    const detail = `medians of ${polls} polls: ${poll.toFixed(2)} ms, longest ${Math.max(...ours).toFixed(2)} ms; ps: ${list.toFixed(1)} ms`;
    return [{ figure: "poll of 50 backfills, 500 processes ÷ ps", ratio: poll / list, bar: 1 / 10, detail }];
  } finally {
    for (const child of begun) if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

function begin(root: string, [program = "", ...words]: readonly string[]): ChildProcess {
  return spawn(program, words, { cwd: root, stdio: "ignore", detached: true });
}

function nameOf(index: number): string {
  return `job_${String(index).padStart(2, "0")}`;
}

function writeWorkspace(root: string): void {
  for (const folder of ["jobs", "logs"]) mkdirSync(join(root, folder));
  const names = Array.from({ length: declared }, (_, index) => nameOf(index));
  const backfills = names.map(
    (name) => `  ${name}: { command: [bash, jobs/${name}_backfill.sh, "{start}"], log: "logs/${name}*.log" }`,
  );
  const head = "version: 1\nthresholds: t.yaml\nlog_timezone: UTC\nwindow: { start: 2024-01-01, end: 2024-12-31 }";
  writeFileSync(join(root, "t.yaml"), "a:\n  date_column: d\n  min_records: 1\npolling:\n  interval_seconds: 1\n");
  const connections = "connections: { w: { type: duckdb, path: w.duckdb } }";
  writeFileSync(join(root, "headgate.yaml"), `${head}\n${connections}\nbackfills:\n${backfills.join("\n")}\n`);
  for (const [index, name] of names.entries()) {
    const log = `logs/${name}_1.log`;
    const script = `exec >> ${log} 2>&1\ncat logs/head.txt\nsleep 1000\n`;
    writeFileSync(join(root, "jobs", `${name}_backfill.sh`), script);
    if (index >= running && index < running + ended) writeFileSync(join(root, log), logText(true));
  }
  writeFileSync(join(root, "logs/head.txt"), logText(false));
}

const doneBefore = 120;
const secondsADate = 5;
const days = 366;

function logText(complete: boolean): string {
  const dates = Array.from({ length: complete ? days : doneBefore }, (_, day) => dateLine(day));
  const end = complete ? [`${timeAt(days + 1)} - INFO - PARALLEL BACKFILL COMPLETE\n`] : [];
  return [`${timeAt(0)} - INFO - Processing ${days} days with 4 parallel workers\n`, ...dates, ...end].join("");
}

function dateLine(day: number): string {
  const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
  return `${timeAt(day + 1)} - INFO -   ✓ ${date}: 231 records\n`;
}

function timeAt(second: number): string {
  return new Date(Date.UTC(2024, 5, 1, 0, 0, second))
    .toISOString()
    .replace("T", " ")
    .replace("Z", "")
    .replace(".", ",");
}

/** One look as the editor makes it: rows, store, runs that have gone, and whether anything has changed. */
async function looking(root: string): Promise<(quiet?: number) => Promise<void>> {
  const ports: Ports = {
    clock: { now: () => new Date() },
    files: fileSystem,
    processes: processes(),
    launcher: { launch: async () => failure("unsupported", "not needed here") },
    store: openStore(root, null),
    git,
    openWarehouse: async () => failure("unsupported", "not needed here"),
    recipesFolder: resolve("config/recipes"),
  };
  const workspace = await openWorkspace(join(root, "headgate.yaml"), ports);
  if (!workspace.ok) throw new Error(workspace.error.message);
  let changes = 0;
  const fresh = freshFacts(workspace.value, ports, () => changes++);
  return async (quiet = quietMs) => {
    const before = changes;
    const problem = await fresh.look(quiet);
    if (problem) throw new Error(problem.message);
    const rows = fresh.facts.snapshot?.backfills ?? [];
    const alive = rows.filter(({ state }) => state === "running" || state === "stalled").length;
    if (alive !== running) throw new Error(`${alive} of ${running} runs were seen`);
    if (changes === before) throw new Error("No time has passed");
  };
}

/**
 * Processor time of a look and of a `ps`, each second one of both: neither finds more in the processor's caches than the other.
 * Between two looks each job in five has logged one date more: a date of it takes five seconds.
 */
async function timesOf(root: string, look: () => Promise<void>): Promise<{ ours: number; ps: number }[]> {
  const times: { ours: number; ps: number }[] = [];
  for (let poll = 0; poll < polls; poll++) {
    await sleep(pollMs / 2);
    for (let index = poll % secondsADate; index < running; index += secondsADate)
      appendFileSync(join(root, `logs/${nameOf(index)}_1.log`), dateLine(doneBefore + Math.floor(poll / secondsADate)));
    const before = process.cpuUsage();
    await look();
    const { user, system } = process.cpuUsage(before);
    await sleep(pollMs / 2);
    times.push({ ours: (user + system) / 1000, ps: psMs() });
  }
  return times;
}

/** Processor time of one `ps`, user and system, as the shell that started it was charged for it. */
function psMs(): number {
  const told = execFileSync("bash", ["-c", "ps -eo pid,ppid,lstart,args > /dev/null; times"], { encoding: "utf8" });
  const [user = "", system = ""] = told.trim().split("\n").at(-1)?.split(" ") ?? [];
  const inMs = (text: string): number => {
    const [, minutes = "0", seconds = "0"] = /^(\d+)m([\d.]+)s$/.exec(text) ?? [];
    return (Number(minutes) * 60 + Number(seconds)) * 1000;
  };
  return inMs(user) + inMs(system);
}
