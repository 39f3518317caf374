import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { utimesSync } from "node:fs";
import { join } from "node:path";
import { git } from "../../../src/adapters/git/git";
import { failureLine } from "../../../src/app/logs/failureLine";
import { planRetry } from "../../../src/app/launching/planRetry";
import type { Ports } from "../../../src/app/ports";
import { watchBackfills } from "../../../src/app/backfills/watchBackfills";
import { openWorkspace, type Workspace } from "../../../src/app/workspace";
import type { BackfillStatus } from "../../../src/core/backfills/status";
import type { CalendarDate } from "../../../src/core/calendar";
import type { TableResult, Validation } from "../../../src/core/coverage/validation";
import { check, table } from "../vscode/facts";
import { eventually } from "./launching";
import { workplaceForEach, type Workplace } from "./workplace";

const node = process.execPath;
const span = ["--start-date", "2024-01-01", "--end-date", "2024-01-20"];

/** `more` stands under `headgate.yaml`, `table` is what is declared of airport_day. */
const configurationWith = (more: string, table = "{ date_column: d }"): string => `version: 1
thresholds: thresholds.yaml
log_timezone: UTC
window: { start: 2024-01-01, end: 2024-01-20 }
connections: { w: { type: duckdb, path: w.duckdb } }
tables:
  airport_day: ${table}
backfills:
  first:
    command: [node, jobs/first_backfill.mjs, --start-date, "{start}", --end-date, "{end}"]
    retry: [node, jobs/first_backfill.mjs, --dates, "{failed_dates}"]
    log: logs/first*.log
    tables: [airport_day]
${more}`;

