import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { runCli } from "./runCli";
import { makeWorkplace, type Workplace } from "./workplace";
import { builtEntries } from "./launching";

const two = `version: 1
thresholds: thresholds.yaml
log_timezone: UTC
window: { start: 2024-01-01, end: 2024-01-20 }
backfills:
  whole:
    command: [node, jobs/first_backfill.mjs, --start-date, "{start}", --end-date, "{end}"]
    tables: [orders]
  part:
    command: [node, jobs/second_backfill.mjs, --start-date, "2024-01-15", --end-date, "2024-01-31"]
    tables: [orders]
`;

describe("many that start at once", () => {
  let built: string;
  let place: Workplace;
  before(async () => {
    built = builtEntries();
    place = await makeWorkplace(built);
    place.write("headgate.yaml", two);
  });
  after(async () => {
    await place.remove();
    rmSync(built, { recursive: true, force: true });
  });

  it("are one that runs, and others that are told who is in their way", async () => {
    const names = ["whole", "part", "whole", "part", "whole", "part", "whole", "part"];
    const told = await Promise.all(
      names.map((name) => runCli(place.root, ["run", name, "--detach", "--json"], { JOB_HANG: "1" })),
    );
    const started = (await place.ports.store.runs()).filter(({ type }) => type === "started");
    assert.equal(started.length, 1, JSON.stringify(told));
    assert.deepEqual(told.map(({ code }) => code).sort(), [0, 2, 2, 2, 2, 2, 2, 2]);
    for (const { code, out } of told) {
      const answer = JSON.parse(out) as { error?: { code: string } };
      if (code === 2) assert.equal(answer.error?.code, "conflicting-run", out);
    }
  });
});
