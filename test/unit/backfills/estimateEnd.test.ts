import assert from "node:assert/strict";
import { estimateEnd } from "../../../src/core/backfills/estimateEnd";
import { sum } from "../../../src/core/backfills/sum";
import { longestPause } from "../../../src/core/backfills/longestPause";
import { logOf, readingOf } from "./logs";

const second = 1000;
const every = (seconds: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => (index + 1) * seconds * second);

describe("the ETA pair", () => {
  const alone = { startedAt: 0, workers: 1 };

  it("is not told before a date has ended, nor when none is left", () => {
    assert.equal(estimateEnd({ ...alone, now: 0, completions: [], left: 10 }), null);
    assert.equal(estimateEnd({ ...alone, now: 0, completions: [second], left: 0 }), null);
  });

  it("in the first waves goes by the mean length of a date, from half to 2.2 times", () => {
    // 15 workers have done 15 dates in 10 s: 10 s * 15 / (15 + 7.5) a date; 60 of 75 wait, and the last wave is 0.9 dates long.
    const completions = every(0, 15).map(() => 10 * second);
    const time = ((10 * 15) / 22.5) * (60 / 15 + 0.9) * second;
    assert.deepEqual(estimateEnd({ startedAt: 0, workers: 15, completions, left: 75, now: 10 * second }), {
      optimistic: 10 * second + time * Math.exp(-0.7),
      conservative: 10 * second + time * Math.exp(0.8),
      confidence: "low",
      remark: null,
    });
  });

  it("is as wide as the future may differ from the past when the pace never changed", () => {
    // 100 dates of 10 s, 50 left: 49 wait, and the one under way takes 0.8 of the mean, 0.25 at least, 1.9 at most.
    const pair = estimateEnd({ ...alone, completions: every(10, 100), left: 50, now: 1000 * second });
    const [middle, ahead] = [498, (50 / 100) ** 0.2];
    assert.ok(pair);
    assert.equal(pair.confidence, "high");
    const early = middle * Math.exp(-Math.hypot(Math.log(middle / 492.5), 0.37 * ahead));
    const late = middle * Math.exp(Math.hypot(Math.log(509 / middle), 0.46 * ahead));
    assert.equal(Math.round(pair.optimistic), Math.round((1000 + early) * second));
    assert.equal(Math.round(pair.conservative), Math.round((1000 + late) * second));
  });

  it("reaches from the pace of the whole run to that of its last part where these differ", () => {
    // 40 dates a second apart, then ten that took two, then ten that took four: no one step, and a slope that goes on.
    const gaps = [...every(0, 40).map(() => 1), ...every(0, 10).map(() => 2), ...every(0, 10).map(() => 4)];
    const completions = gaps.map((_, index) => sum(gaps.slice(0, index + 1)) * second);
    const pair = estimateEnd({ ...alone, completions, left: 20, now: 100 * second });
    assert.ok(pair);
    assert.ok(pair.optimistic < (100 + 20 * (100 / 60)) * second, JSON.stringify(pair));
    assert.ok(pair.conservative > (100 + 20 * 4) * second, JSON.stringify(pair));
  });

  it("is put off while nothing ends, but for the gap in which the next end is due", () => {
    const pace = { ...alone, completions: every(10, 100), left: 50 };
    const due = estimateEnd({ ...pace, now: 1000 * second });
    const later = estimateEnd({ ...pace, now: 1200 * second });
    assert.equal((later?.optimistic ?? 0) - (due?.optimistic ?? 0), 190 * second);
  });

  it("does not trust the pool's pace when the last workers end alone", () => {
    const pair = estimateEnd({ ...alone, workers: 4, completions: every(1, 100), left: 3, now: 100 * second });
    assert.equal(pair?.confidence, "low");
  });

  it("stays within the calendar, however little is known", () => {
    const completions = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 90_000, 90_001, 90_002, 90_003];
    const pair = estimateEnd({ ...alone, completions, left: 1_000_000, now: 90_003 });
    assert.ok(pair && pair.conservative < 8.64e15 / 1000);
  });

  it("starts anew from where the pace changed for good, and tells when that was", () => {
    const completions = [...every(10, 60), ...every(30, 40).map((time) => time + 600 * second)];
    const pair = estimateEnd({ ...alone, completions, left: 50, now: 1800 * second });
    assert.deepEqual(pair?.remark, { kind: "paceChanged", at: 600 * second });
    const fresh = estimateEnd({
      startedAt: 600 * second,
      workers: 1,
      completions: completions.slice(60),
      left: 50,
      now: 1800 * second,
    });
    assert.equal(pair.optimistic, fresh?.optimistic);
  });

  it("leaves out the time in which the run could not work, told twice or once", () => {
    const pace = { ...alone, left: 50 };
    const awake = estimateEnd({ ...pace, completions: every(10, 100), now: 1000 * second });
    const slept = every(10, 100).map((time) => (time > 500 * second ? time + 3600 * second : time));
    const suspended = [
      { from: 500 * second, to: 4100 * second },
      { from: 600 * second, to: 4100 * second },
    ];
    const pair = estimateEnd({ ...pace, completions: slept, now: 4600 * second, suspended });
    assert.equal(pair?.optimistic, (awake?.optimistic ?? 0) + 3600 * second);
    assert.equal(pair.conservative, (awake?.conservative ?? 0) + 3600 * second);
  });

  it("takes a silence much longer than all others for a pause that nobody told of", () => {
    const completions = every(10, 100).map((time) => (time > 500 * second ? time + 3600 * second : time));
    const awake = estimateEnd({ ...alone, completions: every(10, 100), left: 50, now: 1000 * second });
    const pair = estimateEnd({ ...alone, completions, left: 50, now: 4600 * second });
    assert.ok(pair && awake);
    // The gap in which it fell counts as an ordinary one.
    assert.ok(Math.abs(pair.optimistic - awake.optimistic - 3600 * second) < 10 * second);
  });

  it("takes two long silences for pauses as well, and seven for its way of working", () => {
    const paused = (times: number): number[] =>
      every(10, 100).map((time, index) => time + Math.min(times, Math.floor(index / 12)) * 1800 * second);
    const ofPauses = (times: number): number => {
      const now = 1000 * second + times * 1800 * second;
      return (estimateEnd({ ...alone, completions: paused(times), left: 50, now })?.conservative ?? 0) - now;
    };
    assert.ok(ofPauses(2) < ofPauses(0) + 10 * second);
    assert.ok(ofPauses(7) > 5 * ofPauses(0));
  });

  it("counts a further try of a date as work", () => {
    // Every date fails once and succeeds at the second try: 40 ends are 20 dates, and 20 left are 40 more ends.
    const completions = every(10, 40);
    const days = completions.map((_, index) => Math.floor(index / 2));
    const asked = Array.from({ length: 40 }, (_, day) => day);
    const pair = estimateEnd({ ...alone, completions, days, asked, left: 20, now: 400 * second });
    assert.ok(pair && pair.optimistic < 800 * second && pair.conservative > 800 * second, JSON.stringify(pair));
    assert.ok(pair.optimistic > 600 * second);
  });

  it("knows an off-season by the year before", () => {
    // A date takes 10 s from day 0 to 254 of a year and 0.1 s after that; at day 600 the second season nears its end.
    const lengthOf = (day: number): number => (day % 365 < 255 ? 10 : 0.1);
    const asked = Array.from({ length: 730 }, (_, day) => day);
    let time = 0;
    const completions = asked.slice(0, 600).map((day) => (time += lengthOf(day) * second));
    const end = time + sum(asked.slice(600).map(lengthOf)) * second;
    const pair = estimateEnd({ ...alone, completions, days: asked.slice(0, 600), asked, left: 130, now: time });
    assert.ok(pair && pair.optimistic < end && end < pair.conservative, JSON.stringify(pair));
    // By the pace of the season alone it would be 1,300 s.
    assert.ok(pair.conservative < time + 400 * second);
  });

  describe("of a run that has only begun", () => {
    const earlier = [
      { workedMs: 1000 * second, dates: 100, workers: 2 },
      { workedMs: 1200 * second, dates: 100, workers: 2 },
    ];

    it("is taken from earlier runs, and says so", () => {
      const pair = estimateEnd({ startedAt: 0, workers: 2, completions: [], left: 50, now: 5 * second, earlier });
      assert.deepEqual(pair, {
        optimistic: 5 * second + (500 * second) / 1.5,
        conservative: (5 + 600 * 1.5) * second,
        confidence: "low",
        remark: { kind: "earlierRuns", runs: 2 },
      });
    });

    it("goes from half to twice by one earlier run, with twice the workers in half the time", () => {
      const pair = estimateEnd({
        startedAt: 0,
        workers: 4,
        completions: [],
        left: 50,
        now: 0,
        earlier: earlier.slice(0, 1),
      });
      assert.equal(Math.round(pair?.optimistic ?? 0), 125 * second);
      assert.equal(Math.round(pair?.conservative ?? 0), 500 * second);
    });

    it("is its own as soon as it shows that it is another", () => {
      const pair = estimateEnd({ ...alone, completions: every(100, 6), left: 50, now: 600 * second, earlier });
      assert.equal(pair?.remark, null);
      assert.ok(pair.conservative > 5000 * second);
    });
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
