import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileSystem } from "../../src/adapters/logs/fileSystem";
import { readTail, type TailOptions } from "../../src/app/logs/logTail";
import { readWholeLog } from "../../src/app/logs/readWholeLog";
import type { Files } from "../../src/app/ports";
import { readRecipe } from "../../src/core/backfills/recipe";
import { zonedClock } from "../../src/core/backfills/zonedClock";
import { median } from "./median";
import type { Ratio } from "./keystrokes";

const [megabyte, gigabyte] = [1 << 20, 1 << 30];
const looks = 100;
const blockBytes = 64 * 1024;
const longestBlockMs = 50;

/** What following a log of a gigabyte costs: bytes a look, time a look beside a log of a megabyte, and how long others wait. */
export async function tailRatios(): Promise<Ratio[]> {
  const folder = mkdtempSync(join(tmpdir(), "headgate-bench-"));
  try {
    const [large, small] = [logOf(folder, "large.log", gigabyte), logOf(folder, "small.log", megabyte)];
    // What the engine takes to compile the code once is no cost of a large log.
    await lookAt(countingFiles(), small);
    const first = await longestWait(() => lookAt(countingFiles(), large));
    const none = { bytes: NaN, ms: NaN };
    const [ofLarge = none, ofSmall = none] = await costsOfLooks([large, small]);
    const whole = await longestWait(() => readWholeLog(fileSystem, large, recipe(), { clock: utc(), until: null }));
    return [
      ratio(
        "a look at a log of 1 GB, bytes read",
        ofLarge.bytes / blockBytes,
        1,
        `${ofLarge.bytes} bytes of ${blockBytes}`,
      ),
      ratio(
        "a look at a log of 1 GB beside one of 1 MB",
        ofLarge.ms / ofSmall.ms,
        1.5,
        `${ofLarge.ms.toFixed(2)} and ${ofSmall.ms.toFixed(2)} ms, medians of ${looks}`,
      ),
      ratio(
        "its first reading, longest wait of others",
        first / longestBlockMs,
        1,
        `${first.toFixed(0)} of ${longestBlockMs} ms`,
      ),
      ratio(
        "headgate recipe on it, longest wait",
        whole / longestBlockMs,
        1,
        `${whole.toFixed(0)} of ${longestBlockMs} ms`,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ratio(figure: string, value: number, bar: number, detail: string): Ratio {
  return { figure, ratio: value, bar, detail };
}

/** A log of some size: mostly a hole, with 32 MB of lines in a large one, so that reading it is also reading lines. */
function logOf(folder: string, name: string, size: number): string {
  const path = join(folder, name);
  const file = openSync(path, "w");
  const line = (index: number): string =>
    `2026-01-04 10:00:00,${String(index % 1000).padStart(3, "0")} - INFO - row ${index}\n`;
  const lines = Array.from({ length: 8192 }, (_, index) => line(index)).join("");
  const blocks = Math.max(1, Math.floor(size / 32 / lines.length));
  for (let block = 0; block < blocks; block++) writeSync(file, lines);
  closeSync(file);
  truncateSync(path, size);
  appendFileSync(path, "\n");
  return path;
}

async function lookAt(files: Files, path: string): Promise<void> {
  const options: TailOptions = { recipe: recipe(), timezone: "UTC", clock: utc() };
  if ((await readTail(files, path, options)) === null) throw new Error(`${path} could not be read.`);
}

type Cost = { readonly bytes: number; readonly ms: number };

/** What looks cost at logs to which a line was appended, in turns: the most bytes, and the median of the times. */
async function costsOfLooks(paths: readonly string[]): Promise<Cost[]> {
  const files = countingFiles();
  const costs = paths.map((path) => ({ path, bytes: 0, times: [] as number[] }));
  for (const { path } of costs) await lookAt(files, path);
  for (let index = 0; index < looks; index++)
    for (const cost of costs) {
      appendFileSync(cost.path, `2026-01-04 11:00:00,000 - INFO -   ✓ 2024-01-01: ${index} records\n`);
      const [before, begun] = [files.bytes(), performance.now()];
      await lookAt(files, cost.path);
      cost.times.push(performance.now() - begun);
      cost.bytes = Math.max(cost.bytes, files.bytes() - before);
    }
  return costs.map(({ bytes, times }) => ({ bytes, ms: median(times) }));
}

/** The files of this machine, with every byte counted that is read of them. */
function countingFiles(): Files & { bytes(): number } {
  let read = 0;
  return {
    ...fileSystem,
    async readBytes(path, from, to) {
      const result = await fileSystem.readBytes(path, from, to);
      if (result.ok) read += result.value.length;
      return result;
    },
    async readRanges(path, ranges) {
      const result = await fileSystem.readRanges(path, ranges);
      if (result.ok) read += result.value.pieces.reduce((sum, piece) => sum + piece.length, 0);
      return result;
    },
    bytes: () => read,
  };
}

/**
 * How long something else had to wait for its turn at most, milliseconds; without the time in which other processes had the processor.
 */
async function longestWait(work: () => Promise<unknown>): Promise<number> {
  const used = (): number => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000;
  let [longest, last, lastUsed] = [0, performance.now(), used()];
  const timer = setInterval(() => {
    const [now, nowUsed] = [performance.now(), used()];
    longest = Math.max(longest, Math.min(now - last, nowUsed - lastUsed));
    [last, lastUsed] = [now, nowUsed];
  }, 1);
  await work();
  clearInterval(timer);
  return longest;
}

function recipe(): TailOptions["recipe"] {
  const read = readRecipe("day-by-day", readFileSync("config/recipes/day-by-day.yaml", "utf8"));
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

function utc(): TailOptions["clock"] {
  const clock = zonedClock("UTC");
  if (!clock.ok) throw new Error(clock.error.message);
  return clock.value;
}
