import assert from "node:assert/strict";
import { estimateEnd } from "../../../src/core/backfills/estimateEnd";
import { longestPause } from "../../../src/core/backfills/longestPause";
import { logOf, readingOf } from "./logs";

const second = 1000;
const every = (seconds: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => (index + 1) * seconds * second);

describe("the ETA pair", () => {
  it("is not told before a date has ended, nor when none is left", () => {
    const pace = { startedAt: 0, workers: 1, now: 0 };
    assert.equal(estimateEnd({ ...pace, completions: [], left: 10 }), null);
    assert.equal(estimateEnd({ ...pace, completions: [second], left: 0 }), null);
  });

  it("in the first waves counts on what is under way, from half to twice", () => {
    // 15 workers, 15 done after 10 s, 15 × 5 left: 10 s * 75 / (15 + 7.5).
    const pace = { startedAt: 0, completions: every(0, 15).map(() => 10 * second), left: 75, workers: 15 };
    assert.deepEqual(estimateEnd({ ...pace, now: 10 * second }), {
      optimistic: 10 * second + 16_666.666666666668,
      conservative: 10 * second + 66_666.66666666667,
      confidence: "low",
    });
  });

  it("goes from half to twice while the run has not shown how far off a forecast may be", () => {
    const completions = every(10, 6);
    assert.deepEqual(estimateEnd({ startedAt: 0, completions, left: 4, workers: 1, now: 60 * second }), {
      optimistic: 80 * second,
      conservative: 140 * second,
      confidence: "low",
    });
  });

  it("closes on one moment when the pace never changes", () => {
    const completions = every(10, 100);
    assert.deepEqual(estimateEnd({ startedAt: 0, completions, left: 50, workers: 1, now: 1000 * second }), {
      optimistic: 1500 * second,
      conservative: 1500 * second,
      confidence: "high",
    });
  });

  it("follows the arithmetic of the last completions and of its own errors", () => {
    // Gaps of 8 and 12 s in turn, 20 done, 10 left: W = 10, p = 10 * 100 s / 10.
    const completions: number[] = [];
    for (let index = 0, time = 0; index < 20; index++) completions.push((time += (index % 2 ? 12 : 8) * second));
    const pair = estimateEnd({ startedAt: 0, completions, left: 10, workers: 1, now: 200 * second });
    const floor = 1.645 * (Math.sqrt((10 * 2 ** 2) / 9) / 10) * Math.sqrt(1 / 10 + 1 / 10);
    // Forecasts from 5, 6 … 17 done (h >= 2.5). Even ones were exact. Odd ones end on a gap of 8 s: too early by 2 s, and by
    // more where the window itself (5, 7, 9 done) holds more short gaps. Sorted, the 95 % quantile lies between the last two.
    const late = [Math.log(52 / 50), Math.log(152 / 144), Math.log(32 / 30)].sort((one, other) => one - other);
    const q95 = (late[1] ?? 0) + 0.4 * ((late[2] ?? 0) - (late[1] ?? 0));
    assert.ok(pair);
    assert.equal(pair.confidence, "medium");
    assert.equal(Math.round(pair.optimistic), Math.round((200 + 100 * Math.exp(-floor)) * second));
    assert.equal(Math.round(pair.conservative), Math.round((200 + 100 * Math.exp(Math.hypot(floor, q95))) * second));
  });

  it("is put off while nothing ends", () => {
    const completions = every(10, 100);
    const pair = estimateEnd({ startedAt: 0, completions, left: 50, workers: 1, now: 1200 * second });
    assert.equal(pair?.optimistic, (1200 + 490) * second);
  });

  it("does not trust the pool's pace when the last workers end alone", () => {
    const pair = estimateEnd({ startedAt: 0, completions: every(1, 100), left: 3, workers: 4, now: 100 * second });
    assert.equal(pair?.confidence, "low");
  });

  it("stays within the calendar, however little is known", () => {
    const completions = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 90_000, 90_001, 90_002, 90_003];
    const pair = estimateEnd({ startedAt: 0, completions, left: 1_000_000, workers: 1, now: 90_003 });
    assert.ok(pair && pair.conservative < 8.64e15 / 1000);
  });
});

describe("the longest pause", () => {
  const log = logOf(
    "10:00:00 Processing 9 days with 2 parallel workers",
    "10:00:10   ✓ 2024-01-01: 3 records",
    "10:00:20   ✓ 2024-01-02: 3 records",
    "10:01:20   ✓ 2024-01-03: 3 records",
  );

  it("is the longest a run has been silent, and at least the time between two looks", () => {
    assert.equal(longestPause(readingOf(log), 5 * second), 60 * second);
    assert.equal(longestPause(readingOf(log), 90 * second), 90 * second);
  });

  it("cannot be told of a run that has hardly begun", () => {
    assert.equal(longestPause(readingOf(log.split("\n").slice(0, 3).join("\n") + "\n"), second), null);
  });
});
