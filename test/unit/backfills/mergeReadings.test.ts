import assert from "node:assert/strict";
import { logProgress } from "../../../src/core/backfills/logProgress";
import { mergeReadings } from "../../../src/core/backfills/mergeReadings";
import { logOf, readingOf } from "./logs";

describe("several logs of one run", () => {
  it("are told as one: a date that two of them name ended once, as the later line says", () => {
    const main = readingOf(
      logOf(
        "10:00:00 Processing 4 days with 2 parallel workers",
        "10:00:01   ✓ 2024-01-01: 3 records",
        "10:00:03   ✗ 2024-01-03: Processing failed",
      ),
    );
    const workers = readingOf(
      logOf(
        "10:00:01   ✓ 2024-01-01: 3 records",
        "10:00:02   ✓ 2024-01-02: 4 records",
        "10:00:09   ✓ 2024-01-03: 5 records",
      ),
    );
    for (const readings of [
      [main, workers],
      [workers, main],
    ]) {
      const merged = mergeReadings(readings);
      assert.ok(merged);
      const {
        done,
        failed,
        total,
        records,
        startedAt,
        workers: count,
        lines,
      } = logProgress(merged, {
        recipe: "day-by-day",
        total: null,
        now: null,
      });
      assert.deepEqual(
        { done, failed, total, records, startedAt, count, lines },
        {
          done: 3,
          failed: 0,
          total: 4,
          records: 12,
          startedAt: "2026-01-04T10:00:00.000Z",
          count: 2,
          lines: { read: 6, matched: 6, cut: 0 },
        },
      );
      assert.equal(merged.run.completions.length, 3);
    }
  });
});
