import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { once } from "node:events";
import {
  ask,
  filesOf,
  flights,
  messages,
  playground,
  readCheckpoint,
  runJob,
  startJob,
  type Playground,
} from "./exampleRun";

const firstThreeDays = ["--start-date", "2001-01-01", "--end-date", "2001-01-03"];

describe("the example's backfills", () => {
  let place: Playground;
  beforeEach(() => (place = playground()));
  afterEach(() => place.remove());

  it("tells a sequential run day by day", async () => {
    const run = await runJob("network_day", [...firstThreeDays, "--fail-dates", "2001-01-02"], place.data);
    assert.equal(run.code, 0);
    assert.match(run.stdout, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} - INFO - Processing 3 days/);
    assert.deepEqual(messages(run.stdout), [
      "INFO - Processing 3 days individually (day-by-day approach)",
      "INFO - Processing day 1/3: 2001-01-01",
      "INFO -   ✓ Success: 1 records from 14828 flights",
      "INFO - Processing day 2/3: 2001-01-02",
      "ERROR -   ✗ Exception: told to fail on 2001-01-02",
      "INFO - Processing day 3/3: 2001-01-03",
      "INFO -   ✓ Success: 1 records from 16948 flights",
      "INFO - DAY-BY-DAY BACKFILL SUMMARY:",
      "INFO -   Total days: 3",
      "INFO -   Successful days: 2",
      "INFO -   Failed days: 1",
      "INFO -   Total records processed: 2",
      "INFO -   Failed dates: 2001-01-02",
    ]);
  });

  it("tells a parallel run by dates, with the failures' tracebacks", async () => {
    await runJob("network_day", ["--dates", "2001-01-01,2001-01-03"], place.data);
    const run = await runJob("airport_day", [...firstThreeDays, "--workers", "2"], place.data);
    assert.equal(run.code, 0);
    const lines = messages(run.stdout);
    assert.deepEqual(lines.slice(0, 3), [
      "INFO - 🚀 PARALLEL BACKFILL MODE - 2 CONCURRENT WORKERS",
      "INFO -    Date range: 2001-01-01 to 2001-01-03",
      "INFO - Processing 3 days with 2 parallel workers",
    ]);
    assert.ok(lines.includes("INFO -   ✓ 2001-01-01: 221 records"));
    assert.ok(lines.includes("INFO -   ✓ 2001-01-03: 222 records"));
    const failure = lines.findIndex((line) => line.startsWith("ERROR - Exception processing 2001-01-02: "));
    assert.equal(
      lines[failure],
      "ERROR - Exception processing 2001-01-02: network_day has no file of 2001-01-02: run jobs/network_day_backfill.mjs for that date first",
    );
    assert.match(lines[failure + 2] ?? "", /^ {4}at /);
    assert.ok(lines.indexOf("ERROR -   ✗ 2001-01-02: Processing failed") > failure);
    assert.deepEqual(lines.slice(-6), [
      "INFO - PARALLEL BACKFILL COMPLETE",
      "INFO -   Total days: 3",
      "INFO -   Successful: 2",
      "INFO -   Failed: 1",
      "INFO -   Records: 443",
      "INFO -   Failed dates: 2001-01-02",
    ]);
  });

  it("keeps a checkpoint, and fills exactly the dates it is given", async () => {
    const failing = { FLIGHTS_FAIL_DATES: "2001-01-01,2001-01-03" };
    await runJob("network_day", firstThreeDays, place.data, failing);
    const { created_at, last_updated, ...checkpoint } = readCheckpoint(
      place.data,
      "network_day_2001-01-01_2001-01-03.json",
    );
    assert.ok(Date.parse(created_at) <= Date.parse(last_updated));
    assert.deepEqual(checkpoint, {
      job_name: "network_day",
      start_date: "2001-01-01",
      end_date: "2001-01-03",
      last_successful_date: "2001-01-02",
      successful_dates: ["2001-01-02"],
      failed_dates: ["2001-01-01", "2001-01-03"],
      skipped_dates: [],
      stats: { total_days: 3, processed: 3, successful: 1, failed: 2, skipped: 0 },
    });

    await runJob("network_day", ["--dates", "2001-01-01"], place.data);
    assert.deepEqual(readdirSync(join(place.data, "network_day")).sort(), ["2001-01-01.parquet", "2001-01-02.parquet"]);
  });

  it("leaves the network's share NULL in the code before the fix", async () => {
    await runJob("network_day", firstThreeDays, place.data);
    await runJob("airport_day", firstThreeDays, place.data, { FLIGHTS_CODE_VERSION: "2001.1" });
    const states = `SELECT code_version, count(*)::INTEGER AS row_count, count(network_share)::INTEGER AS shares,
                           count(*) FILTER (WHERE is_training_ready)::INTEGER AS ready
                    FROM ${filesOf(place.data, "airport_day")} GROUP BY ALL ORDER BY ALL`;
    assert.deepEqual(await ask(states), [{ code_version: "2001.1", row_count: 665, shares: 0, ready: 0 }]);

    await runJob("airport_day", ["--dates", "2001-01-02"], place.data);
    assert.deepEqual(await ask(states), [
      { code_version: "2001.1", row_count: 443, shares: 0, ready: 0 },
      { code_version: "2001.2", row_count: 222, shares: 222, ready: 0 },
    ]);
  });

  it("does not write a date that the flights do not hold", async () => {
    const run = await runJob("network_day", ["--dates", "2001-08-01"], place.data);
    assert.ok(messages(run.stdout).includes("ERROR -   ✗ Exception: the flights hold none of 2001-08-01"));
    assert.deepEqual(readdirSync(join(place.data, "network_day")), []);
  });

  it("refuses arguments it does not understand with one sentence", async () => {
    const run = await runJob("airport_day", ["--start-date", "2001-02-30", "--end-date", "2001-03-01"], place.data);
    assert.equal(run.code, 2);
    assert.equal(run.stdout, "");
    assert.match(run.stderr, /^--start-date: "2001-02-30" is not a date\. Usage: [^\n]+\n$/);
    assert.equal(existsSync(place.data), false);
  });

  it("is ended by the signal that stops it", async () => {
    const job = startJob("network_day", [...firstThreeDays, "--pace", "60000"], place.data);
    let log = "";
    job.stdout?.on("data", (text: Buffer) => {
      log += text.toString();
      if (log.includes("Processing day 1/3")) job.kill("SIGTERM");
    });
    const [code, signal] = (await once(job, "close")) as [number | null, NodeJS.Signals | null];
    assert.deepEqual({ code, signal }, { code: null, signal: "SIGTERM" });
    assert.equal(messages(log).at(-1), "ERROR - Stopped by SIGTERM with 3 dates left");
  });
});

