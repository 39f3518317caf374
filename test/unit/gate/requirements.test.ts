import assert from "node:assert/strict";
import type { DateStates } from "../../../src/core/backfills/runOutcome";
import type { BackfillState, BackfillStatus } from "../../../src/core/backfills/status";
import type { CalendarDate } from "../../../src/core/calendar";
import type { CheckResult, Status, TableResult } from "../../../src/core/coverage/validation";
import type { Requirement } from "../../../src/core/gate/decision";
import {
  checkRequirements,
  completenessRequirement,
  disagreementRequirements,
  successRateRequirement,
  timeoutRequirement,
  validatorRequirement,
} from "../../../src/core/gate/requirements";
import { emptyRow } from "../../../src/core/backfills/statusRow";

const days = (count: number): CalendarDate[] =>
  Array.from({ length: count }, (_, index) => `2024-01-${String(index + 1).padStart(2, "0")}` as CalendarDate);
const history = (succeeded: number, failed = 0, unfinished = 0): DateStates => ({
  succeeded: days(succeeded),
  failed: days(failed),
  unfinished: days(unfinished),
});
const none = history(0);

function backfill(state: BackfillState, reason: string | null = null, elapsedMs: number | null = null): BackfillStatus {
  return { ...emptyRow("player", "idle", [], reason), state, pid: 4711, elapsedMs };
}

function check(id: string, metric: string, status: Status): CheckResult {
  return {
    id,
    metric,
    status,
    observed: status === "unknown" ? null : 50,
    unit: "%",
    numerator: status === "unknown" ? null : 5,
    denominator: status === "unknown" ? null : 10,
    comparison: ">=",
    fail: 40,
    warn: null,
    shortfall: 0,
    reason: status === "unknown" ? "There are no rows." : null,
    where: null,
    location: { file: "t.yaml", line: 1, column: 1 },
    cohorts: [],
  };
}

function table(
  expected: number | null,
  missing: number,
  rows: number | null,
  checks: readonly CheckResult[] = [],
): TableResult {
  return {
    name: "player",
    table: "player",
    connection: "w",
    rows,
    reason: null,
    dates: { expected, present: 0, missing: days(missing), unsettled: [] },
    cohorts: [],
    scan: { statements: 1, bytesProcessed: 0, bytesBilled: 0, cached: false, durationMs: 1 },
    checks,
  };
}

describe("checks as requirements", () => {
  const cases: readonly [
    id: string,
    metric: string,
    status: Status,
    kind: Requirement["kind"],
    state: Requirement["state"],
  ][] = [
    ["t.a_pct", "completeness(a)", "pass", "check", "met"],
    ["t.a_pct", "completeness(a)", "warn", "check", "met"],
    ["t.a_pct", "completeness(a)", "fail", "check", "not-met"],
    ["t.a_pct", "completeness(a)", "unknown", "check", "not-measurable"],
    ["t.max_missing_dates", "missing_dates", "pass", "dates", "met"],
    ["t.max_age_hours", "age_hours", "fail", "freshness", "not-met"],
    ["t.a_drop_pct", "regression(a)", "unknown", "regression", "not-measurable"],
    ["player.features.a", "completeness(a)", "pass", "features", "met"],
    ["t.features.a", "completeness(a)", "pass", "check", "met"],
  ];
  for (const [id, metric, status, kind, state] of cases)
    it(`${id} ${status}: ${kind} ${state}`, () => {
      const [requirement] = checkRequirements(table(null, 0, 10, [check(id, metric, status)]));
      assert.deepEqual([requirement?.id, requirement?.kind, requirement?.state], [id, kind, state]);
    });

  it("an unknown one says why", () => {
    const [requirement] = checkRequirements(table(null, 0, 10, [check("t.a_pct", "completeness(a)", "unknown")]));
    assert.equal(requirement?.message, "a could not be measured: There are no rows.");
  });
});

