import assert from "node:assert/strict";
import { once } from "node:events";
import { watchBackfills } from "../../../src/app/backfills/watchBackfills";
import { hasStirred } from "../../../src/app/backfills/stirred";
import type { StatusSnapshot } from "../../../src/core/backfills/status";
import { workplaceForEach } from "./workplace";

const words = [process.execPath, "jobs/first_backfill.mjs", "--start-date", "2024-01-01", "--end-date", "2024-01-20"];

describe("between two looks", () => {
  const place = workplaceForEach();
  const look = async (): Promise<StatusSnapshot> => {
    const snapshot = await watchBackfills(place.workspace, place.ports);
    assert.ok(snapshot.ok);
    return snapshot.value;
  };
  const stirred = (snapshot: StatusSnapshot): Promise<boolean> => hasStirred(place.workspace, place.ports, snapshot);

  it("it is seen that a run began and that it ended, and nothing where neither did", async () => {
    const before = await look();
    assert.equal(await stirred(before), false);
    const job = place.begin(words, { env: { JOB_HANG: "3", JOB_LOG: `${place.root}/logs/first_1.log` } });
    await place.rowWhere("first", ({ state, done }) => state === "running" && done === 3);
    assert.equal(await stirred(before), true);
    const running = await look();
    assert.equal(await stirred(running), false);
    job.kill("SIGKILL");
    await once(job, "exit");
    assert.equal(await stirred(running), true);
    assert.equal(await stirred(await look()), false);
  });
});
