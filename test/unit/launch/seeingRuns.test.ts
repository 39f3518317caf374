import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { processes } from "../../../src/adapters/processes/processes";
import { openStore } from "../../../src/adapters/store/openStore";
import { startBackfill } from "../../../src/app/launching/launch";
import type { Ports, RunStarted } from "../../../src/app/ports";
import type { BackfillStatus } from "../../../src/core/backfills/status";
import { eventually } from "./launching";
import { workplaceForEach } from "./workplace";

const node = process.execPath;
const dates = ["--start-date", "2024-01-01", "--end-date", "2024-01-20"];

/** An orchestrator as people write it: waits for a process it did not start, reads how that ended in its log, starts the next. */
const conductor = `#!/usr/bin/env bash
while [[ $# -gt 0 ]]; do
  case "$1" in
    --phase1-pid) PHASE1_PID="$2"; shift 2 ;;
    --phase1-log) PHASE1_LOG="$2"; shift 2 ;;
    --phase2-dates) PHASE2_DATES="$2"; shift 2 ;;
    *) echo "unknown: $1" >&2; exit 1 ;;
  esac
done
while kill -0 "$PHASE1_PID" 2>/dev/null; do sleep 0.05; done
grep -q "PARALLEL BACKFILL COMPLETE" "$PHASE1_LOG" || { echo "phase 1 died" >&2; exit 1; }
read -r from to <<<"$PHASE2_DATES"
JOB_HANG=3 node jobs/second_backfill.mjs --start-date "$from" --end-date "$to" > logs/second_phase2.log
`;

