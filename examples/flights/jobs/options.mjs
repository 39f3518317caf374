import { parseArgs } from "node:util";
import { folders } from "./folders.mjs";

/** What wrote a row. 2001.1 is the code before the fix: it leaves `network_share` NULL. */
const codeVersions = ["2001.1", "2001.2"];

const usage =
  "Usage: --start-date YYYY-MM-DD --end-date YYYY-MM-DD, or --dates D,D,… " +
  "[--workers N] [--fail-dates D,D,…] [--code-version 2001.1|2001.2] [--pace MILLISECONDS] [--data FOLDER]";

/**
 * Reads a job's command line. Three options can also come from the environment, so that a declared command need not change:
 * FLIGHTS_FAIL_DATES, FLIGHTS_CODE_VERSION and FLIGHTS_PACE.
 * @param {readonly string[]} words the arguments after the script's name
 * @throws {Error} one sentence on the first option that cannot be understood
 */
export function readOptions(words, environment = process.env) {
  const { values } = parseArgs({
    args: [...words],
    options: {
      "start-date": { type: "string" },
      "end-date": { type: "string" },
      dates: { type: "string" },
      workers: { type: "string", default: "1" },
      "fail-dates": { type: "string", default: environment.FLIGHTS_FAIL_DATES ?? "" },
      "code-version": { type: "string", default: environment.FLIGHTS_CODE_VERSION || "2001.2" },
      pace: { type: "string", default: environment.FLIGHTS_PACE || "0" },
      data: { type: "string" },
    },
  });
  return {
    dates: values.dates ? readDates(values.dates, "--dates") : datesBetween(values["start-date"], values["end-date"]),
    workers: readCount(values.workers, 1, "--workers"),
    failDates: new Set(readDates(values["fail-dates"], "--fail-dates")),
    codeVersion: readCodeVersion(values["code-version"]),
    paceMilliseconds: readCount(values.pace, 0, "--pace"),
    folders: folders(values.data),
  };
}

function readDates(text, option) {
  const dates = text.split(",").filter((word) => word !== "");
  return [...new Set(dates.map((word) => readDate(word.trim(), option)))].sort();
}

function readDate(text, option) {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time) || dateOf(time) !== text) throw new Error(`${option}: "${text}" is not a date. ${usage}`);
  return text;
}

function datesBetween(start, end) {
  if (!start || !end) throw new Error(`No dates to fill. ${usage}`);
  const first = Date.parse(readDate(start, "--start-date"));
  const last = Date.parse(readDate(end, "--end-date"));
  if (last < first) throw new Error(`--end-date ${end} is before --start-date ${start}.`);
  const dayMilliseconds = 86_400_000;
  return Array.from({ length: (last - first) / dayMilliseconds + 1 }, (_, day) =>
    dateOf(first + day * dayMilliseconds),
  );
}

function dateOf(time) {
  return new Date(time).toISOString().slice(0, 10);
}

function readCount(text, least, option) {
  const count = Number(text);
  if (!Number.isInteger(count) || count < least)
    throw new Error(`${option}: "${text}" is not a whole number of ${least} or more.`);
  return count;
}

function readCodeVersion(text) {
  if (!codeVersions.includes(text))
    throw new Error(`--code-version: "${text}" is not one of ${codeVersions.join(", ")}.`);
  return text;
}
