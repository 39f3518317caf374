import { spawn, type ChildProcess } from "node:child_process";
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { git } from "../../../src/adapters/git/git";
import { fileSystem } from "../../../src/adapters/logs/fileSystem";
import { launcher } from "../../../src/adapters/processes/launcher";
import { processes } from "../../../src/adapters/processes/processes";
import { claimsIn } from "../../../src/adapters/store/launchClaims";
import { openStore } from "../../../src/adapters/store/openStore";
import type { Ports } from "../../../src/app/ports";
import { watchBackfills } from "../../../src/app/backfills/watchBackfills";
import { openWorkspace, type Workspace } from "../../../src/app/workspace";
import type { BackfillStatus } from "../../../src/core/backfills/status";
import { failure } from "../../../src/core/result";
import { builtEntries, endIn, eventually, isThere, temporaryFolder } from "./launching";

/**
 * A job as people write it. It logs in the parallel format to standard output, or to the file named by JOB_LOG; dates in JOB_FAIL
 * fail, after JOB_HANG dates it does nothing more, before its summary it rests for JOB_LINGER milliseconds, and it exits with
 * JOB_EXIT.
 */
const job = `
import { appendFileSync } from "node:fs";
const { JOB_FAIL = "", JOB_HANG = "1000", JOB_EXIT = "0", JOB_LINGER = "0", JOB_LOG } = process.env;
const words = process.argv.slice(2).flatMap((word) => word.split("="));
const option = (name) => words[words.indexOf(name) + 1];
const days = words.includes("--dates") ? option("--dates").split(",") : [option("--start-date")];
while (!words.includes("--dates") && days.at(-1) < option("--end-date"))
  days.push(new Date(Date.parse(days.at(-1)) + 864e5).toISOString().slice(0, 10));
const log = (message) => {
  const line = new Date().toISOString().replace("T", " ").replace("Z", "").replace(".", ",") + " - INFO - " + message + "\\n";
  if (JOB_LOG) appendFileSync(JOB_LOG, line); else process.stdout.write(line);
};
log("Processing " + days.length + " days with 2 parallel workers");
let count = 0;
for (const day of days) {
  if (count++ >= Number(JOB_HANG)) { setTimeout(() => {}, 600000); await new Promise(() => {}); }
  log(JOB_FAIL.includes(day) ? "  ✗ " + day + ": Processing failed" : "  ✓ " + day + ": 7 records");
  await new Promise((resolve) => setTimeout(resolve, 2));
}
await new Promise((resolve) => setTimeout(resolve, Number(JOB_LINGER)));
log("PARALLEL BACKFILL COMPLETE");
process.exitCode = Number(JOB_EXIT);
`;

const configuration = `version: 1
thresholds: thresholds.yaml
log_timezone: UTC
window: { start: 2024-01-01, end: 2024-01-20 }
connections: { w: { type: duckdb, path: w.duckdb } }
backfills:
  first:
    command: [node, jobs/first_backfill.mjs, --start-date, "{start}", --end-date, "{end}"]
    retry: [node, jobs/first_backfill.mjs, --dates, "{failed_dates}"]
    log: logs/first*.log
    checkpoint: checkpoints/first_*.json
  second:
    command: [node, jobs/second_backfill.mjs, --start-date, "{start}", --end-date, "{end}"]
    match: second_backfill.mjs
    log: logs/second*.log
    after: [first]
  conductor: { kind: orchestrator, match: conductor.sh, after: [first] }
validators:
  looks_right: { command: "echo $HEADGATE_START to $HEADGATE_END; exit 1" }
trainings:
  model: { command: [./train.sh, "{thresholds}"] }
`;

export type Workplace = {
  readonly root: string;
  readonly ports: Ports;
  readonly workspace: Workspace;
  write(name: string, text: string): string;
  /** Starts a program as somebody else would, in the workspace. */
  begin(words: readonly string[], options?: BeginOptions): ChildProcess & { readonly pid: number };
  row(name: string, ports?: Ports): Promise<BackfillStatus>;
  /** The row as soon as it is as expected. */
  rowWhere(name: string, fits: (row: BackfillStatus) => boolean, ports?: Ports): Promise<BackfillStatus>;
  remove(): Promise<void>;
};

type BeginOptions = {
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly stdio?: "ignore" | ["ignore", number, number];
};

/** A workspace for each test of the suite that calls this: the present one stands in what it returns. */
export function workplaceForEach(): Workplace {
  const place = {} as Workplace;
  let built: string;
  before(() => {
    built = builtEntries();
  });
  after(() => {
    rmSync(built, { recursive: true, force: true });
  });
  beforeEach(async () => {
    Object.assign(place, await makeWorkplace(built));
  });
  afterEach(() => place.remove());
  return place;
}

/** A workspace in a folder of its own, with real files, processes and records. */
export async function makeWorkplace(built: string): Promise<Workplace> {
  const root = temporaryFolder("workplace");
  const write = (name: string, text: string): string => {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode: 0o755 });
    return path;
  };
  write("headgate.yaml", configuration);
  write("thresholds.yaml", "a:\n  date_column: d\n  min_records: 1\npolling:\n  interval_seconds: 5\n");
  for (const name of ["first", "second"]) write(`jobs/${name}_backfill.mjs`, job);
  mkdirSync(join(root, "logs"));
  const store = openStore(root, null);
  const ports: Ports = {
    clock: { now: () => new Date() },
    files: fileSystem,
    processes: processes(),
    launcher: launcher({ supervisorFile: join(built, "supervisor.js"), storeFolder: store.folder }),
    store,
    git,
    openWarehouse: async () => failure("unsupported", "not needed here"),
    recipesFolder: join(__dirname, "../../../config/recipes"),
  };
  const workspace = await openWorkspace(join(root, "headgate.yaml"), ports);
  if (!workspace.ok) throw new Error(workspace.error.message);
  const begun: ChildProcess[] = [];
  const row = async (name: string, others = ports): Promise<BackfillStatus> => {
    const snapshot = await watchBackfills(workspace.value, others);
    assert.ok(snapshot.ok, JSON.stringify(snapshot));
    const found = snapshot.value.backfills.find((one) => one.name === name);
    assert.ok(found);
    return found;
  };
  return {
    root,
    ports,
    workspace: workspace.value,
    write,
    begin(words, { env = {}, cwd = root, stdio = "ignore" } = {}) {
      const [program = "", ...rest] = words;
      const child = spawn(program, rest, { cwd, stdio, env: { ...process.env, ...env }, detached: true });
      begun.push(child);
      assert.ok(child.pid);
      return child as ChildProcess & { readonly pid: number };
    },
    row,
    rowWhere: (name, fits, others) =>
      eventually(async () => {
        const found = await row(name, others);
        return fits(found) ? found : null;
      }),
    async remove() {
      for (const child of begun) {
        if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) continue;
        const exit = once(child, "exit");
        // With what it started itself.
        process.kill(-child.pid, "SIGKILL");
        await exit;
      }
      for (const record of await store.runs()) {
        if (record.type !== "started" || record.origin !== "launched") continue;
        await ports.processes.stop(record.pid, record.identity, 0);
        await endIn(store, record.id);
      }
      // A supervisor gives its lock back after the end is recorded.
      await eventually(() => !claimsIn(join(store.folder, "locks")).some(({ holder }) => isThere(holder.pid)));
      rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}
