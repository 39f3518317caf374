// Counts what must not be in airport_day over a window; one line a question: the count, a tab, what was looked for.
import { join } from "node:path";
import { openDuckdb, rows } from "../jobs/duckdb.mjs";
import { folders } from "../jobs/folders.mjs";

const [start, end] = process.argv.slice(2);
const { data } = folders();

const tables = `
  CREATE TEMP TABLE airport_day AS SELECT * FROM read_parquet($airportDay, filename = true) WHERE date BETWEEN $start::DATE AND $end::DATE;
  CREATE TEMP TABLE network_day AS SELECT * FROM read_parquet($networkDay) WHERE date BETWEEN $start::DATE AND $end::DATE`;

const questions = {
  "dates of the window without a row": `
    SELECT count(*) FROM generate_series($start::DATE, $end::DATE, INTERVAL 1 DAY) AS day(date)
    WHERE date::DATE NOT IN (SELECT date FROM airport_day)`,
  "airports that stand twice on a date": "SELECT count(*) - count(DISTINCT (date, airport)) FROM airport_day",
  "rows in the file of another date":
    "SELECT count(*) FROM airport_day WHERE NOT contains(filename, date::VARCHAR || '.parquet')",
  "dates whose departures do not add up to the network's flights": `
    SELECT count(*)
    FROM (SELECT date, sum(departures) AS departures FROM airport_day GROUP BY date)
    LEFT JOIN network_day USING (date)
    WHERE departures IS DISTINCT FROM flights`,
};

try {
  const connection = await openDuckdb();
  for (const statement of tables.split(";")) await connection.run(statement, valuesIn(statement));
  const [seen] = await rows(connection, "SELECT count(*) AS rows, count(DISTINCT date) AS dates FROM airport_day", {});
  process.stderr.write(`  read    ${seen.rows} rows on ${seen.dates} dates\n`);
  for (const [question, query] of Object.entries(questions)) {
    const [answer] = await rows(connection, query, valuesIn(query));
    process.stdout.write(`${Object.values(answer)[0]}\t${question}\n`);
  }
} catch (failure) {
  process.stderr.write(`${failure.message.split("\n")[0]}\n`);
  process.exitCode = 1;
}

/** DuckDB refuses values that a statement does not name. */
function valuesIn(statement) {
  const all = {
    start,
    end,
    airportDay: join(data, "airport_day", "*.parquet"),
    networkDay: join(data, "network_day", "*.parquet"),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => statement.includes(`$${name}`)));
}
