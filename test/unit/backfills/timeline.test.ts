import assert from "node:assert/strict";
import { emptyRow } from "../../../src/core/backfills/statusRow";
import type { BackfillStatus, Phase } from "../../../src/core/backfills/status";
import { timeline, type ChainedBackfill, type TimelineSource } from "../../../src/core/backfills/timeline";
import { timelineRows } from "../../../src/core/report/timelineRows";
import { statusText } from "../../../src/core/report/textTable";

const minute = 60_000;
const now = new Date("2026-01-04T23:44:00Z");
const at = (clock: string): string => `2026-01-04T${clock}:00.000Z`;

const running: BackfillStatus = {
  ...emptyRow("team_offense", "unknown", [], null),
  state: "running",
  pid: 3022978,
  startedAt: at("21:15"),
  eta: { optimistic: at("23:55"), conservative: "2026-01-05T00:05:00.000Z", confidence: "medium" },
};
const team: ChainedBackfill = { name: "team_offense", kind: "job", after: [], tables: ["team_offense"] };
const players: ChainedBackfill = { name: "players", kind: "job", after: ["team_offense"], tables: ["players"] };
const conductor: ChainedBackfill = { name: "conductor", kind: "orchestrator", after: ["team_offense"], tables: [] };

function source(over: Partial<TimelineSource> = {}): TimelineSource {
  return {
    backfills: [team, players, conductor],
    rows: [running, emptyRow("players", "waiting", ["team_offense"], null), emptyRow("conductor", "idle", [], null)],
    trainings: [{ name: "xgboost", gate: "ml_ready" }],
    took: {
      backfills: { players: [20 * minute, 30 * minute] },
      validations: () => [minute],
      trainings: { xgboost: [90 * minute, 100 * minute] },
    },
    ...over,
  };
}

const told = (phases: readonly Phase[]): string[] =>
  timelineRows(phases, now, "UTC").map(({ step, optimistic, conservative, remark }) =>
    [step, optimistic, conservative, remark].join(" | "),
  );

describe("the timeline", () => {
  it("goes from what runs to what waits for it, to validation and training, each as long as it took before", () => {
    assert.deepEqual(told(timeline(source())), [
      "team_offense ends | 23:55 | 2026-01-05 00:05 | ",
      "players starts | 23:55 | 2026-01-05 00:05 | ",
      // 20 min / 1.25 after the optimistic start, 30 min * 1.25 after the conservative one.
      "players ends | 2026-01-05 00:11 | 2026-01-05 00:42 | Taken from 2 earlier runs.",
      "validation of team_offense, players starts | 2026-01-05 00:11 | 2026-01-05 00:42 | ",
      // Seen once: from half to twice.
      "validation of team_offense, players ends | 2026-01-05 00:11 | 2026-01-05 00:44 | Taken from 1 earlier validation.",
      "training xgboost starts | 2026-01-05 00:11 | 2026-01-05 00:44 | If the gate ml_ready says GO.",
      "training xgboost ends | 2026-01-05 01:23 | 2026-01-05 02:49 | Taken from 2 earlier runs.",
    ]);
  });

  it("is empty while nothing runs", () => {
    assert.deepEqual(timeline(source({ rows: [emptyRow("team_offense", "idle", [], null)] })), []);
  });

  it("invents nothing: without an earlier run the end is not told, and nothing after it", () => {
    const { took } = source();
    const phases = timeline(source({ took: { ...took, backfills: {} } }));
    assert.deepEqual(
      phases.map(({ name, starts, ends, reason }) => [name, starts !== null, ends !== null, reason]),
      [
        ["team_offense", true, true, null],
        ["players", true, false, "How long it takes is not known: no run of players is on record."],
        ["team_offense, players", false, false, "When players ends could not be told."],
        ["xgboost", false, false, "When team_offense, players ends could not be told."],
      ],
    );
  });

  it("has what ran before only where an orchestrator waits to start it again", () => {
    const ended: BackfillStatus = {
      ...emptyRow("players", "idle", [], null),
      state: "succeeded",
      startedAt: at("09:00"),
    };
    const names = (conducting: BackfillStatus, players = ended): string[] =>
      timeline(source({ rows: [running, players, conducting] })).map(({ name }) => name);
    const waiting: BackfillStatus = { ...emptyRow("conductor", "waiting", ["team_offense"], null), pid: 3029954 };
    assert.ok(names(waiting).includes("players"));
    assert.ok(!names(emptyRow("conductor", "idle", [], null)).includes("players"));
    assert.ok(!names(waiting, { ...ended, startedAt: at("22:00") }).includes("players"));
  });

  it("does not tell the end of what is stalled or stopped", () => {
    const rows = (over: Partial<BackfillStatus>): TimelineSource => source({ rows: [{ ...running, ...over }] });
    assert.equal(timeline(rows({ state: "stalled" }))[0]?.reason, "team_offense is stalled.");
    assert.equal(timeline(rows({ suspended: true }))[0]?.ends, null);
  });

  it("waits for the last of several, whatever their order, and follows no circle", () => {
    const last: ChainedBackfill = { name: "last", kind: "job", after: ["players", "other"], tables: [] };
    const circle = (name: string, after: string): ChainedBackfill => ({
      name,
      kind: "job",
      after: [after],
      tables: [],
    });
    const other = { ...running, name: "other", eta: { ...running.eta!, conservative: "2026-01-05T03:00:00.000Z" } };
    const phases = timeline(
      source({
        backfills: [last, players, team, { ...team, name: "other", tables: [] }, circle("a", "b"), circle("b", "a")],
        rows: [running, other, ...["last", "players", "a", "b"].map((name) => emptyRow(name, "waiting", [], null))],
        took: { ...source().took, backfills: { players: [10 * minute], last: [10 * minute] } },
      }),
    );
    assert.deepEqual(
      phases.slice(0, 4).map(({ name, ends }) => [name, ends?.conservative]),
      [
        ["team_offense", "2026-01-05T00:05:00.000Z"],
        ["other", "2026-01-05T03:00:00.000Z"],
        ["players", "2026-01-05T00:25:00.000Z"],
        ["last", "2026-01-05T03:20:00.000Z"],
      ],
    );
    assert.ok(!phases.some(({ name }) => name === "a" || name === "b"));
  });

  it("stands in the text of headgate status with its two columns", () => {
    const rows = [{ ...running, forecasts: { held: 9, judged: 10 } }];
    const phases = timeline(source({ backfills: [{ ...team, tables: [] }], rows }));
    const text = statusText(
      { schemaVersion: 1, backfills: rows, timeline: phases },
      { color: false, now, timeZone: "UTC" },
    );
    assert.deepEqual(text.split("\n"), [
      "◐ team_offense    0 of ?  running  ends 23:55–2026-01-05 00:05  started 21:15  PID 3022978",
      "    The conservative end held 9 of 10 times.",
      "",
      "Timeline           optimistic      conservative",
      "team_offense ends       23:55  2026-01-05 00:05",
      "",
    ]);
  });
});
