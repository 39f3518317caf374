import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "../../../src/adapters/store/openStore";
import { watchBackfills } from "../../../src/app/backfills/watchBackfills";
import type { Ports } from "../../../src/app/ports";
import type { BackfillStatus, StatusSnapshot } from "../../../src/core/backfills/status";
import { eventually } from "./launching";
import { workplaceForEach } from "./workplace";

/** A job of twenty dates, 30 ms each, that waits before its last one until a file is there. */
const job = `
import { existsSync, writeFileSync, appendFileSync } from "node:fs";
const log = (message) => appendFileSync("logs/second_" + process.pid + ".log",
  new Date().toISOString().replace("T", " ").replace("Z", "").replace(".", ",") + " - INFO - " + message + "\\n");
log("Processing 20 days with 2 parallel workers");
for (let day = 1; day <= 20; day++) {
  await new Promise((resolve) => setTimeout(resolve, 30));
  while (day === 20 && !existsSync("go")) await new Promise((resolve) => setTimeout(resolve, 10));
  log("  ✓ 2024-01-" + String(day).padStart(2, "0") + ": 7 records");
}
log("PARALLEL BACKFILL COMPLETE");
`;
const words = [process.execPath, "jobs/second_backfill.mjs", "--start-date", "2024-01-01", "--end-date", "2024-01-20"];

describe("what is kept for telling when runs end", () => {
  const place = workplaceForEach();
  beforeEach(() => {
    place.write("jobs/second_backfill.mjs", job);
  });

  const inState = (fits: (row: BackfillStatus) => boolean, ports?: Ports): Promise<BackfillStatus> =>
    place.rowWhere("second", fits, ports);

  const kept = (file: string): unknown[] =>
    readFileSync(join(place.ports.store.folder, `${file}.jsonl`), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));

  /** As another window or the command line sees it: nothing is left of what this one has in memory. */
  const anew = (ports: Partial<Ports> = {}): Ports => ({
    ...place.ports,
    files: { ...place.ports.files },
    store: openStore(place.root, null),
    ...ports,
  });

  it("forecasts are judged when the run has ended, once; the next run begins with what this one took", async () => {
    place.begin(words);
    await inState((row) => row.done === 19 && row.eta !== null);
    await inState((row) => row.done === 19, anew());
    assert.equal((await place.ports.store.forecasts()).filter(({ type }) => type === "forecast").length > 0, true);
    place.write("go", "");
    const ended = await inState((row) => row.state === "succeeded");
    const judged = ended.forecasts?.judged ?? 0;
    assert.ok(judged > 0);
    assert.deepEqual((await inState((row) => row.state === "succeeded", anew())).forecasts, ended.forecasts);
    const reviews = (await place.ports.store.forecasts()).filter(({ type }) => type === "ended");
    assert.equal(reviews.length, 1);
    assert.ok(ended.forecasts && ended.forecasts.held <= judged);

    // It has logged nothing yet, and is known by its arguments alone.
    place.write("jobs/second_backfill.mjs", "setTimeout(() => {}, 60000);");
    place.begin(words);
    const next = await inState((row) => row.state === "running");
    assert.equal(next.eta?.remark, "Taken from 1 earlier run.");
    assert.equal(next.eta.confidence, "low");
    assert.deepEqual(next.forecasts, ended.forecasts);
  });

  it("forecasts of a run that was killed are not judged", async () => {
    const child = place.begin(words);
    await inState((row) => row.done === 19 && row.eta !== null);
    child.kill("SIGKILL");
    await once(child, "exit");
    const row = await inState(({ state }) => state === "died");
    assert.equal(row.forecasts, null);
    const reviews = (await place.ports.store.forecasts()).filter(({ type }) => type === "ended");
    assert.deepEqual(
      reviews.map((review) => "judged" in review && [review.judged, review.workedMs]),
      [[0, null]],
    );
  });

  it("a sleep of the machine is left out, and a reload does not lose it", async () => {
    let sleptMs = 0;
    const clock = { now: () => new Date(Date.now() + sleptMs), monotonicMs: () => performance.now() };
    place.begin(words);
    const before = await inState((row) => row.done === 19 && row.eta !== null, { ...place.ports, clock });
    sleptMs = 3_600_000;
    const after = await place.row("second", { ...place.ports, clock });
    const [slept] = kept("suspensions") as { run: null; from: string; to: string }[];
    assert.ok(slept && Math.abs(Date.parse(slept.to) - Date.parse(slept.from) - sleptMs) < 1000);
    assert.equal(after.state, "running", "nothing was logged for an hour in which nothing could be");
    const timeLeft = (row: BackfillStatus, now: number): number => Date.parse(row.eta?.conservative ?? "") - now;
    assert.ok(timeLeft(after, clock.now().getTime()) < timeLeft(before, Date.now()) + 60_000);
    const reloaded = await place.row("second", anew({ clock: { now: clock.now } }));
    assert.equal(reloaded.state, "running");
    assert.ok(timeLeft(reloaded, clock.now().getTime()) < 600_000);
  });

  it("the timeline goes on to what waits, and says what it cannot tell", async () => {
    place.write("jobs/first_backfill.mjs", job.replaceAll("logs/second_", "logs/first_"));
    place.begin([process.execPath, "jobs/first_backfill.mjs", ...words.slice(2)]);
    const snapshot: StatusSnapshot = await eventually(async () => {
      const seen = await watchBackfills(place.workspace, place.ports);
      return seen.ok && seen.value.backfills[0]?.eta ? seen.value : null;
    });
    assert.deepEqual(
      snapshot.timeline.map(({ kind, name, ends, reason }) => [kind, name, ends !== null, reason]),
      [
        ["backfill", "first", true, null],
        ["backfill", "second", false, "How long it takes is not known: no run of second is on record."],
      ],
    );
  });
});