describe("backfills: complete", () => {
  type Case = readonly [
    name: string,
    status: BackfillStatus,
    known: DateStates,
    tables: readonly TableResult[],
    state: Requirement["state"],
    message: string,
  ];
  const whole = table(3, 0, 30);
  const cases: readonly Case[] = [
    ["running", backfill("running"), history(3), [whole], "not-met", "player is still running (PID 4711)."],
    ["stalled", backfill("stalled"), history(3), [whole], "not-met", "player is still running (PID 4711)."],
    [
      "cannot be told",
      backfill("unknown", "No process list."),
      history(3),
      [whole],
      "not-measurable",
      "Whether player is running cannot be told. No process list.",
    ],
    [
      "a failed and two unfinished dates",
      backfill("partial"),
      history(3, 1, 2),
      [whole],
      "not-met",
      "player has 3 dates left: 1 failed, 2 unfinished.",
    ],
    [
      "one failed date of an earlier run",
      backfill("succeeded"),
      history(3, 1),
      [whole],
      "not-met",
      "player has 1 date left: 1 failed, 0 unfinished.",
    ],
    [
      "ended with an error",
      backfill("failed", "Exit code 1."),
      history(3),
      [whole],
      "not-met",
      "The last run of player failed. Exit code 1.",
    ],
    ["all dates succeeded", backfill("succeeded"), history(3), [], "met", "player has no failed or unfinished date."],
    [
      "left dates that its log does not name",
      backfill("partial", "2 dates unfinished that the log does not name."),
      history(3),
      [whole],
      "not-met",
      "The last run of player left dates unfinished. 2 dates unfinished that the log does not name.",
    ],
    [
      "died, and its dates are not known",
      backfill("died", "Gone."),
      history(3),
      [],
      "not-met",
      "The last run of player died. Gone.",
    ],
    [
      "died before a date that nothing names",
      { ...backfill("died", "Gone."), done: 3, total: 4 },
      history(3),
      [],
      "not-met",
      "The last run of player died. Gone.",
    ],
    [
      "died after its last date",
      { ...backfill("died"), done: 3, total: 3 },
      history(3),
      [],
      "met",
      "player has no failed or unfinished date.",
    ],
    [
      "died, and nothing is known",
      backfill("died", "Gone."),
      none,
      [],
      "not-met",
      "The last run of player died. Gone.",
    ],
    [
      "never seen, tables whole",
      backfill("idle"),
      none,
      [whole],
      "met",
      "player was never seen to run; its tables have every expected date.",
    ],
    [
      "never seen, a date missing",
      backfill("idle"),
      none,
      [whole, table(3, 1, 20)],
      "not-measurable",
      "player was never seen to run, so whether dates are left cannot be told.",
    ],
    [
      "never seen, no dates expected",
      backfill("idle"),
      none,
      [table(null, 0, 20)],
      "not-measurable",
      "player was never seen to run, so whether dates are left cannot be told.",
    ],
    [
      "never seen, not measured",
      backfill("idle"),
      none,
      [table(3, 0, null)],
      "not-measurable",
      "player was never seen to run, so whether dates are left cannot be told.",
    ],
    [
      "never seen, no tables",
      backfill("idle"),
      none,
      [],
      "not-measurable",
      "player was never seen to run, so whether dates are left cannot be told.",
    ],
  ];
  for (const [name, status, known, tables, state, message] of cases)
    it(`${name}: ${state}`, () =>
      assert.deepEqual(completenessRequirement(status, known, tables), {
        kind: "backfill",
        id: "player",
        state,
        message,
      }));
});

describe("min_success_rate", () => {
  const cases: readonly [known: DateStates, units: bigint, scale: number, state: Requirement["state"]][] = [
    [history(19, 1), 950n, 1, "met"],
    [history(18, 1, 1), 950n, 1, "not-met"],
    [history(19, 1), 9500001n, 5, "not-met"],
    [history(3), 100n, 0, "met"],
    [history(0, 1), 0n, 0, "met"],
    [none, 0n, 0, "not-measurable"],
  ];
  for (const [known, units, scale, state] of cases)
    it(`${known.succeeded.length} succeeded, ${known.failed.length} failed, ${known.unfinished.length} unfinished, ${units} / 10^${scale}: ${state}`, () =>
      assert.equal(successRateRequirement("t.min_success_rate", { units, scale }, "x", known, "player").state, state));

  it("tells the counts", () => {
    assert.deepEqual(
      successRateRequirement("t.min_success_rate", { units: 95n, scale: 0 }, "95.0", history(18, 2), "player"),
      {
        kind: "backfill",
        id: "t.min_success_rate",
        state: "not-met",
        message: "18 of 20 dates of player succeeded; 95.0 % must.",
      },
    );
  });
});

describe("timeout_hours and validators", () => {
  it("a run may take just as long", () => {
    const states = [null, 5 * 3_600_000, 5 * 3_600_000 + 1].map(
      (elapsed) => timeoutRequirement("t.timeout_hours", 5, backfill("succeeded", null, elapsed)).state,
    );
    assert.deepEqual(states, ["not-measurable", "met", "not-met"]);
  });

  const runs: readonly [exitCode: number | null | "never", state: Requirement["state"], message: string][] = [
    ["never", "not-measurable", "The validator v has not run."],
    [0, "met", "The validator v passed."],
    [1, "not-met", "The validator v failed with exit code 1. Its output is in logs/v.log."],
    [2, "not-met", "The validator v failed with exit code 2. Its output is in logs/v.log."],
    [
      126,
      "not-measurable",
      "The validator v gave no answer: it could not be run (exit code 126). Its output is in logs/v.log.",
    ],
    [
      127,
      "not-measurable",
      "The validator v gave no answer: it could not be run (exit code 127). Its output is in logs/v.log.",
    ],
    [null, "not-measurable", "The validator v gave no answer: it was stopped. Its output is in logs/v.log."],
  ];
  for (const [exitCode, state, message] of runs)
    it(`exit code ${exitCode ?? "none"}: ${state}`, () => {
      const run = exitCode === "never" ? null : { exitCode, reason: null, log: "logs/v.log" };
      assert.deepEqual(validatorRequirement("v", run), { kind: "validator", id: "v", state, message });
    });
});

describe("what a gate asks of sources that disagree", () => {
  it("cannot be measured while it cannot be told which of them is right", () => {
    const found = disagreementRequirements("player", [
      { with: "table", message: "The log says 2024-01-05 is done, and player has no rows for it (measured just now)." },
      { with: "exit code", message: "The process ended with exit code 0, and its log has no closing summary." },
    ]);
    assert.deepEqual(found, [
      {
        kind: "disagreement",
        id: "player",
        state: "not-measurable",
        message: "player: The log says 2024-01-05 is done, and player has no rows for it (measured just now).",
      },
    ]);
  });

  it("holds nothing against dates that nobody expects", () => {
    const [first] = days(1);
    assert.ok(first);
    // The history is without such dates.
    const partial = { ...backfill("partial", "1 date failed."), done: 9, failed: 1, total: 10, failedDates: [first] };
    assert.equal(completenessRequirement(partial, history(9), []).state, "met");
    assert.equal(completenessRequirement({ ...partial, total: 11 }, history(9), []).state, "not-met");
  });
});
