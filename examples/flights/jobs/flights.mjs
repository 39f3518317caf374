import { existsSync, mkdirSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { openDuckdb, rows } from "./duckdb.mjs";
import { dateFile } from "./folders.mjs";

/** Three million real US flights, 2001-01-01 to 2001-06-30, in the npm package vega-datasets; it exports its entry alone. */
const flightsFile = join(
  dirname(createRequire(import.meta.url).resolve("vega-datasets")),
  "..",
  "data",
  "flights-3m.parquet",
);

/** A flight is on time when it arrives at most this many minutes late. */
const onTimeMinutes = 15;

/** What a table is made of: `source` is read once a worker, `select` once a date; `flights` is the column that counts them. */
export const tables = {
  network_day: {
    flights: "flights",
    source: `
      SELECT date::DATE AS date, count(*)::INTEGER AS flights, avg(delay) AS average_delay,
             avg((delay <= ${onTimeMinutes})::INTEGER) AS on_time_share
      FROM read_parquet($flightsFile)
      GROUP BY ALL`,
    select: () => "SELECT * FROM source WHERE date = $date::DATE",
    needs: () => [],
  },

  /**
   * `rolling_delay` is the mean of the airport's daily `average_delay` (each day counts alike, whatever its flights) over its
   * 14 latest days before this one that have departures. Where there are fewer than 14, it is NULL: a mean of less would be
   * another measure. Of the 39,949 rows of January to June 36,756 have it.
   */
  airport_day: {
    flights: "departures",
    source: `
      WITH day AS (
        SELECT date::DATE AS date, origin AS airport, count(*)::INTEGER AS departures, avg(delay) AS average_delay,
               avg((delay <= ${onTimeMinutes})::INTEGER) AS on_time_share
        FROM read_parquet($flightsFile)
        GROUP BY ALL
      )
      SELECT *, CASE WHEN count(*) OVER preceding = 14 THEN avg(average_delay) OVER preceding END AS rolling_delay
      FROM day
      WINDOW preceding AS (PARTITION BY airport ORDER BY date ROWS BETWEEN 14 PRECEDING AND 1 PRECEDING)`,
    select: (codeVersion) => `
      SELECT date, airport, departures, average_delay, on_time_share, network_share, rolling_delay,
             network_share IS NOT NULL AND rolling_delay IS NOT NULL AS is_training_ready
      FROM (${codeVersion === "2001.1" ? withoutNetworkShare : withNetworkShare})
      ORDER BY airport`,
    needs: (codeVersion) => (codeVersion === "2001.1" ? [] : ["network_day"]),
  },
};

/** The code before the fix: it knew nothing of the network. */
const withoutNetworkShare = "SELECT *, NULL::DOUBLE AS network_share FROM source WHERE date = $date::DATE";

const withNetworkShare = `
  SELECT source.*, departures / network.flights AS network_share
  FROM source JOIN read_parquet($networkDayFile) AS network USING (date)
  WHERE date = $date::DATE`;

/**
 * Reads the flights of all dates once and returns what writes a single date.
 * @returns {Promise<(date: string) => Promise<{ records: number, flights: number }>>}
 *   resolves to the rows written and the flights they stand for; rejects when the date cannot be filled
 */
export async function openTable(table, { codeVersion, dataFolder }) {
  const { source, select, needs, flights: countingColumn } = tables[table];
  const connection = await openDuckdb();
  await connection.run(`CREATE TABLE source AS ${source}`, { flightsFile });
  mkdirSync(join(dataFolder, table), { recursive: true });

  return async (date) => {
    const flights = await flightsOf(connection, countingColumn, date);
    for (const needed of needs(codeVersion)) requireDate(dataFolder, needed, date);
    const values = { date, codeVersion, writtenAt: new Date().toISOString() };
    if (needs(codeVersion).includes("network_day")) values.networkDayFile = dateFile(dataFolder, "network_day", date);
    const records = await writeDate(connection, select(codeVersion), values, dateFile(dataFolder, table, date));
    return { records, flights };
  };
}

async function flightsOf(connection, countingColumn, date) {
  const [{ flights }] = await rows(
    connection,
    `SELECT sum(${countingColumn})::INTEGER AS flights FROM source WHERE date = $date::DATE`,
    { date },
  );
  if (flights === null) throw new Error(`the flights hold none of ${date}`);
  return flights;
}

function requireDate(dataFolder, table, date) {
  if (existsSync(dateFile(dataFolder, table, date))) return;
  throw new Error(`${table} has no file of ${date}: run jobs/${table}_backfill.mjs for that date first`);
}

/** Writes aside, under a name that no *.parquet glob finds, and renames: a reader sees the old file or the new one. */
async function writeDate(connection, select, values, file) {
  const aside = `${file}.${process.pid}.part`;
  const query = `SELECT *, $writtenAt::TIMESTAMP AS written_at, $codeVersion::VARCHAR AS code_version FROM (${select})`;
  const [{ Count: written }] = await rows(
    connection,
    `COPY (${query}) TO '${aside.replaceAll("'", "''")}' (FORMAT parquet)`,
    values,
  );
  renameSync(aside, file);
  return Number(written);
}
