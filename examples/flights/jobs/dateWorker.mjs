// A worker thread: takes one date at a time from its parent and says how it went. A date that fails is an answer; anything
// else that is thrown here ends the whole run.
import { setTimeout as wait } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { openTable } from "./flights.mjs";

const { table, codeVersion, dataFolder, failDates, paceMilliseconds } = workerData;
const fillDate = await openTable(table, { codeVersion, dataFolder });

parentPort.on("message", async (date) => {
  if (paceMilliseconds > 0) await wait(paceMilliseconds);
  try {
    if (failDates.has(date)) throw new Error(`told to fail on ${date}`);
    parentPort.postMessage({ date, ...(await fillDate(date)) });
  } catch (failure) {
    parentPort.postMessage({ date, failure: { message: failure.message, stack: failure.stack } });
  }
});
parentPort.postMessage({ ready: true });
