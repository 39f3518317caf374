import { Worker } from "node:worker_threads";
import { checkpoint } from "./checkpoint.mjs";
import { error } from "./log.mjs";
import { readOptions } from "./options.mjs";
import { progressLog } from "./progressLog.mjs";

/**
 * Fills a table for the dates on the command line. Every date asked for is filled anew: nothing is skipped because a later
 * date is there already.
 *
 * Exit code 0 when every date was tried, also when some failed: the summary and the checkpoint name those, and a retry of
 * exactly them mends it. 1 when the run itself broke off, 2 when its arguments cannot be understood.
 */
export async function runBackfill(table) {
  let options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (failure) {
    process.stderr.write(`${failure.message}\n`);
    process.exitCode = 2;
    return;
  }
  try {
    await fillDates(table, options);
  } catch (failure) {
    error(`The backfill of ${table} broke off: ${failure.message}\n${failure.stack}`);
    process.exit(1);
  }
}

async function fillDates(table, options) {
  const { dates } = options;
  const workers = Math.min(options.workers, dates.length);
  const progress = progressLog(dates, options.workers);
  const saved = checkpoint(options.folders.checkpoints, table, dates);
  const outcome = { successfulDates: [], failedDates: [], records: 0 };

  const datesLeft = () => dates.length - outcome.successfulDates.length - outcome.failedDates.length;

  endBySignal(datesLeft);
  progress.begin();
  saved.save(outcome);
  const waiting = [...dates];
  const nextDate = () => {
    const date = waiting.shift();
    if (date !== undefined) progress.dateBegins(date);
    return date;
  };
  const dateEnded = ({ date, records, flights, failure }) => {
    if (failure) {
      outcome.failedDates.push(date);
      progress.dateFailed(date, failure);
    } else {
      outcome.successfulDates.push(date);
      outcome.records += records;
      progress.dateSucceeded(date, records, flights);
    }
    saved.save(outcome);
    progress.progress(outcome);
  };
  await Promise.all(Array.from({ length: workers }, () => runWorker(table, options, nextDate, dateEnded)));
  if (datesLeft() > 0) throw new Error(`a worker went away with ${datesLeft()} dates left`);
  progress.end(outcome);
}

/** Gives a thread one date after the other until none is left. Threads, not processes: the run is one process to whoever watches it. */
function runWorker(table, options, nextDate, dateEnded) {
  const { codeVersion, failDates, paceMilliseconds, folders } = options;
  const workerData = { table, codeVersion, failDates, paceMilliseconds, dataFolder: folders.data };
  const worker = new Worker(new URL("dateWorker.mjs", import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    worker.on("error", reject);
    worker.on("exit", resolve);
    worker.on("message", (message) => {
      if (!message.ready) dateEnded(message);
      const date = nextDate();
      if (date === undefined) void worker.terminate();
      else worker.postMessage(date);
    });
  });
}

/** Stops at once and by the signal itself, so that whoever started the run sees that it was stopped and did not end. */
function endBySignal(datesLeft) {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      error(`Stopped by ${signal} with ${datesLeft()} dates left`);
      process.kill(process.pid, signal);
    });
  }
}
