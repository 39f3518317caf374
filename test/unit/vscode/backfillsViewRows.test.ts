import assert from "node:assert/strict";
import type { RunStarted } from "../../../src/app/ports";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";
import { backfillsViewRows } from "../../../src/vscode/backfillsView/backfillsViewRows";
import { noFacts, type Facts } from "../../../src/vscode/facts";
import type { OpenState } from "../../../src/vscode/session";
import { dates, snapshot, status } from "./facts";

const { pipeline } = readPipeline(
  "headgate.yaml",
  `version: 1
thresholds: thresholds.yaml
connections: { warehouse: { type: duckdb } }
backfills:
  once: { command: [./once.sh] }
  again: { command: [./again.sh], retry: [./again.sh, "{failed_dates}"] }
`,
);

function contexts(facts: Partial<Facts>): (string | undefined)[] {
  const state = { kind: "open", workspace: { pipeline }, facts: { ...noFacts, ...facts } } as unknown as OpenState;
  const rows = backfillsViewRows(state, new Date(2026, 0, 4, 15, 40));
  return rows.flatMap((row) => [row.context, row.children?.[0]?.context]);
}

describe("what the view Backfills offers to do", () => {
  it("is a retry only where one is declared", () => {
    const partial = status({ name: "any", state: "partial", failedDates: dates("2021-10-03") });
    assert.deepEqual(contexts({ snapshot: snapshot({ ...partial, name: "once" }, { ...partial, name: "again" }) }), [
      "backfill partial startable listable",
      "dates failed listable",
      "backfill partial startable retryable",
      "dates failed retryable",
    ]);
  });

  it("is following in a terminal only for a run that Headgate started and that goes on", () => {
    const running = status({ name: "again", state: "running", pid: 7, workers: 1 });
    const started = { type: "started", id: "r", kind: "backfill", name: "again", pid: 7 } as RunStarted;
    const first = (run: RunStarted, gone: string[] = []): string | undefined =>
      contexts({ snapshot: snapshot(running), runs: [run], gone })[0];
    assert.equal(first({ ...started, origin: "launched" }), "backfill running alive launched");
    assert.equal(first({ ...started, origin: "observed" }), "backfill running alive");
    assert.equal(first({ ...started, origin: "launched" }, ["r"]), "backfill running alive");
  });
});
