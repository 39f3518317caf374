import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { launchTraining, retryBackfill, runValidator, startBackfill } from "../../../src/app/launching/launch";
import { followRun } from "../../../src/app/launching/followRun";
import { planRetry } from "../../../src/app/launching/planRetry";
import { stopRun } from "../../../src/app/launching/stopRun";
import { claimsIn } from "../../../src/adapters/store/launchClaims";
import type { RunEnded, RunStarted } from "../../../src/app/ports";
import type { Problem, Result } from "../../../src/core/result";
import { day } from "../language/results";
import { endIn, eventually, isThere } from "./launching";
import { workplaceForEach } from "./workplace";

describe("launching what is declared", () => {
  const place = workplaceForEach();
  afterEach(() => {
    for (const name of ["JOB_FAIL", "JOB_HANG", "JOB_EXIT"]) Reflect.deleteProperty(process.env, name);
  });

  function valueOf<T>(result: Result<T>): T {
    assert.ok(result.ok, JSON.stringify(result));
    return result.value;
  }
  function problemOf<T>(result: Result<T>): Problem {
    assert.ok(!result.ok, JSON.stringify(result));
    return result.error;
  }
  const start = (name: string, force?: string): Promise<Result<RunStarted>> =>
    startBackfill(place.workspace, place.ports, name, force === undefined ? {} : { force });
  async function ended(run: RunStarted): Promise<RunEnded> {
    const end = await endIn(place.ports.store, run.id);
    // The lock goes a moment after the record is there.
    await eventually(async () => (claimsIn(join(place.ports.store.folder, "locks")).length === 0 ? true : null));
    return end;
  }

  it("fills exactly the dates that somebody has chosen, whether they are on record as failed or not", async () => {
    process.env["JOB_FAIL"] = "2024-01-03";
    await ended(valueOf(await start("first")));
    process.env["JOB_FAIL"] = "";
    const chosen = ["2024-01-05", "2024-01-09"].map(day);
    const run = valueOf(await retryBackfill(place.workspace, place.ports, "first", { exactly: chosen }));
    assert.deepEqual(run.dates, ["2024-01-05", "2024-01-09"]);
    await ended(run);
    assert.deepEqual(valueOf(await planRetry(place.workspace, place.ports, "first")).dates, ["2024-01-03"]);
  });

  it("fills the window, knows the exit code, and retries all failed dates until none is left", async () => {
    const failing = ["02", "03", "05", "07", "11", "13", "17"].map((day) => `2024-01-${day}`);
    process.env["JOB_FAIL"] = failing.join();
    const run = valueOf(await start("first"));
    assert.equal(run.dates?.length, 20);
    assert.match(run.log ?? "", /\/logs\/first_\d{8}_\d{6}\.log$/);
    assert.equal((await ended(run)).exitCode, 0);
    const row = await place.row("first");
    assert.deepEqual([row.state, row.done, row.failed, row.total, row.exitCode], ["partial", 13, 7, 20, 0]);
    assert.equal(row.reason, "7 dates failed.");

    const plan = valueOf(await planRetry(place.workspace, place.ports, "first"));
    assert.deepEqual(plan.dates, failing);
    assert.deepEqual(plan.request.argv, ["node", "jobs/first_backfill.mjs", "--dates", failing.join()]);

    process.env["JOB_FAIL"] = "2024-01-13";
    await ended(valueOf(await retryBackfill(place.workspace, place.ports, "first", {})));
    const retried = await place.row("first");
    assert.deepEqual([retried.state, retried.done, retried.failed, retried.total], ["partial", 6, 1, 7]);
    assert.deepEqual(valueOf(await planRetry(place.workspace, place.ports, "first")).dates, ["2024-01-13"]);

    delete process.env["JOB_FAIL"];
    await ended(valueOf(await retryBackfill(place.workspace, place.ports, "first", {})));
    assert.equal((await place.row("first")).state, "succeeded");
    assert.equal(problemOf(await planRetry(place.workspace, place.ports, "first")).code, "nothing-to-retry");
  });

  it("leaves dates and state as they were when a command cannot even be started", async () => {
    await ended(valueOf(await start("first")));
    const misspelt = { kind: "arguments", words: ["no-such-program"] } as const;
    const { pipeline } = place.workspace;
    const first = pipeline.backfills["first"];
    assert.ok(first);
    const backfills = { ...pipeline.backfills, first: { ...first, command: misspelt } };
    const workspace = { ...place.workspace, pipeline: { ...pipeline, backfills } };
    assert.equal(problemOf(await startBackfill(workspace, place.ports, "first", {})).code, "launch-failed");
    const row = await place.row("first");
    assert.deepEqual([row.state, row.done, row.unfinishedDates], ["succeeded", 20, []]);
    assert.equal(problemOf(await planRetry(place.workspace, place.ports, "first")).code, "nothing-to-retry");
  });

  it("takes dates that a later run was to fill again for unfinished when that run died", async () => {
    await ended(valueOf(await start("first")));
    assert.equal((await place.row("first")).state, "succeeded");
    process.env["JOB_HANG"] = "18";
    const run = valueOf(await start("first"));
    await eventually(async () => ((await place.row("first")).done === 18 ? true : null));
    process.kill(run.pid, "SIGKILL");
    await ended(run);
    const row = await place.row("first");
    assert.deepEqual([row.state, row.reason], ["died", "It was ended by SIGKILL with 2 dates unfinished."]);
    assert.deepEqual(valueOf(await planRetry(place.workspace, place.ports, "first")).dates, [
      "2024-01-19",
      "2024-01-20",
    ]);
  });

  it("calls a run failed by its exit code, whatever its log says", async () => {
    process.env["JOB_EXIT"] = "3";
    await ended(valueOf(await start("first")));
    const row = await place.row("first");
    assert.deepEqual([row.state, row.exitCode, row.reason], ["failed", 3, "It ended with exit code 3."]);
  });

  it("refuses while a run is alive, its own or one before it, and names the PID", async () => {
    process.env["JOB_HANG"] = "1";
    const run = valueOf(await start("first"));
    assert.deepEqual(problemOf(await start("first")), {
      code: "conflicting-run",
      message: `first is running already (PID ${run.pid}); wait for its end, stop it, or force it with a reason.`,
    });
    assert.deepEqual(problemOf(await start("second")), {
      code: "conflicting-run",
      message: `second comes after first, which is running (PID ${run.pid}); wait for its end, or force it with a reason.`,
    });
    const forced = valueOf(await start("second", "first hangs, its dates are there"));
    assert.equal(forced.forced, "first hangs, its dates are there");
  });

  it("stops a run", async () => {
    process.env["JOB_HANG"] = "1";
    const run = valueOf(await start("first"));
    assert.equal(problemOf(await stopRun(place.ports, process.pid)).code, "unknown-name");
    await eventually(async () => ((await place.row("first")).done === 1 ? true : null));
    valueOf(await stopRun(place.ports, run.pid));
    assert.equal(isThere(run.pid), false);
    const end = await ended(run);
    assert.deepEqual([end.signal, end.stopped], ["SIGINT", true]);
    const row = await place.row("first");
    assert.deepEqual(
      [row.state, row.reason],
      ["died", "It was stopped by a person (SIGINT) with 19 dates unfinished."],
    );
    assert.equal(problemOf(await stopRun(place.ports, run.pid)).code, "unknown-name");
  });

  it("stops a run that somebody else started, and knows afterwards that it was stopped", async () => {
    const words = ["node", "jobs/first_backfill.mjs", "--start-date", "2024-01-01", "--end-date", "2024-01-05"];
    const job = place.begin(words, { env: { JOB_HANG: "1" } });
    const seen = await eventually(async () => {
      const row = await place.row("first");
      return row.state === "running" && row.pid !== null ? row : null;
    });
    assert.equal(seen.pid, job.pid);
    valueOf(await stopRun(place.ports, job.pid));
    const row = await place.row("first");
    assert.deepEqual(
      [row.state, row.exitCode, row.reason],
      ["died", null, "It was stopped by a person with 5 dates unfinished."],
    );
  });

  it("passes a run's output on, and can stop following while the run goes on", async () => {
    const run = valueOf(await start("first"));
    let text = "";
    const followed = await followRun(place.ports, run, (more) => (text += more), new AbortController().signal);
    assert.equal(valueOf(followed).exitCode, 0);
    assert.equal(text, readFileSync(run.log ?? "", "utf8"));
    process.env["JOB_HANG"] = "1";
    const second = valueOf(await start("first"));
    const following = new AbortController();
    setTimeout(() => following.abort(), 100);
    assert.equal(
      problemOf(await followRun(place.ports, second, () => undefined, following.signal)).code,
      "interrupted",
    );
    assert.equal(isThere(second.pid), true);
  });

  it("records an end that nobody saw when it is followed", async () => {
    process.env["JOB_HANG"] = "1";
    const run = valueOf(await start("first"));
    const supervisor = await place.ports.processes.find(run.pid);
    process.kill(supervisor?.parentPid ?? 0, "SIGKILL");
    process.kill(-run.pid, "SIGKILL");
    const end = valueOf(await followRun(place.ports, run, () => undefined, new AbortController().signal));
    assert.equal(end.reason, "The process is gone, and nobody saw how it ended.");
    const kept = await endIn(place.ports.store, run.id);
    assert.deepEqual([kept.id, kept.exitCode, kept.signal, kept.endedAt], [end.id, null, null, end.endedAt]);
    assert.equal((await place.row("first")).state, "died");
  });

  it("waits for a supervisor that is slow to record an end, instead of calling the run dead", async () => {
    process.env["JOB_EXIT"] = "3";
    const run = valueOf(await start("first"));
    assert.ok(run.supervisor);
    process.kill(run.supervisor.pid, "SIGSTOP");
    await eventually(() => (isThere(run.pid) ? null : true));
    // It goes on while the look waits for it.
    setTimeout(() => run.supervisor && process.kill(run.supervisor.pid, "SIGCONT"), 300);
    const { state, exitCode } = await place.row("first");
    assert.deepEqual({ state, exitCode }, { state: "failed", exitCode: 3 });
  });

  it("runs a validator's line by the shell, with the window in its environment", async () => {
    const run = valueOf(await runValidator(place.workspace, place.ports, "looks_right"));
    assert.equal(run.kind, "validator");
    assert.equal((await ended(run)).exitCode, 1);
    assert.equal(readFileSync(run.log ?? "", "utf8"), "2024-01-01 to 2024-01-20\n");
  });

  it("finds a training's program from the workspace root", async () => {
    place.write("train.sh", '#!/bin/sh\necho "judged by $1"\n');
    const run = valueOf(await launchTraining(place.workspace, place.ports, "model"));
    assert.equal((await ended(run)).exitCode, 0);
    assert.equal(run.argv[0], join(place.root, "train.sh"));
    assert.equal(readFileSync(run.log ?? "", "utf8"), "judged by thresholds.yaml\n");
  });

  it("says what is not declared, and what cannot be retried", async () => {
    assert.equal(problemOf(await start("frist")).message, "No backfill frist is declared. Did you mean first?");
    assert.match(problemOf(await start("conductor")).message, /conductor has no command/);
    process.env["JOB_FAIL"] = "2024-01-02";
    await ended(valueOf(await start("second")));
    assert.deepEqual(problemOf(await planRetry(place.workspace, place.ports, "second")), {
      code: "invalid-configuration",
      message: "1 date of second failed or unfinished, but no retry: is declared; declare it with {failed_dates}.",
    });
  });
});