describe("the example's whole data", () => {
  const place = playground();
  const allDays = ["--start-date", "2001-01-01", "--end-date", "2001-07-01", "--workers", "2"];
  before(async () => {
    await runJob("network_day", allDays, place.data);
    await runJob("airport_day", allDays, place.data);
  });
  after(() => place.remove());

  it("has the rows and the rolling values that the source has", async () => {
    const [counts] = await ask(`
      SELECT count(*) FILTER (WHERE date <= '2001-06-30')::INTEGER AS until_june,
             count(*) FILTER (WHERE date = '2001-07-01')::INTEGER AS on_july_1,
             count(rolling_delay) FILTER (WHERE date <= '2001-06-30')::INTEGER AS rolling,
             count(network_share)::INTEGER AS shares, count(DISTINCT date)::INTEGER AS dates
      FROM ${filesOf(place.data, "airport_day")}`);
    assert.deepEqual(counts, { until_june: 39949, on_july_1: 3, rolling: 36756, shares: 39952, dates: 182 });
  });

  it("agrees with the flights, asked another way", async () => {
    const [differences] = await ask(`
      WITH day AS (
        SELECT date_trunc('day', date)::DATE AS date, origin AS airport, count(*) AS departures, sum(delay) / count(*) AS delay
        FROM ${flights} GROUP BY 1, 2
      ), earlier AS (
        SELECT day.date, day.airport, list(before.delay ORDER BY before.date DESC)[:14] AS delays
        FROM day LEFT JOIN day AS before ON before.airport = day.airport AND before.date < day.date
        GROUP BY ALL
      ), expected AS (
        SELECT day.*, departures / sum(departures) OVER (PARTITION BY date) AS share,
               CASE WHEN len(delays) = 14 AND list_count(delays) = 14 THEN list_avg(delays) END AS rolling
        FROM day JOIN earlier USING (date, airport)
      )
      SELECT count(*)::INTEGER AS compared,
             count(*) FILTER (WHERE written.departures <> expected.departures)::INTEGER AS departures,
             count(*) FILTER (WHERE abs(average_delay - delay) > 1e-9)::INTEGER AS delays,
             count(*) FILTER (WHERE abs(network_share - share) > 1e-12)::INTEGER AS shares,
             count(*) FILTER (WHERE (rolling IS NULL) <> (rolling_delay IS NULL) OR abs(rolling - rolling_delay) > 1e-9)::INTEGER AS rolling
      FROM ${filesOf(place.data, "airport_day")} AS written JOIN expected USING (date, airport)`);
    assert.deepEqual(differences, { compared: 39952, departures: 0, delays: 0, shares: 0, rolling: 0 });
  });
});
