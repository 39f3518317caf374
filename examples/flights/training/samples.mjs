import { join } from "node:path";
import { openDuckdb, rows } from "../jobs/duckdb.mjs";

const weekdays = ["tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** What the model sees of an airport's day: all of it was known when the day before had ended. Monday is the day the others are told from. */
export const features = [
  "rolling_delay",
  "previous_delay",
  "previous_on_time_share",
  "previous_network_share",
  "network_previous_delay",
  ...weekdays,
];

/**
 * One sample for each row of airport_day with its whole history; rows without are left out, never filled in.
 * "Previous" is the airport's latest day with departures; for the network it is the day before.
 */
const samplesQuery = `
  WITH history AS (
    SELECT date, average_delay AS delay, rolling_delay,
           lag(average_delay) OVER airport AS previous_delay,
           lag(on_time_share) OVER airport AS previous_on_time_share,
           lag(network_share) OVER airport AS previous_network_share
    FROM read_parquet($airportDay)
    WINDOW airport AS (PARTITION BY airport ORDER BY date)
  )
  SELECT history.date::VARCHAR AS date, delay, rolling_delay, previous_delay, previous_on_time_share, previous_network_share,
         network.average_delay AS network_previous_delay,
         ${weekdays.map((name, index) => `(isodow(history.date) = ${index + 2})::DOUBLE AS ${name}`).join(", ")}
  FROM history JOIN read_parquet($networkDay) AS network ON network.date = history.date - INTERVAL 1 DAY
  WHERE rolling_delay IS NOT NULL AND previous_network_share IS NOT NULL
  ORDER BY ALL`;

/**
 * Reads the samples and splits them by time: the model is judged on days that come after all it has learnt from.
 * @returns {Promise<Record<"train" | "validation" | "test", { delay: number, previousDelay: number, inputs: number[] }[]>>}
 */
export async function readSamples(dataFolder) {
  const connection = await openDuckdb();
  const found = await rows(connection, samplesQuery, {
    airportDay: join(dataFolder, "airport_day", "*.parquet"),
    networkDay: join(dataFolder, "network_day", "*.parquet"),
  });
  const between = (from, to) => found.filter(({ date }) => date >= from && date < to).map(sample);
  return {
    train: between("2001-01-01", "2001-05-01"),
    validation: between("2001-05-01", "2001-06-01"),
    test: between("2001-06-01", "2001-07-01"),
  };
}

function sample(row) {
  return { delay: row.delay, previousDelay: row.previous_delay, inputs: features.map((name) => row[name]) };
}