describe("seeing runs", () => {
  const place = workplaceForEach();

  const rowWhere = (name: string, fits: (row: BackfillStatus) => boolean, ports?: Ports): Promise<BackfillStatus> =>
    place.rowWhere(name, fits, ports);
  /** Another window: nothing but the store is shared. */
  const anotherWindow = (): Ports => ({ ...place.ports, processes: processes(), store: openStore(place.root, null) });

  it("tells memory, processor time since the look before, workers, and that it is stopped", async () => {
    place.write(
      "jobs/second_backfill.mjs",
      'import { fork } from "node:child_process"; if (process.argv[2] !== "w") for (let i = 0; i < 3; i++) fork(process.argv[1], ["w"]); if (process.argv[2] === "w") for (;;) ; setInterval(() => {}, 1000);',
    );
    const child = place.begin(["timeout", "60", node, "jobs/second_backfill.mjs"]);
    const first = await rowWhere("second", ({ workers }) => workers === 3);
    assert.equal(first.pid, child.pid);
    assert.ok((first.memoryBytes ?? 0) > 50_000_000, String(first.memoryBytes));
    const busy = await rowWhere("second", ({ cpuPercent }) => (cpuPercent ?? 0) > 1, place.ports);
    assert.equal(busy.suspended, false);
    process.kill(-child.pid, "SIGSTOP");
    const list = await place.ports.processes.list();
    const workers = list.ok
      ? list.value.filter(({ argv }) => argv.at(-1) === "w" && argv[1]?.includes(place.root))
      : [];
    for (const { pid } of workers) process.kill(pid, "SIGSTOP");
    assert.equal((await rowWhere("second", ({ suspended }) => suspended, anotherWindow())).state, "running");
  });

  it("does not take an ended process that was not collected for a live run", async () => {
    const script = `${node} jobs/second_backfill.mjs ${dates.join(" ")} & echo $!; exec sleep 60`;
    const parent = spawn("bash", ["-c", script], {
      cwd: place.root,
      env: { ...process.env, JOB_HANG: "0" },
      stdio: ["ignore", "pipe", "ignore"],
    });
    try {
      const [text] = (await once(parent.stdout, "data")) as [Buffer];
      const pid = Number(String(text).split("\n")[0]);
      await rowWhere("second", (row) => row.pid === pid);
      process.kill(pid, "SIGKILL");
      const row = await rowWhere("second", ({ state }) => state !== "running");
      assert.equal(row.state, "died");
      assert.equal((await place.ports.processes.find(pid))?.zombie, true);
    } finally {
      parent.kill("SIGKILL");
    }
  });

  it("knows a PID that came round, another boot and another machine from the run itself", async () => {
    const other = place.begin(["sleep", "60"]);
    const living = await eventually(() => place.ports.processes.find(other.pid));
    const run = (more: Partial<RunStarted>): RunStarted => ({
      ...{ type: "started", id: "one", kind: "backfill", name: "first", origin: "observed", pid: other.pid },
      ...{ identity: living.identity, startedAt: living.startedAt.toISOString(), argv: ["node"], cwd: null },
      ...{ log: null, dates: null, forced: null, ...more },
    });
    await place.ports.store.appendRun(run({ id: "reused", identity: "of an earlier process" }));
    const reused = await place.row("first");
    assert.deepEqual([reused.state, reused.pid], ["died", other.pid]);
    const ticks = living.identity.split(":").at(-1) ?? "";
    await place.ports.store.appendRun(run({ id: "boot", name: "second", identity: `another-boot:${ticks}` }));
    assert.equal((await place.row("second")).state, "died");
    await place.ports.store.appendRun(run({ id: "host", host: "elsewhere" }));
    const elsewhere = await place.row("first");
    assert.deepEqual(
      [elsewhere.state, elsewhere.reason],
      ["unknown", "It was started on elsewhere; whether it still runs there cannot be seen from here."],
    );
    const ended = (await place.ports.store.runs()).flatMap((record) => (record.type === "ended" ? record.run : []));
    assert.deepEqual(ended, ["reused", "boot"], "nobody here has seen the end of what runs elsewhere");
  });

  it("tells after a restart what ended meanwhile, by its log", async () => {
    const logs = ["first", "second"].map((name) => join(place.root, `logs/${name}_1.log`));
    const [ends, dies] = ["first", "second"].map((name, index) =>
      place.begin([node, `jobs/${name}_backfill.mjs`, ...dates], {
        env: { JOB_LOG: logs[index] ?? "", ...(name === "second" ? { JOB_HANG: "5" } : { JOB_LINGER: "600" }) },
      }),
    );
    await rowWhere("first", (row) => row.done === 20 && row.pid === ends?.pid);
    await rowWhere("second", (row) => row.done === 5);
    // The window is closed; meanwhile the one comes to its end and the other is killed.
    if (ends?.exitCode === null) await once(ends, "exit");
    dies?.kill("SIGKILL");
    if (dies) await once(dies, "exit");
    const window = anotherWindow();
    const [first, second] = [await place.row("first", window), await place.row("second", window)];
    assert.deepEqual([first.state, first.done, first.exitCode], ["succeeded", 20, null]);
    assert.deepEqual([second.state, second.done, second.unfinishedDates.length], ["died", 5, 15]);
  });

  it("follows an orchestrator that waits for a run it did not start, and then starts the next", async () => {
    place.write("conductor.sh", conductor);
    const { workspace } = place;
    const declared = workspace.pipeline.backfills["conductor"];
    assert.ok(declared);
    const words = ["bash", "conductor.sh", "--phase1-pid", "{pid:first}", "--phase1-log", "{log:first}"];
    const command = { kind: "arguments" as const, words: [...words, "--phase2-dates", "2024-01-01 2024-01-20"] };
    const backfills = { ...workspace.pipeline.backfills, conductor: { ...declared, after: [], command } };
    Object.assign(place, { workspace: { ...workspace, pipeline: { ...workspace.pipeline, backfills } } });
    const row = async (name: string): Promise<BackfillStatus> => {
      const { watchBackfills } = await import("../../../src/app/backfills/watchBackfills");
      const snapshot = await watchBackfills(place.workspace, place.ports);
      const found = snapshot.ok ? snapshot.value.backfills.find((one) => one.name === name) : undefined;
      assert.ok(found);
      return found;
    };

    const log = join(place.root, "logs/first_1.log");
    const phase1 = place.begin([node, "jobs/first_backfill.mjs", ...dates], {
      env: { JOB_LOG: log, JOB_LINGER: "1500" },
    });
    await eventually(async () => (await row("first")).log === "logs/first_1.log");
    const started = await startBackfill(place.workspace, place.ports, "conductor", {});
    assert.ok(started.ok, JSON.stringify(started));
    assert.deepEqual(started.value.argv.slice(2), [
      ...["--phase1-pid", String(phase1.pid), "--phase1-log", log, "--phase2-dates", "2024-01-01 2024-01-20"],
    ]);
    const waiting = await row("conductor");
    assert.deepEqual(
      [waiting.state, waiting.waitingFor, waiting.children, waiting.workers],
      ["waiting", ["first"], [], null],
    );
    const running = await eventually(async () => {
      const one = await row("conductor");
      return one.children.length > 0 ? one : null;
    });
    assert.deepEqual([running.state, running.waitingFor, running.children], ["running", [], ["second"]]);
    const second = await eventually(async () => {
      const one = await row("second");
      return one.done === 3 ? one : null;
    });
    assert.deepEqual([second.state, second.log, second.total], ["running", "logs/second_phase2.log", 20]);
    assert.equal((await row("first")).state, "succeeded");
    assert.match(readFileSync(log, "utf8"), /PARALLEL BACKFILL COMPLETE/);
  });
});