describe("what other sources know of a run", () => {
  const place = workplaceForEach();
  beforeEach(() => {
    place.write("thresholds.yaml", "airport_day:\n  date_column: d\n  min_records: 1\n");
  });

  async function opened(...configuration: Parameters<typeof configurationWith>): Promise<Workspace> {
    const workspace = await openWorkspace(
      place.write("headgate.yaml", configurationWith(...configuration)),
      place.ports,
    );
    assert.ok(workspace.ok, workspace.ok ? "" : workspace.error.message);
    return workspace.value;
  }
  async function rowIn(workspace: Workspace, ports: Ports = place.ports): Promise<BackfillStatus> {
    const snapshot = await watchBackfills(workspace, ports);
    assert.ok(snapshot.ok);
    const [row] = snapshot.value.backfills;
    assert.ok(row);
    return row;
  }
  const rowOnce = (workspace: Workspace, fits: (row: BackfillStatus) => boolean): Promise<BackfillStatus> =>
    eventually(async () => {
      const row = await rowIn(workspace);
      return fits(row) ? row : null;
    });
  const begin = (env: Record<string, string> = {}): ReturnType<Workplace["begin"]> =>
    place.begin([node, "jobs/first_backfill.mjs", ...span], {
      env: { JOB_LOG: join(place.root, "logs/first_1.log"), ...env },
    });
  const ran = async (workspace: Workspace, env: Record<string, string> = {}): Promise<BackfillStatus> => {
    begin(env);
    return rowOnce(workspace, ({ state }) => ["succeeded", "partial"].includes(state));
  };
  async function measured(dates: Partial<TableResult["dates"]>, more: Partial<TableResult> = {}): Promise<void> {
    const result = table({
      name: "airport_day",
      checks: [],
      dates: { expected: 20, present: 19, missing: [], unsettled: [], ...dates },
      ...more,
    });
    const window = { start: "2024-01-01" as CalendarDate, end: "2024-01-20" as CalendarDate };
    const startedAt = new Date().toISOString();
    const validation: Validation = {
      schemaVersion: 1,
      verdict: "fail",
      window,
      startedAt,
      durationMs: 1,
      tables: [result],
    };
    assert.ok((await place.ports.store.saveValidation(validation)).ok);
  }

  describe("the table, when it was last measured,", () => {
    it("contradicts a log that says a date is done of which it has no rows", async () => {
      const workspace = await opened("");
      assert.deepEqual((await ran(workspace)).disagreements, []);
      await measured({ missing: ["2024-01-05" as CalendarDate] });
      assert.deepEqual((await rowIn(workspace)).disagreements, [
        "The log says 2024-01-05 is done, and airport_day has no rows for it (measured just now).",
      ]);
      await measured({});
      assert.deepEqual((await rowIn(workspace)).disagreements, []);
    });

    it("says nothing of what was written after it was measured", async () => {
      const workspace = await opened("");
      await measured({ missing: ["2024-01-05" as CalendarDate] });
      assert.deepEqual((await ran(workspace)).disagreements, []);
    });
  });

  describe("dates that nobody expects", () => {
    const failing = { JOB_FAIL: "2024-01-05,2024-01-06,2024-01-11" };
    const weekdays =
      "{ date_column: d, expected_dates: { days: weekdays, skip: [{ from: 2024-01-11, until: 2024-01-11 }] } }";

    it("are not retried, and the answer says so", async () => {
      const workspace = await opened("", weekdays);
      await ran(workspace, failing);
      const plan = await planRetry(workspace, place.ports, "first");
      assert.ok(plan.ok, JSON.stringify(plan));
      assert.deepEqual(plan.value.dates, ["2024-01-05"]);
      assert.deepEqual(plan.value.leftOut, { dates: ["2024-01-06", "2024-01-11"], tables: ["airport_day"] });
    });

    it("are named where nothing else is left", async () => {
      const workspace = await opened("", weekdays);
      await ran(workspace, { JOB_FAIL: "2024-01-06" });
      const plan = await planRetry(workspace, place.ports, "first");
      assert.equal(
        plan.ok ? "" : plan.error.message,
        "first has nothing to retry: 1 date is left out, since expected_dates: of airport_day expects no rows then: 2024-01-06.",
      );
    });

    it("of a list in a table are told by the latest validation; what it does not tell is retried", async () => {
      const workspace = await opened("", "{ date_column: d, expected_dates: { from: games.day } }");
      await ran(workspace, failing);
      const planned = async (): Promise<readonly string[]> => {
        const plan = await planRetry(workspace, place.ports, "first");
        return plan.ok ? plan.value.dates : [plan.error.code];
      };
      assert.deepEqual(await planned(), ["2024-01-05", "2024-01-06", "2024-01-11"]);
      const byDate = [{ date: "2024-01-04" as CalendarDate, numerator: 7, denominator: null }];
      await measured(
        { missing: ["2024-01-05" as CalendarDate] },
        { checks: [check({ id: "airport_day.min_records", status: "pass", byDate })] },
      );
      assert.deepEqual(await planned(), ["2024-01-05"]);
    });
  });

  it("is the line of its log that says why a date failed", async () => {
    const workspace = await opened("");
    await ran(workspace, { JOB_FAIL: "2024-01-05" });
    const log = join(place.root, "logs/first_1.log");
    const lineOf = async (date: string): Promise<number | null> => {
      const line = await failureLine(workspace, place.ports, "first", log, date as CalendarDate);
      assert.ok(line.ok);
      return line.value;
    };
    assert.deepEqual([await lineOf("2024-01-05"), await lineOf("2024-01-06")], [6, null]);
  });

  describe("git", () => {
    const inRepository = (words: string[], date = new Date()): string =>
      execFileSync("git", ["-C", place.root, "-c", "user.name=A", "-c", "user.email=a@b.c", ...words], {
        encoding: "utf8",
        env: { ...process.env, GIT_COMMITTER_DATE: date.toISOString() },
      });
    /** Git tells times to the second: a commit is made so many seconds from now. */
    const commit = (message: string, seconds: number): string => {
      inRepository(["add", "--all", "jobs"]);
      inRepository(["commit", "--quiet", "--allow-empty", "-m", message], new Date(Date.now() + seconds * 1_000));
      return inRepository(["rev-parse", "--short=7", "HEAD"]).trim();
    };
    const fixes = (name: string, table = "airport_day"): string =>
      `fixes: { rate: { commit: ${name}, table: ${table} } }`;

    it("tells of a fix that came after the start, and of no other", async () => {
      inRepository(["init", "--quiet"]);
      const before = commit("The job as it was", -60);
      const workspace = await opened(fixes(before));
      begin({ JOB_HANG: "3" });
      const row = await rowOnce(workspace, ({ done }) => done === 3);
      assert.deepEqual([row.staleCode, row.untoldFixes], [[], []]);
      assert.deepEqual(
        row.fixesBefore.map((one) => one.commit),
        [before],
      );
      const fix = commit("The rate is right", 1);
      const late = await rowIn(await opened(fixes(fix)));
      assert.deepEqual(
        late.staleCode.map((one) => [one.commit, one.fix, one.files]),
        [[fix, "rate", []]],
      );
      assert.ok(Date.parse(late.staleCode[0]?.at ?? "") > Date.parse(late.startedAt ?? ""));
      assert.deepEqual((await rowIn(await opened(fixes(fix, "another")))).staleCode, []);
    });

    it("tells of a fix that was made elsewhere before the start, and pulled after it", async () => {
      inRepository(["init", "--quiet"]);
      const base = commit("The job as it was", -120);
      inRepository(["checkout", "--quiet", "-b", "elsewhere"], new Date(Date.now() - 100_000));
      const fix = commit("The rate is right", -90);
      inRepository(["checkout", "--quiet", "-b", "here", base], new Date(Date.now() - 60_000));
      const workspace = await opened(fixes(fix));
      begin({ JOB_HANG: "3" });
      const row = await rowOnce(workspace, ({ done }) => done === 3);
      assert.deepEqual(row.untoldFixes, [
        `Whether it runs with the fix rate could not be told: its commit ${fix} is not in the code that is checked out here. Merge it, or check it out.`,
      ]);
      const pulledAt = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 5_000);
      inRepository(["merge", "--quiet", "elsewhere"], pulledAt);
      const late = await rowIn(workspace);
      assert.deepEqual(
        late.staleCode.map((one) => [one.commit, one.fix, one.at]),
        [[fix, "rate", pulledAt.toISOString()]],
      );
    });

    it("could not tell of a commit that is not here, and the row says so", async () => {
      inRepository(["init", "--quiet"]);
      commit("The job as it was", -60);
      const workspace = await opened(fixes("0123abc"));
      begin({ JOB_HANG: "3" });
      const row = await rowOnce(workspace, ({ done }) => done === 3);
      assert.deepEqual(row.untoldFixes, [
        "Whether it runs with the fix rate could not be told: git knows no commit 0123abc here, or several of that name. Fetch it, or correct the name.",
      ]);
    });

    it("tells of changes to the script that it runs, committed or not, and is asked only when something has changed", async () => {
      inRepository(["init", "--quiet"]);
      commit("The job as it was", -60);
      let asked = 0;
      const counting = Object.fromEntries(
        Object.entries(git).map(([name, ask]) => [
          name,
          (...words: unknown[]) => {
            asked++;
            return (ask as (...all: unknown[]) => unknown).apply(git, words);
          },
        ]),
      ) as unknown as Ports["git"];
      const ports: Ports = { ...place.ports, git: counting };
      const workspace = await opened("");
      begin({ JOB_HANG: "3" });
      await rowOnce(workspace, ({ done }) => done === 3);
      assert.deepEqual((await rowIn(workspace, ports)).staleCode, []);
      const script = place.write("jobs/first_backfill.mjs", "// mended\n");
      const changed = await rowIn(workspace, ports);
      assert.deepEqual(
        changed.staleCode.map((one) => [one.commit, one.fix, one.files]),
        [["uncommitted", null, ["jobs/first_backfill.mjs"]]],
      );
      const before = asked;
      for (let look = 0; look < 5; look++) await rowIn(workspace, ports);
      assert.equal(asked, before);
      const hash = commit("The job is mended", 1);
      const committed = await rowIn(workspace, ports);
      assert.deepEqual(
        committed.staleCode.map((one) => [one.commit, one.files]),
        [[hash, ["jobs/first_backfill.mjs"]]],
      );
      // Touched, and as it is committed.
      utimesSync(script, new Date(), new Date(Date.now() + 1_000));
      assert.equal((await rowIn(workspace, ports)).staleCode.length, 1);
    });
  });
});
