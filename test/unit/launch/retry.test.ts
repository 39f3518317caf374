import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { claimsIn } from "../../../src/adapters/store/launchClaims";
import { retryBackfill } from "../../../src/app/launching/launch";
import { stopRun } from "../../../src/app/launching/stopRun";
import { planRetry } from "../../../src/app/launching/planRetry";
import type { RunEnded, RunStarted } from "../../../src/app/ports";
import { addDays, daysOf, type CalendarDate } from "../../../src/core/calendar";
import { commandLimit, fits, type CommandLimit } from "../../../src/core/pipeline/commandLimits";
import { splitDates } from "../../../src/core/pipeline/splitDates";
import type { Result } from "../../../src/core/result";
import { endIn, eventually, isThere } from "./launching";
import { workplaceForEach } from "./workplace";

const firstDay = "2011-01-01" as CalendarDate;
const fiveThousand = daysOf({ start: firstDay, end: addDays(firstDay, 4_999) });

/** Logs all its dates at once, and says in calls.txt how it was called; dates in JOB_FAIL make it fail with exit code 3. */
const quickJob = `
import { appendFileSync } from "node:fs";
const days = process.argv[process.argv.indexOf("--dates") + 1].split(",");
appendFileSync("calls.txt", days.length + " " + days[0] + " " + days.at(-1) + "\\n");
if (process.env.JOB_HANG) { setTimeout(() => {}, 600000); await new Promise(() => {}); }
const failing = process.env.JOB_FAIL ?? "";
const now = new Date().toISOString().replace("T", " ").replace("Z", "").replace(".", ",");
const log = (message) => now + " - INFO - " + message + "\\n";
process.stdout.write(log("Processing " + days.length + " days with 2 parallel workers") + days
  .map((day) => log(failing.includes(day) ? "  ✗ " + day + ": Processing failed" : "  ✓ " + day + ": 7 records"))
  .join("") + log("PARALLEL BACKFILL COMPLETE"));
process.exitCode = days.some((day) => failing.includes(day)) ? 3 : 0;
`;

describe("retrying more dates than fit into a command", () => {
  const place = workplaceForEach();
  const small: CommandLimit = { unit: "bytes", argument: 12_000, total: 1_500_000 };
  beforeEach(() => {
    place.write("jobs/first_backfill.mjs", quickJob);
  });
  afterEach(() => {
    for (const name of ["JOB_FAIL", "JOB_HANG"]) Reflect.deleteProperty(process.env, name);
  });

  function valueOf<T>(result: Result<T>): T {
    assert.ok(result.ok, JSON.stringify(result));
    return result.value;
  }
  const calls = (): string[] => {
    const file = join(place.root, "calls.txt");
    return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  };
  const retry = async (dates = fiveThousand): Promise<RunStarted> =>
    valueOf(await retryBackfill(place.workspace, place.ports, "first", { missing: dates, limit: small }));
  async function ended(run: RunStarted): Promise<RunEnded> {
    const end = await endIn(place.ports.store, run.id);
    await eventually(async () => (claimsIn(join(place.ports.store.folder, "locks")).length === 0 ? true : null));
    return end;
  }

  it("runs several commands, one after another, as one run that fills them all", async () => {
    const run = await retry();
    assert.deepEqual([run.dates?.length, run.commands], [5_000, 5]);
    assert.deepEqual([(await ended(run)).exitCode, (await ended(run)).signal], [0, null]);
    assert.deepEqual(calls(), [
      "1090 2011-01-01 2013-12-25",
      "1090 2013-12-26 2016-12-19",
      "1090 2016-12-20 2019-12-14",
      "1090 2019-12-15 2022-12-08",
      "640 2022-12-09 2024-09-08",
    ]);
    const row = await place.row("first");
    assert.deepEqual([row.state, row.done, row.total, row.reason], ["succeeded", 5_000, 5_000, null]);
    assert.equal((await place.ports.store.runs()).length, 2);
  });

  it("goes on after a command that fails, and ends with the first exit code that is not 0", async () => {
    process.env["JOB_FAIL"] = "2011-01-05,2017-01-05";
    const run = await retry();
    assert.equal((await ended(run)).exitCode, 3);
    assert.equal(calls().length, 5);
    const row = await place.row("first");
    assert.deepEqual([row.state, row.done, row.failedDates], ["failed", 4_998, ["2011-01-05", "2017-01-05"]]);
    Reflect.deleteProperty(process.env, "JOB_FAIL");
    const plan = valueOf(await planRetry(place.workspace, place.ports, "first"));
    assert.deepEqual([plan.dates, plan.request.further ?? []], [["2011-01-05", "2017-01-05"], []]);
  });

  it("stops them all when it is stopped", async () => {
    process.env["JOB_HANG"] = "yes";
    const run = await retry();
    await eventually(() => (calls().length === 1 ? true : null));
    assert.equal((await place.row("first")).state, "running");
    valueOf(await stopRun(place.ports, run.pid));
    assert.equal((await ended(run)).signal, "SIGINT");
    assert.equal(isThere(run.pid), false);
    assert.equal(calls().length, 1, "none was started after it");
    const row = await place.row("first");
    assert.deepEqual([row.state, row.unfinishedDates.length], ["died", 5_000]);
  });

  it("needs one command where they fit into it, with what this system takes", async () => {
    const plan = valueOf(await planRetry(place.workspace, place.ports, "first", { missing: fiveThousand }));
    assert.deepEqual([plan.dates.length, (plan.request.further ?? []).length], [5_000, 0]);
  });
});

describe("how long a command may become", () => {
  const fitsInto = (platform: string, dates: number): boolean =>
    fits({ argv: ["job", "--dates", "2024-01-01,".repeat(dates).slice(0, -1)], env: {} }, {}, commandLimit(platform));

  it("is 128 KiB an argument on Linux, and about 32,000 characters in all on Windows", () => {
    assert.deepEqual([fitsInto("linux", 11_915), fitsInto("linux", 11_916)], [true, false]);
    assert.deepEqual([fitsInto("win32", 2_900), fitsInto("win32", 2_910)], [true, false]);
    assert.deepEqual([fitsInto("darwin", 80_000), fitsInto("darwin", 82_000)], [true, false]);
  });

  it("parts dates into as few pieces as fit, and gives up where one is too much", () => {
    assert.deepEqual(valueOrCode(splitDates(fiveThousand.slice(0, 7), (some) => some.length <= 3)), [
      fiveThousand.slice(0, 3),
      fiveThousand.slice(3, 6),
      fiveThousand.slice(6, 7),
    ]);
    assert.equal(valueOrCode(splitDates(fiveThousand, () => false)), "invalid-configuration");
  });

  function valueOrCode<T>(result: Result<T>): T | string {
    return result.ok ? result.value : result.error.code;
  }
});
