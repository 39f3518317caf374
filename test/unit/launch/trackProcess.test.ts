import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { processes } from "../../../src/adapters/processes/processes";
import { openStore } from "../../../src/adapters/store/openStore";
import { trackableProcesses, trackProcess } from "../../../src/app/backfills/trackProcess";
import { eventually } from "./launching";
import { workplaceForEach } from "./workplace";

const node = process.execPath;
const dates = ["--start-date", "2024-01-01", "--end-date", "2024-01-20"];

describe("tracking a process by hand", () => {
  const place = workplaceForEach();
  beforeEach(() => {
    // The same job under a name that no `match:` fits.
    place.write("elsewhere.mjs", 'import("./jobs/first_backfill.mjs");');
  });

  const track = async (name: string, pid: number, log?: string): Promise<string> => {
    const tracked = await trackProcess(
      place.workspace,
      place.ports,
      name,
      pid,
      process.pid,
      log === undefined ? {} : { log },
    );
    return tracked.ok ? "tracked" : `${tracked.error.code}: ${tracked.error.message}`;
  };

  it("makes it a run that fits no match:, survives a reload, and tells how it ended", async () => {
    const log = join(place.root, "odd place.txt");
    const child = place.begin([node, "elsewhere.mjs", ...dates], { env: { JOB_LOG: log, JOB_HANG: "7" } });
    await eventually(async () => (await place.ports.files.stat(log)) !== null);
    assert.equal((await place.row("first")).pid, null);
    assert.equal(await track("first", child.pid, log), "tracked");
    const row = await eventually(async () => {
      const one = await place.row("first");
      return one.done === 7 ? one : null;
    });
    assert.deepEqual([row.state, row.pid, row.total, row.log], ["running", child.pid, 20, "odd place.txt"]);
    const [record] = await place.ports.store.runs();
    assert.equal(record?.type === "started" && record.origin, "observed");

    // Another window, later: nothing but the store is left of this one.
    const later = { ...place.ports, processes: processes(), store: openStore(place.root, null) };
    assert.deepEqual([(await place.row("first", later)).pid, (await place.row("first", later)).done], [child.pid, 7]);
    child.kill("SIGKILL");
    await once(child, "exit");
    const dead = await place.row("first", { ...later, processes: processes(), store: openStore(place.root, null) });
    assert.deepEqual([dead.state, dead.done, dead.unfinishedDates.length], ["died", 7, 13]);
  });

  it("is refused in words for what cannot be a run", async () => {
    const child = place.begin([node, "elsewhere.mjs", ...dates], { env: { JOB_HANG: "0" } });
    const gone = spawn(node, ["-e", "0"]);
    await once(gone, "exit");
    assert.equal(
      await track("first", gone.pid ?? 0),
      `unknown-name: There is no process ${gone.pid} on this machine; it may have ended. Look for its PID again.`,
    );
    assert.match(await track("first", process.pid), /^unsupported: Process \d+ is Headgate's own;/);
    assert.match(await track("firts", child.pid), /^unknown-name: No backfill firts is declared. Did you mean first\?/);
    assert.match(await track("first", child.pid, "/no/such.log"), /^unreadable-file: There is no log \/no\/such\.log;/);
    assert.equal(await track("first", child.pid), "tracked");
    const already = `conflicting-run: Process ${child.pid} is already the run of first; nothing has to be tracked.`;
    assert.deepEqual([await track("first", child.pid), await track("second", child.pid)], [already, already]);
    assert.equal((await place.ports.store.runs()).length, 1);
  });

  it("refuses what works for a run, and what started one", async () => {
    place.write(
      "wrapper.sh",
      `"$1" jobs/first_backfill.mjs ${dates.join(" ")} & "$1" -e "setTimeout(() => {}, 60000)" & wait`,
    );
    const wrapper = place.begin(["bash", "wrapper.sh", node], { env: { JOB_HANG: "0" } });
    const { pid } = await eventually(async () => {
      const row = await place.row("first");
      return row.pid === null ? null : row;
    });
    assert.equal(
      await track("first", wrapper.pid),
      `conflicting-run: Process ${wrapper.pid} started the run of first (PID ${pid}), which is watched already.`,
    );
    assert.equal(await track("second", wrapper.pid), "tracked", "of another backfill it may be the run");
    const list = await place.ports.processes.list();
    const helper = list.ok
      ? list.value.find((one) => one.parentPid === wrapper.pid && one.argv[1] === "-e")
      : undefined;
    assert.match(
      await track("first", helper?.pid ?? 0),
      /works for the run of second \(PID \d+\); its dates are told there/,
    );
  });

  it("offers this user's processes, those in the workspace first, the youngest before others, without runs and Headgate itself", async () => {
    const run = place.begin([node, "jobs/first_backfill.mjs", ...dates], { env: { JOB_HANG: "0" } });
    await eventually(async () => (await place.row("first")).pid === run.pid);
    const older = place.begin([node, "elsewhere.mjs", ...dates], { env: { JOB_HANG: "0" } });
    await new Promise((resolve) => setTimeout(resolve, 30));
    const younger = place.begin(["sleep", "60"]);
    const away = spawn("sleep", ["60"], { cwd: "/" });
    await once(away, "spawn");
    const ours = new Set<number | undefined>([run.pid, older.pid, younger.pid, away.pid, process.pid]);
    const offered = await eventually(async () => {
      const found = await trackableProcesses(place.workspace, place.ports, process.pid);
      const pids = found.ok ? found.value.map(({ pid }) => pid).filter((pid) => ours.has(pid)) : [];
      return pids.length === 3 ? pids : null;
    });
    away.kill();
    assert.deepEqual(offered, [younger.pid, older.pid, away.pid]);
  });
});
