import assert from "node:assert/strict";
import { changesOf, type Told } from "../../../src/core/alerts/changes";
import type { BackfillStatus } from "../../../src/core/backfills/status";
import { alertLine, changeLine } from "../../../src/core/report/watchLines";
import { dates, status } from "../vscode/facts";

const at = (clock: string): Date => new Date(`2026-01-04T${clock}:00Z`);
const startedAt = at("15:35").toISOString();

function eta(optimistic: string, conservative: string, confidence: "low" | "medium" | "high" = "medium") {
  return { optimistic: at(optimistic).toISOString(), conservative: at(conservative).toISOString(), confidence };
}

/** What is told at each of these looks. */
function watched(looks: readonly (Partial<BackfillStatus> & { readonly clock: string })[]): string[] {
  let told: Told | null = null;
  return looks.flatMap(({ clock, ...facts }) => {
    const row = status({ name: "days", state: "running", startedAt, total: 100, ...facts });
    const seen = changesOf(told, row, at(clock), "UTC");
    told = seen.told;
    return seen.changes.map(({ kind, text }) => `${clock} ${kind}: ${text}`);
  });
}

describe("changes of a backfill", () => {
  it("are its state, dates that fail, each further tenth, and its end", () => {
    assert.deepEqual(
      watched([
        { clock: "15:30", state: "idle", startedAt: null, total: null },
        { clock: "15:36", workers: 15, done: 4 },
        { clock: "15:37", workers: 15, done: 9 },
        { clock: "15:38", done: 10, failed: 1, failedDates: dates("2021-10-03"), eta: eta("16:04", "16:12") },
        {
          clock: "15:39",
          done: 12,
          failed: 2,
          failedDates: dates("2021-10-03", "2021-10-09"),
          failureReasons: { [dates("2021-10-09")[0] as never]: "413 Request too large" },
          eta: eta("16:04", "16:13"),
        },
        { clock: "15:50", state: "partial", done: 98, failed: 2, failedDates: dates("2021-10-03", "2021-10-09") },
        { clock: "15:51", state: "partial", done: 98, failed: 2, failedDates: dates("2021-10-03", "2021-10-09") },
      ]),
      [
        "15:30 state: not started",
        "15:36 state: running, 15 workers: 4 of 100 dates",
        "15:38 failed-date: 2021-10-03 failed",
        "15:38 progress: 10 + 1 failed of 100 dates, ends 16:04–16:12",
        "15:39 failed-date: 2021-10-09 failed: 413 Request too large",
        "15:50 state: partial, 2 dates failed: 98 + 2 failed of 100 dates",
      ],
    );
  });

  it("name an end again only when it has moved by much, and no guess", () => {
    assert.deepEqual(
      watched([
        { clock: "15:36", done: 1 },
        { clock: "15:37", done: 2, eta: eta("15:50", "19:00", "low") },
        { clock: "15:40", done: 3, eta: eta("16:00", "16:40") },
        { clock: "15:41", done: 4, eta: eta("16:02", "16:45") },
        { clock: "15:42", done: 5, eta: eta("16:10", "16:55") },
      ]).slice(1),
      ["15:40 eta: ends 16:00–16:40", "15:42 eta: ends 16:10–16:55"],
    );
  });

  it("do not list what had failed before anybody looked, and begin anew with the next run", () => {
    const failed = { failed: 1, failedDates: dates("2021-10-03") };
    assert.deepEqual(
      watched([
        { clock: "15:36", done: 50, ...failed },
        { clock: "15:37", startedAt: at("15:37").toISOString(), done: 0, ...failed },
      ]),
      [
        "15:36 state: running: 50 + 1 failed of 100 dates",
        "15:37 failed-date: 2021-10-03 failed",
        "15:37 state: running: 0 + 1 failed of 100 dates",
      ],
    );
  });

  it("are lines that cannot steer a terminal", () => {
    const change = {
      at: at("15:36").toISOString(),
      backfill: "days",
      kind: "failed-date",
      text: "no\u001b[31m\nway",
    } as const;
    assert.equal(changeLine(change, false, "UTC"), "2026-01-04 15:36:00  days  no [31m way");
    const alert = {
      id: "x",
      event: "failure",
      severity: "error",
      at: change.at,
      about: { kind: "backfill", name: "days" },
      message: "days died.\u0007",
      details: ["Preliminary: its log counts 3 records."],
      steps: [],
    } as const;
    assert.equal(
      alertLine(alert, at("15:37"), false, "UTC"),
      "2026-01-04 15:37:00  ✕ days died.  Preliminary: its log counts 3 records.",
    );
  });
});
