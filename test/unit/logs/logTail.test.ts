import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileSystem } from "../../../src/adapters/logs/fileSystem";
import { readTail } from "../../../src/app/logs/logTail";
import { logProgress } from "../../../src/core/backfills/logProgress";
import { clockOf, dayByDay, progressOf } from "../backfills/logs";
import { seededRandom } from "../seededRandom";
import { rotatedLog } from "./randomRotation";

/** Every line is another, and the dates are many: one that is lost or read twice shows. */
function lineOf(index: number): string {
  const time = new Date(Date.UTC(2026, 0, 4, 10) + index * 1000).toISOString().replace("T", " ").slice(0, 19);
  const date = new Date(Date.UTC(2000, 0, 1) + index * 86_400_000).toISOString().slice(0, 10);
  if (index % 7 === 3) return `Traceback: ✗ line ${index} 🚀 of an exception`;
  if (index % 11 === 5) return `${time},000 - ERROR -   ✗ ${date}: Größe „${index}“ 🚀 fehlt`;
  return `${time},000 - INFO -   ✓ ${date}: ${index + 1} records`;
}

describe("tailing a log", function () {
  this.timeout(600_000);

  it("reads everything once, however it is rotated, cut short and written to", async () => {
    const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
    const runs = Number(process.env["RUNS"] ?? 8);
    for (let run = 0; run < runs; run++) {
      const random = seededRandom(seed + run);
      const folder = mkdtempSync(join(tmpdir(), "headgate-tail-"));
      const files = { ...fileSystem };
      const below = (limit: number): number => Math.floor(random() * limit);
      const log = await rotatedLog(folder, { below }, lineOf);
      const done: string[] = [];
      const options = { recipe: dayByDay(), timezone: "UTC", clock: clockOf("UTC") };
      for (let step = 0; step < 60; step++) {
        done.push(await log.step());
        // Three older parts are kept, so what is rotated away more often than that between two looks is gone.
        const rotated = done.slice(done.lastIndexOf("look") + 1).filter((what) => /^(?:rename|copy)/.test(what)).length;
        if (below(2) > 0 && step < 59 && rotated < 2) continue;
        const tail = await readTail(files, log.path, options);
        done.push("look");
        if (tail === null) continue;
        const read = logProgress(tail.reading, { recipe: "day-by-day", total: null, now: null });
        const whole = progressOf(log.whole());
        assert.deepEqual(read, whole, `seed ${seed + run}: ${done.join("; ")}`);
      }
      await log.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
