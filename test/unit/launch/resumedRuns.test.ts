import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { retryBackfill } from "../../../src/app/launching/launch";
import { planRetry } from "../../../src/app/launching/planRetry";
import type { BackfillStatus } from "../../../src/core/backfills/status";
import { endIn } from "./launching";
import { workplaceForEach } from "./workplace";

const span = ["--start-date", "2024-01-01", "--end-date", "2024-01-08"];

/**
 * Works on two dates at a time, so that they end out of order, and goes on after the latest date of its checkpoint: what was open
 * before that date it never comes back to. JOB_LATE ends last of its pair; after JOB_KILL dates it is killed. Before that, and before its
 * summary, it waits until the file `go` is there.
 */
const resumingJob = `
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
const { JOB_LATE = "", JOB_KILL = "1000", JOB_LOG } = process.env;
const words = process.argv.slice(2);
const option = (name) => words[words.indexOf(name) + 1];
let days = words.includes("--dates") ? option("--dates").split(",") : [option("--start-date")];
while (!words.includes("--dates") && days.at(-1) < option("--end-date"))
  days.push(new Date(Date.parse(days.at(-1)) + 864e5).toISOString().slice(0, 10));
const state = "state.json";
const done = existsSync(state) ? JSON.parse(readFileSync(state, "utf8")) : [];
const latest = done.toSorted().at(-1) ?? "";
if (!words.includes("--dates")) days = days.filter((day) => day > latest);
const log = (message) => {
  const line = new Date().toISOString().replace("T", " ").replace("Z", "").replace(".", ",") + " - INFO - " + message + "\\n";
  if (JOB_LOG) appendFileSync(JOB_LOG, line); else process.stdout.write(line);
};
log("Processing " + days.length + " days with 2 parallel workers");
const order = days.includes(JOB_LATE) ? [...days.filter((day) => day !== JOB_LATE), JOB_LATE] : days;
for (const [index, day] of order.entries()) {
  if (index >= Number(JOB_KILL)) {
    while (!existsSync("go")) await new Promise((resolve) => setTimeout(resolve, 20));
    process.kill(process.pid, "SIGKILL");
  }
  log("  ✓ " + day + ": 7 records");
  done.push(day);
  writeFileSync(state, JSON.stringify(done));
}
while (!words.includes("--dates") && !existsSync("go")) await new Promise((resolve) => setTimeout(resolve, 20));
log("PARALLEL BACKFILL COMPLETE");
`;

describe("a job that goes on after the latest date that was done", () => {
  const place = workplaceForEach();
  beforeEach(() => {
    place.write("jobs/first_backfill.mjs", resumingJob);
  });

  const inState = (fits: (row: BackfillStatus) => boolean): Promise<BackfillStatus> => place.rowWhere("first", fits);
  const begin = (log: string, env: Record<string, string> = {}): void => {
    const words = [process.execPath, "jobs/first_backfill.mjs", ...span];
    place.begin(words, { env: { JOB_LOG: join(place.root, "logs", log), ...env } });
  };

  for (const log of ["first_1.log", "first_2.log"])
    it(`knows what was done by a run that nobody saw, from ${log}`, async () => {
      place.write("go", "");
      place.write("state.json", '["2024-01-01","2024-01-02","2024-01-05"]');
      const lines = ["Processing 8 days with 2 parallel workers"];
      for (const day of ["01", "02", "05"]) lines.push(`  ✓ 2024-01-${day}: 7 records`);
      lines.push("  ✗ 2024-01-03: Processing failed", "  ✗ 2023-12-31: Processing failed");
      place.write("logs/first_1.log", lines.map((line) => `2024-02-01 10:00:00,000 - INFO - ${line}\n`).join(""));
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      rmSync(join(place.root, "go"));
      begin(log);
      await inState((row) => row.state === "running" && row.done === 3);
      place.write("go", "");
      const ended = await inState((row) => row.state === "partial");
      assert.deepEqual([ended.done, ended.unfinishedDates], [3, ["2024-01-03", "2024-01-04"]]);
      const plan = await planRetry(place.workspace, place.ports, "first");
      assert.deepEqual(plan.ok && plan.value.dates, ["2024-01-03", "2024-01-04"]);
    });

  it("is flagged while it runs, leaves the open date unfinished, and a retry fills exactly that", async () => {
    // The 3rd is still open when the 5th is done and the job is killed.
    begin("first_1.log", { JOB_LATE: "2024-01-03", JOB_KILL: "4" });
    await inState((row) => row.state === "running" && row.done === 4);
    place.write("go", "");
    const killed = await inState((row) => row.state === "died");
    assert.deepEqual(killed.unfinishedDates, ["2024-01-03", "2024-01-06", "2024-01-07", "2024-01-08"]);

    rmSync(join(place.root, "go"));
    begin("first_2.log");
    const resumed = await inState((row) => row.state === "running" && row.done === 3);
    assert.deepEqual(
      [resumed.done, resumed.total, resumed.skippedDates, resumed.unfinishedDates],
      [3, 3, ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"], []],
    );
    assert.equal(
      resumed.leftOutRemark,
      "It goes on where an earlier run stopped, and leaves out a date that no run has filled (2024-01-03); retry it once it has ended.",
    );
    assert.deepEqual(
      resumed.earlierRuns.map(({ state, done, unfinished, log }) => [state, done, unfinished, log]),
      [["died", 4, 4, "logs/first_1.log"]],
    );

    place.write("go", "");
    const ended = await inState((row) => row.state === "partial");
    assert.deepEqual([ended.done, ended.total, ended.unfinishedDates], [3, 4, ["2024-01-03"]]);
    assert.deepEqual(ended.skippedDates, ["2024-01-01", "2024-01-02", "2024-01-04", "2024-01-05"]);
    assert.match(ended.leftOutRemark ?? "", /left out a date that no run has filled \(2024-01-03\); retry it\.$/);

    const run = await retryBackfill(place.workspace, place.ports, "first", {});
    assert.ok(run.ok, JSON.stringify(run));
    assert.deepEqual(run.value.dates, ["2024-01-03"]);
    assert.equal((await endIn(place.ports.store, run.value.id)).exitCode, 0);
    assert.equal((await place.row("first")).state, "succeeded");
    const again = await planRetry(place.workspace, place.ports, "first");
    assert.equal(again.ok ? "" : again.error.code, "nothing-to-retry");
  });
});
