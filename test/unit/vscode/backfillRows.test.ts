import assert from "node:assert/strict";
import { backfillRows } from "../../../src/vscode/backfillsView/backfillRows";
import type {} from "../../../src/core/backfills/status";
import type { Row } from "../../../src/vscode/rows/row";
import { dates, outline, snapshot, status } from "./facts";
import { monthOfDates } from "../../fixtures/monthOfDates";

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
      "player_game_summary | 38 % · 15 workers · ends 16:04–16:12",
      "  failed | 1 date",
      "    2021-10-03",
      "  done | 353 dates",
      "  to come | 585 dates",
      "  started | 15:35, process 3084443",
    ]);
  });

  it("does not let a suspended run look as if it worked", () => {
    const states = ["running", "stalled", "waiting"] as const;
    const rows = states.flatMap((state) =>
      backfillRows(snapshot({ ...running, state, suspended: true, waitingFor: state === "waiting" ? ["a"] : [] }), now),
    );
    assert.deepEqual(
      rows.map(({ icon, description }) => [icon?.codicon, description]),
      [
        ["debug-pause", "suspended · 38 % · 15 workers"],
        ["debug-pause", "stalled · suspended · 38 % · 15 workers"],
        ["debug-pause", "suspended · waiting for a"],
      ],
    );
    assert.match(rows[0]?.tooltip ?? "", /does nothing until it is continued/);
    assert.doesNotMatch(rows[0]?.tooltip ?? "", /Ends between/);
  });

  it("tells in the tooltip what its processes take, what it waits for and what it started", () => {
    const figures = { cpuPercent: 241.6, memoryBytes: 1_288_490_189, waitingFor: ["a_b"], children: ["c", "d"] };
    const [row] = backfillRows(snapshot({ ...running, ...figures }), now);
    const lines = (row?.tooltip ?? "").split("\n\n");
    assert.ok(lines.includes("Process 3084443, 15 workers, 242 % of a processor, 1.3 GB of memory"), row?.tooltip);
    assert.ok(lines.includes("Waits for a&#95;b"), row?.tooltip);
    assert.ok(lines.includes("Started by it: c, d"), row?.tooltip);
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
        "player_game_summary | 38 % · 15 workers · ends 16:04–16:12",
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

  it("tells the dates of a run by month, failed ones with the log's reason, and what speaks against its rows", () => {
    const [row] = backfillRows(
      snapshot({
        ...running,
        failed: 1,
        total: 92,
        done: 52,
        failureReasons: { [dates("2021-10-03")[0] as string]: "413 Request too large" },
        runningDates: dates("2021-12-19"),
        months: [
          monthOfDates("2021-10", { done: 30, failed: 1 }),
          monthOfDates("2021-11", { done: 30 }),
          monthOfDates("2021-12", { done: 18, running: 1, pending: 12 }),
          monthOfDates("2022-01", { pending: 31 }),
          monthOfDates("2022-02", { pending: 28 }),
        ],
        expectedRecords: 72_000,
        records: 9_204,
        fixesBefore: [{ commit: "0123abc", at: at(13, 50) }],
        staleCode: [{ commit: "390caba", at: at(15, 36), fix: "usage_rate", files: [] }],
        disagreements: ["The log says 2021-10-05 is done, and t has no rows for it (measured 2 min ago)."],
        log: "logs/a.log",
        earlierRuns: [
          {
            startedAt: at(13, 0),
            endedAt: at(14, 30),
            state: "partial",
            done: 20,
            failed: 2,
            unfinished: 0,
            exitCode: 0,
            log: "logs/b.log",
          },
        ],
      }),
      now,
    );
    assert.deepEqual(outline(row?.children ?? []), [
      "failed | 1 date",
      "  2021-10-03 | 413 Request too large",
      "working on | 2021-12-19",
      "2021-10 … 2021-11 | 60 of 61, 1 failed",
      "  2021-10 | 30 of 31, 1 failed",
      "    2021-10-03 | failed: 413 Request too large",
      "  2021-11 | 30 dates",
      "2021-12 | 18 of 31",
      "  2021-12-19 | working on it",
      "2022-01 … 2022-02 | 59 dates",
      "  2022-01 | 31 dates",
      "  2022-02 | 28 dates",
      "sources differ | The log says 2021-10-05 is done, and t has no rows for it (measured 2 min ago).",
      "older code | started 15:35, fix 390caba came at 15:36: its rows will not have it",
      "started | 15:35, process 3084443, after fix 0123abc (13:50)",
      "records | 9,204 of 72,000 expected",
      "log | logs/a.log",
      "earlier runs | 1 run",
      "  13:00 | partial, 20 dates done, 2 failed · took 1 h 30 min",
    ]);
    const [failed] = row?.children?.[0]?.children ?? [];
    assert.deepEqual(
      [failed?.opensLog, failed?.subject, failed?.context],
      [
        true,
        { kind: "backfill", name: "player_game_summary", date: "2021-10-03", log: "logs/a.log" },
        "date failed log",
      ],
    );
    const [earlier] = row?.children?.at(-1)?.children ?? [];
    assert.deepEqual(earlier?.subject, { kind: "backfill", name: "player_game_summary", log: "logs/b.log" });
  });

  it("gives further runs of a backfill a row of their own, which stands for their own process", () => {
    const rows = backfillRows(snapshot({ ...running, otherRuns: [{ ...running, pid: 17, done: 47, failed: 0 }] }), now);
    assert.deepEqual(
      rows.map((row) => [row.id, row.description, row.subject?.pid]),
      [
        ["backfill player_game_summary", "38 % · 15 workers · ends 16:04–16:12", undefined],
        ["backfill player_game_summary 17", "4 % · 15 workers · ends 16:04–16:12", 17],
      ],
    );
    const ids = (list: readonly Row[]): string[] => list.flatMap((row) => [row.id, ...ids(row.children ?? [])]);
    assert.equal(new Set(ids(rows)).size, ids(rows).length);
  });
});
