import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { alertPorts } from "../../../src/adapters/notify/alertPorts";
import type { Ports } from "../../../src/app/ports";
import { runFollowUps } from "../../../src/app/alerts/runFollowUps";
import { openWorkspace } from "../../../src/app/workspace";
import { failure } from "../../../src/core/result";
import { builtEntries } from "../launch/launching";
import { makeWorkplace } from "../launch/workplace";

const configuration = `version: 1
thresholds: thresholds.yaml
window: { start: 2024-01-01, end: 2024-01-03 }
connections: { w: { type: duckdb, path: w.duckdb } }
backfills:
  first: { match: first_backfill.mjs, tables: [a], then: [validate] }
`;

describe("what follows a run", () => {
  it("stays begun when it is interrupted, so that the next process takes it again", async () => {
    const built = builtEntries();
    const place = await makeWorkplace(built);
    try {
      const workspace = await openWorkspace(place.write("headgate.yaml", configuration), place.ports);
      assert.ok(workspace.ok);
      const said = { type: "started", id: "r", kind: "backfill", name: "first", origin: "observed" } as const;
      const process = { pid: 1, identity: "gone", startedAt: "2024-01-01T00:00:00Z", argv: [], cwd: null, log: null };
      await place.ports.store.appendRun({ ...said, ...process, dates: null, forced: null });
      const endedAt = "2024-01-01T01:00:00Z";
      await place.ports.store.appendRun({
        ...{ type: "ended", id: "e", run: "r", endedAt, exitCode: 0, signal: null, reason: null },
      } as const);
      const interrupting = new AbortController();
      const openWarehouse: Ports["openWarehouse"] = async () => {
        interrupting.abort();
        return failure("interrupted", "Measuring was interrupted.");
      };
      const { claims } = alertPorts(place.ports.store.folder, join(built, "cli.js"));
      const taken = await runFollowUps(
        workspace.value,
        { ...place.ports, openWarehouse },
        claims,
        "r",
        interrupting.signal,
        () => undefined,
      );
      assert.deepEqual(taken, {
        ok: false,
        error: { code: "interrupted", message: "What follows first was interrupted." },
      });
      const states = (await place.ports.store.alerts.followUps()).map(({ step, state }) => [step, state]);
      assert.deepEqual(states, [["validate", "started"]]);
    } finally {
      await place.remove();
      rmSync(built, { recursive: true, force: true });
    }
  });
});
