import assert from "node:assert/strict";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planRetry } from "../../../src/app/launching/planRetry";
import type { Ports, RunStarted } from "../../../src/app/ports";
import { watchBackfills } from "../../../src/app/backfills/watchBackfills";
import type { BackfillStatus } from "../../../src/core/backfills/status";
import { failure } from "../../../src/core/result";
import { temporaryFolder } from "./launching";
import { workplaceForEach } from "./workplace";

const span = ["--start-date", "2024-01-01", "--end-date", "2024-01-20"];
const node = process.execPath;

describe("watching backfills", () => {
  const place = workplaceForEach();

  const inState = (name: string, fits: (row: BackfillStatus) => boolean): Promise<BackfillStatus> =>
    place.rowWhere(name, fits);

  async function datesToRetry(name: string): Promise<readonly string[] | string> {
    const plan = await planRetry(place.workspace, place.ports, name);
    return plan.ok ? plan.value.dates : plan.error.code;
  }

  it("names every declared backfill in the file's order, idle before it ever ran", async () => {
    const snapshot = await watchBackfills(place.workspace, place.ports);
    assert.deepEqual(snapshot.ok && snapshot.value.backfills.map(({ name, state }) => [name, state]), [
      ["first", "idle"],
      ["second", "idle"],
      ["conductor", "idle"],
    ]);
  });

  it("finds a process somebody started, follows it, and sees at once that it was killed", async () => {
    const log = join(place.root, "logs/first_1.log");
    const child = place.begin([node, "jobs/first_backfill.mjs", ...span], {
      env: { JOB_LOG: log, JOB_HANG: "15", JOB_FAIL: "2024-01-02,2024-01-09" },
    });
    const row = await inState("first", (one) => one.done === 13);
    assert.deepEqual(
      [row.state, row.pid, row.total, row.failed, row.workers, row.records, row.log, row.exitCode],
      ["running", child.pid, 20, 2, 2, 91, "logs/first_1.log", null],
    );
    assert.deepEqual([row.failedDates, row.unfinishedDates], [["2024-01-02", "2024-01-09"], []]);
    assert.ok(row.eta && row.eta.optimistic < row.eta.conservative);
    assert.equal(await datesToRetry("first"), "conflicting-run");

    child.kill("SIGKILL");
    await once(child, "exit");
    const dead = await place.row("first");
    assert.equal(dead.state, "died");
    assert.equal(dead.reason, "The process is gone without a closing summary in its log. 5 dates unfinished.");
    assert.deepEqual([dead.done, dead.failed, dead.total, dead.unfinishedDates.length], [13, 2, 20, 5]);
    assert.equal(dead.eta, null);
    const unfinished = ["2024-01-16", "2024-01-17", "2024-01-18", "2024-01-19", "2024-01-20"];
    assert.deepEqual(dead.unfinishedDates, unfinished);
    assert.deepEqual(await datesToRetry("first"), ["2024-01-02", "2024-01-09", ...unfinished]);
    const records = await place.ports.store.runs();
    assert.deepEqual(
      records.map((record) => record.type),
      ["started", "ended"],
    );
    // Looking again says nothing new.
    assert.deepEqual(await place.row("first"), dead);
    assert.deepEqual(await place.ports.store.runs(), records);
  });

  it("sees a process also when nothing can be recorded, and says why it was not", async () => {
    const unwritable = join(place.ports.store.folder, "runs.jsonl");
    mkdirSync(unwritable, { recursive: true });
    const child = place.begin([node, "jobs/first_backfill.mjs", ...span], { env: { JOB_HANG: "0" } });
    const row = await inState("first", (one) => one.pid === child.pid);
    assert.equal(row.state, "running");
    assert.match(row.reason ?? "", /runs\.jsonl could not be written/);
    assert.equal(await datesToRetry("first"), "conflicting-run");
    rmSync(unwritable, { recursive: true });
  });

  it("calls nothing dead when the processes cannot be listed", async () => {
    const child = place.begin([node, "jobs/first_backfill.mjs", ...span], { env: { JOB_HANG: "0" } });
    await inState("first", (one) => one.pid === child.pid);
    const list = async (): ReturnType<Ports["processes"]["list"]> => failure("unsupported", "No list.");
    const row = await place.row("first", { ...place.ports, processes: { ...place.ports.processes, list } });
    assert.deepEqual([row.state, row.reason], ["unknown", "No list."]);
    assert.deepEqual(
      (await place.ports.store.runs()).map(({ type }) => type),
      ["started"],
    );
  });

  it("reads the log that a process's output was sent to, wherever that is", async () => {
    const descriptor = openSync(join(place.root, "nohup.out"), "a");
    const child = place.begin([node, "jobs/first_backfill.mjs", "--dates=2024-01-01,2024-01-05"], {
      stdio: ["ignore", descriptor, descriptor],
      env: { JOB_HANG: "1" },
    });
    closeSync(descriptor);
    const row = await inState("first", (one) => one.done === 1);
    assert.deepEqual([row.log, row.pid, row.total, row.state], ["nohup.out", child.pid, 2, "running"]);
    // The dates come from its arguments, not from the window.
    const [record] = await place.ports.store.runs();
    assert.deepEqual(record?.type === "started" && record.dates, ["2024-01-01", "2024-01-05"]);
  });

  it("says that the log is not there yet", async () => {
    place.write("jobs/second_backfill.mjs", "setTimeout(() => {}, 60000)");
    const child = place.begin([node, "jobs/second_backfill.mjs"]);
    const row = await inState("second", (one) => one.pid === child.pid);
    assert.deepEqual(
      [row.state, row.done, row.total, row.eta, row.log, row.reason],
      ["running", 0, null, null, null, "There is no log yet that fits logs/second*.log."],
    );
  });

  it("keeps apart what two runs wrote to one file", async () => {
    const log = join(place.root, "logs/first.log");
    const earlier = place.begin([node, "jobs/first_backfill.mjs", ...span], { env: { JOB_LOG: log, JOB_HANG: "6" } });
    await inState("first", (one) => one.done === 6);
    earlier.kill("SIGKILL");
    await inState("first", (one) => one.state === "died");
    // Lines of the second that was cut short are still the first run's.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const again = place.begin([node, "jobs/first_backfill.mjs", "--dates", "2024-01-07,2024-01-08,2024-01-09"], {
      env: { JOB_LOG: log, JOB_FAIL: "2024-01-08", JOB_LINGER: "1500" },
    });
    // Seen at least once while it is alive, or it would be known by its log alone.
    await inState("first", (one) => one.pid === again.pid);
    const row = await inState("first", (one) => one.state === "partial");
    assert.deepEqual([row.done, row.failed, row.total, row.failedDates], [2, 1, 3, ["2024-01-08"]]);
    const left = Array.from({ length: 11 }, (_, index) => `2024-01-${index + 10}`);
    assert.deepEqual(await datesToRetry("first"), ["2024-01-08", ...left]);
  });

  it("leaves another project's process of the same name alone", async () => {
    const elsewhere = temporaryFolder("elsewhere");
    try {
      mkdirSync(join(elsewhere, "jobs"));
      writeFileSync(join(elsewhere, "jobs/second_backfill.mjs"), "setTimeout(() => {}, 60000)");
      place.begin([node, "jobs/second_backfill.mjs"], { cwd: elsewhere });
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal((await place.row("second")).state, "idle");
      // From elsewhere, but our script: ours.
      place.write("jobs/second_backfill.mjs", "setTimeout(() => {}, 60000)");
      place.begin([node, join(place.root, "jobs/second_backfill.mjs")], { cwd: elsewhere });
      await inState("second", (one) => one.state === "running");
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it("takes no editor, search or shell text for the job", async () => {
    place.begin(["tail", "-f", "jobs/second_backfill.mjs"]);
    place.begin(["sh", "-c", "sleep 60; true jobs/second_backfill.mjs"]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal((await place.row("second")).state, "idle");
  });

  it("knows a reused PID by its identity", async () => {
    const started: RunStarted = {
      type: "started",
      id: "before",
      kind: "backfill",
      name: "first",
      origin: "observed",
      pid: process.pid,
      identity: "another start",
      startedAt: new Date(Date.now() - 60_000).toISOString(),
      argv: [],
      cwd: null,
      log: null,
      dates: null,
      forced: null,
    };
    await place.ports.store.appendRun(started);
    const row = await place.row("first");
    assert.deepEqual([row.state, row.exitCode, row.eta], ["died", null, null]);
  });

  it("shows who waits for whom", async () => {
    place.write("conductor.sh", "#!/bin/bash\nsleep 60; true\n");
    place.begin(["bash", "conductor.sh"]);
    const conductor = await inState("conductor", (one) => one.pid !== null);
    assert.deepEqual([conductor.state, conductor.waitingFor], ["waiting", ["first"]]);
    const log = join(place.root, "logs/first_1.log");
    const child = place.begin([node, "jobs/first_backfill.mjs", ...span], { env: { JOB_LOG: log, JOB_HANG: "3" } });
    await inState("first", (one) => one.state === "running");
    const second = await place.row("second");
    assert.deepEqual([second.state, second.pid, second.waitingFor], ["waiting", null, ["first"]]);
    child.kill("SIGKILL");
    await inState("first", (one) => one.state === "died");
    assert.equal((await place.row("second")).state, "idle");
    assert.equal((await place.row("conductor")).state, "running", "what it waited for has ended");
  });

  it("calls a run stalled that is silent for longer than it ever paused", async () => {
    const log = join(place.root, "logs/first_1.log");
    place.begin([node, "jobs/first_backfill.mjs", ...span], { env: { JOB_LOG: log, JOB_HANG: "10" } });
    assert.equal((await inState("first", (one) => one.done === 10)).state, "running");
    const later: Ports = { ...place.ports, clock: { now: () => new Date(Date.now() + 600_000) } };
    const row = await place.row("first", later);
    assert.equal(row.state, "stalled");
    assert.equal(row.reason, "Nothing was logged for 10 min; so far it never paused for longer than 5 s.");
  });

  describe("of which only a log is left", () => {
    const lines = (closed: boolean): string =>
      [
        "Processing 3 days with 2 parallel workers",
        "   Date range: 2024-01-01 to 2024-01-03",
        "  ✓ 2024-01-01: 7 records",
        "  ✗ 2024-01-03: Processing failed",
        ...(closed ? ["PARALLEL BACKFILL COMPLETE"] : []),
      ]
        .map((message) => `2026-01-04 10:00:00,000 - INFO - ${message}\n`)
        .join("");

    it("tells by its closing summary how it ended", async () => {
      place.write("logs/first_1.log", lines(true));
      const row = await place.row("first");
      assert.deepEqual(
        [row.state, row.done, row.failedDates, row.unfinishedDates, row.total, row.pid, row.startedAt],
        ["partial", 1, ["2024-01-03"], ["2024-01-02"], 3, null, "2026-01-04T10:00:00.000Z"],
      );
      assert.deepEqual(await datesToRetry("first"), ["2024-01-02", "2024-01-03"]);
    });

    it("cannot tell while somebody may be writing it", async () => {
      const now = new Date(Date.now() + 3_600_000).toISOString().replace("T", " ").slice(0, 19);
      place.write("logs/first_1.log", lines(false).replaceAll("2026-01-04 10:00:00", now));
      const growing = await place.row("first");
      assert.equal(growing.state, "unknown");
      assert.match(
        growing.reason ?? "",
        /^logs\/first_1\.log was written to \d s ago, and no process of it can be seen from here; look again/,
      );
    });

    it("takes it for dead without one, also the fresh copy of an old log", async () => {
      place.write("logs/first_1.log", lines(false));
      const dead = await place.row("first");
      assert.equal(dead.state, "died");
      assert.equal(
        dead.reason,
        "logs/first_1.log has no closing summary, and no process of it is there. 1 date unfinished.",
      );
    });

    it("says nothing of a log that holds nothing of the kind", async () => {
      place.write("logs/first_1.log", "hello\n");
      assert.equal((await place.row("first")).state, "idle");
    });
  });

  it("tells by the checkpoint what the log does not", async () => {
    place.write("jobs/first_backfill.mjs", "setTimeout(() => {}, 60000)");
    const child = place.begin([node, "jobs/first_backfill.mjs", ...span]);
    await inState("first", (one) => one.pid === child.pid);
    place.write(
      "checkpoints/first_2024-01-01_2024-01-20.json",
      JSON.stringify({
        start_date: "2024-01-01",
        end_date: "2024-01-20",
        successful_dates: ["2024-01-01", "2024-01-03"],
        failed_dates: ["2024-01-02"],
        skipped_dates: [],
        stats: { total_days: 20 },
      }),
    );
    const row = await place.row("first");
    assert.deepEqual([row.done, row.failed, row.total], [2, 1, 20]);
  });

  it("says that it cannot tell where processes cannot be looked at", async () => {
    const blind: Ports = {
      ...place.ports,
      processes: { ...place.ports.processes, list: async () => failure("unsupported", "Not on this system.") },
    };
    const row = await place.row("first", blind);
    assert.deepEqual([row.state, row.reason], ["unknown", "Not on this system."]);
  });
});
