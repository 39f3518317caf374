import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BackfillStatus } from "../../../src/core/backfills/status";
import { eventually, isThere } from "./launching";
import { runCli } from "./runCli";
import { workplaceForEach } from "./workplace";

describe("the command line", () => {
  const place = workplaceForEach();

  it("says with --dry-run what would be started and what speaks against it, and starts nothing", async () => {
    const first = await runCli(place.root, ["run", "first", "--dry-run"]);
    assert.deepEqual(first, {
      code: 0,
      out: "node jobs/first_backfill.mjs --start-date 2024-01-01 --end-date 2024-01-20\nNothing speaks against it.\n",
      error: "",
    });
    const second = await runCli(place.root, ["run", "second", "--dry-run", "--json"]);
    const told = JSON.parse(second.out) as Record<string, unknown>;
    assert.deepEqual([second.code, told["schemaVersion"], told["backfill"], told["starts"]], [0, 1, "second", true]);
    assert.deepEqual(told["preflight"], [
      {
        kind: "dependency",
        severity: "warns",
        message: "second comes after first, which was never seen to run; make sure that its tables are filled.",
      },
    ]);
    assert.equal(existsSync(join(place.root, ".headgate", "runs.jsonl")), false);
  });

  it("tells what is to be minded when it starts, and what was in the way when it is forced", async () => {
    const second = await runCli(place.root, ["run", "second"]);
    assert.equal(second.code, 0);
    assert.match(second.error, /^Mind: second comes after first, which was never seen to run;/m);
    const hanging = await runCli(place.root, ["run", "first", "--detach", "--json"], { JOB_HANG: "1" });
    const { pid } = (JSON.parse(hanging.out) as { backfill: BackfillStatus }).backfill;
    const inTheWay = `first is running already (PID ${pid}); wait for its end, stop it, or force it with a reason.`;
    const refused = await runCli(place.root, ["run", "first"]);
    assert.deepEqual(refused, { code: 2, out: "", error: `headgate: ${inTheWay}\n` });
    const looked = await runCli(place.root, ["run", "first", "--dry-run"]);
    assert.equal(looked.code, 2);
    assert.ok(looked.out.endsWith(`In the way: ${inTheWay}\n`));
    const forced = await runCli(place.root, ["run", "first", "--force", "it hangs"]);
    assert.equal(forced.code, 0);
    assert.ok(forced.error.startsWith(`In the way: ${inTheWay}\n`));
    const retried = await runCli(place.root, ["retry", "first", "--dry-run", "--force", "it hangs", "--json"]);
    assert.equal((JSON.parse(retried.out) as { error?: { code: string } }).error?.code, "nothing-to-retry");
  });

  it("stops a run, whoever started it, and answers with how it ended", async () => {
    assert.deepEqual(await runCli(place.root, ["stop", "first", "--json"]), {
      code: 2,
      out: `${JSON.stringify({ schemaVersion: 1, error: { code: "nothing-to-stop", message: "first is not running here; look at it with headgate status." } }, null, 2)}\n`,
      error: "",
    });
    const job = place.begin(["node", "jobs/first_backfill.mjs", "--dates", "2024-01-02"], { env: { JOB_HANG: "0" } });
    await eventually(async () => (await place.row("first")).pid === job.pid || null);
    const stopped = await runCli(place.root, ["stop", "first", "--json"]);
    assert.deepEqual([stopped.code, stopped.error], [0, `Stopping first (PID ${job.pid})\n`]);
    const { backfill } = JSON.parse(stopped.out) as { backfill: BackfillStatus };
    assert.deepEqual([backfill.state, backfill.exitCode, backfill.unfinishedDates], ["died", null, ["2024-01-02"]]);
    assert.match(backfill.reason ?? "", /^It was stopped by a person/);
    assert.equal(isThere(job.pid), false);
  });

  it("asks which one where several run", async () => {
    const dates = ["2024-01-02", "2024-01-03"];
    const jobs = dates.map((date) =>
      place.begin(["node", "jobs/first_backfill.mjs", "--dates", date], { env: { JOB_HANG: "0" } }),
    );
    await eventually(async () => (await place.ports.store.runs()).length === 2 || (await place.row("first"), null));
    const asked = await runCli(place.root, ["stop", "first"]);
    assert.equal(asked.code, 2);
    assert.match(asked.error, /^headgate: first runs several times; say which with --pid: \d+, \d+\.$/m);
    const [one, other] = jobs;
    assert.equal((await runCli(place.root, ["stop", "first", "--pid", String(one?.pid)])).code, 0);
    assert.deepEqual([isThere(one?.pid ?? 0), isThere(other?.pid ?? 0)], [false, true]);
  });
});
