import assert from "node:assert/strict";
import { backfillRows } from "../../../src/vscode/backfillsView/backfillRows";
import { dates, outline, snapshot, status } from "./facts";

// Times are shown in this machine's zone: the expectations are made in the same one.
const now = new Date(2026, 0, 4, 15, 40);
const at = (hours: number, minutes: number): string => new Date(2026, 0, 4, hours, minutes).toISOString();

const running = status({
  name: "player_game_summary",
  state: "running",
  pid: 3084443,
  startedAt: at(15, 35),
  elapsedMs: 300_000,
  workers: 15,
  done: 353,
  failed: 6,
  total: 944,
  failedDates: dates("2021-10-03"),
  eta: { optimistic: at(16, 4), conservative: at(16, 12), confidence: "medium" },
});

describe("rows of the view Backfills", () => {
  it("says in the tooltip where an end comes from and how often such an end held", () => {
    assert.ok(running.eta);
    const eta = { ...running.eta, remark: "Taken from 2 earlier runs." };
    const [row] = backfillRows(snapshot({ ...running, eta, forecasts: { held: 9, judged: 10 } }), now);
    const text = row?.tooltip ?? "";
    assert.ok(text.includes("Taken from 2 earlier runs&#46;"), text);
    assert.ok(text.includes("The conservative end held 9 of 10 times&#46;"), text);
  });

  it("tells a running backfill by progress, workers and the pair of times it ends between", () => {
    assert.deepEqual(outline(backfillRows(snapshot(running), now)), [
      "player_game_summary | 38 % · ends 16:04–16:12 · 15 workers",
      "  failed | 1 date",
      "    2021-10-03",
      "  done | 353 dates",
      "  to come | 585 dates",
      "  started | 15:35, process 3084443",
    ]);
  });

  it("puts what needs a person first, then what runs, waits and is done", () => {
    const rows = backfillRows(
      snapshot(
        status({ name: "done", state: "succeeded", done: 181 }),
        status({ name: "orchestrator", state: "waiting", waitingFor: ["team_offense"] }),
        running,
        status({
          name: "dead",
          state: "died",
          startedAt: at(12, 0),
          elapsedMs: 600_000,
          unfinishedDates: dates("2001-01-01"),
        }),
        status({ name: "new", state: "idle" }),
      ),
      now,
    );
    assert.deepEqual(
      rows.map((row) => `${row.label} | ${row.description}`),
      [
        "dead | died 12:10, 1 date unfinished",
        "player_game_summary | 38 % · ends 16:04–16:12 · 15 workers",
        "orchestrator | waiting for team_offense",
        "done | succeeded · 181 dates",
        "new | never seen to run",
      ],
    );
  });

  it("never shows 100 % while a date is left", () => {
    const [row] = backfillRows(snapshot({ ...running, done: 9_999, failed: 0, total: 10_000, eta: null }), now);
    assert.equal(row?.description, "99 % · 15 workers");
  });

  it("lets a run be stopped only while it is alive, and retried only when it is not", () => {
    const contexts = backfillRows(
      snapshot(
        running,
        status({ name: "dead", state: "died", failedDates: dates("2001-01-01"), log: "logs/dead.log" }),
        status({ name: "new", state: "idle" }),
      ),
      now,
    ).map((row) => row.context);
    assert.deepEqual(contexts, [
      "backfill died startable retryable log",
      "backfill running alive",
      "backfill idle startable",
    ]);
  });

  it("tells many dates by month", () => {
    const many = Array.from({ length: 20 }, (_, day) => `2001-01-${String(day + 1).padStart(2, "0")}`);
    const [row] = backfillRows(
      snapshot(status({ name: "old", state: "partial", failedDates: dates(...many, "2001-02-01") })),
      now,
    );
    assert.deepEqual(
      row?.children?.[0]?.children?.map((child) => `${child.label} | ${child.description}`),
      ["2001-01 | 20 dates", "2001-02 | 1 date"],
    );
  });
});
