import assert from "node:assert/strict";
import type { Alert } from "../../../src/core/alerts/alert";
import { toldTogether } from "../../../src/core/alerts/severalEnded";

function alert(name: string, severity: Alert["severity"], facts: Partial<Alert> = {}): Alert {
  return {
    id: `ended ${name}`,
    event: severity === "error" ? "failure" : "completion",
    severity,
    at: "2026-01-04T15:50:00Z",
    about: { kind: "backfill", name },
    message: severity === "error" ? `${name} died.` : `${name} has finished.`,
    details: ["Preliminary: its log counts 3 records."],
    steps: [{ title: "Open Log", command: "openLog" }],
    ...facts,
  };
}

function told(alerts: readonly Alert[]): string[] {
  return toldTogether(alerts).map(
    ({ severity, message, steps, ids }) =>
      `${severity}: ${message} [${steps.map(({ title }) => title).join(", ")}] ${ids.length}`,
  );
}

describe("several backfills that ended", () => {
  const stalled = alert("late", "warning", { id: "stalled late", event: "stall", message: "late has stalled." });

  it("are one summary, what went wrong first", () => {
    assert.deepEqual(told([alert("a", "information"), alert("b", "error"), stalled]), [
      "error: 2 backfills ended. b died. a has finished. [Show Failed Dates, Validate] 2",
      "warning: late has stalled. [Open Log] 1",
    ]);
    assert.deepEqual(told([alert("a", "information"), alert("b", "information")]), [
      "information: 2 backfills ended. a has finished. b has finished. [Validate] 2",
    ]);
  });

  it("are named up to four, and then counted", () => {
    const names = ["a", "b", "c", "d", "e", "f"].map((name) => alert(name, "information"));
    assert.deepEqual(told(names), [
      "information: 6 backfills ended. a has finished. b has finished. c has finished. d has finished. And 2 more. [Validate] 6",
    ]);
  });

  it("one alone is told as it is", () => {
    assert.deepEqual(told([alert("a", "error"), stalled]), [
      "error: a died. [Open Log] 1",
      "warning: late has stalled. [Open Log] 1",
    ]);
  });
});
