import assert from "node:assert/strict";
import {
  earlierPacesOf,
  forecastDue,
  forecastScore,
  reviewOf,
  type Forecast,
  type ForecastRecord,
} from "../../../src/core/backfills/forecast";
import { emptyRow } from "../../../src/core/backfills/statusRow";
import type { BackfillStatus } from "../../../src/core/backfills/status";

const at = (clock: string): string => `2026-01-04T${clock}:00.000Z`;
const hour = 3_600_000;

const row: BackfillStatus = {
  ...emptyRow("a", "unknown", [], null),
  state: "running",
  startedAt: at("10:00"),
  elapsedMs: hour,
  done: 33,
  failed: 2,
  total: 100,
  workers: 4,
  eta: { optimistic: at("12:00"), conservative: at("14:00"), confidence: "medium" },
};
const made = (tenth: number, conservative: string, made = "11:00"): Forecast => ({
  type: "forecast",
  id: `f${tenth}`,
  run: "r",
  backfill: "a",
  at: at(made),
  tenth,
  optimistic: at("11:30"),
  conservative: at(conservative),
});
const ended: BackfillStatus = { ...row, state: "partial", done: 98, failed: 2, elapsedMs: 3 * hour, eta: null };

describe("forecasts", () => {
  it("are kept at the first ETA and at each tenth of the dates, once", () => {
    const due = forecastDue(row, "r", Date.parse(at("11:00")), []);
    assert.deepEqual(due, {
      type: "forecast",
      run: "r",
      backfill: "a",
      at: at("11:00"),
      tenth: 3,
      optimistic: at("12:00"),
      conservative: at("14:00"),
    });
    assert.equal(forecastDue(row, "r", 0, [made(3, "14:00")]), null);
    assert.equal(forecastDue({ ...row, done: 38 }, "r", 0, [made(3, "14:00")])?.tenth, 4);
    assert.equal(forecastDue({ ...row, eta: null }, "r", 0, []), null);
  });

  it("are judged when the run has come to its end: it ended at 13:00", () => {
    const review = reviewOf(ended, "r", [made(1, "12:59"), made(3, "13:00"), made(6, "13:10")], []);
    assert.deepEqual(review, {
      type: "ended",
      run: "r",
      backfill: "a",
      endedAt: at("13:00"),
      workedMs: 3 * hour,
      dates: 100,
      workers: 4,
      judged: 3,
      held: 2,
    });
  });

  it("are not judged by what the machine slept afterwards", () => {
    const slept = [{ from: Date.parse(at("11:30")), to: Date.parse(at("12:30")) }];
    const review = reviewOf(ended, "r", [made(1, "12:00", "11:00"), made(6, "12:30", "12:31")], slept);
    assert.deepEqual([review?.judged, review?.held, review?.workedMs], [2, 1, 2 * hour]);
  });

  it("of a run that was stopped, died or left dates undone are not judged, and such a run tells no duration", () => {
    for (const over of [
      { state: "died" as const },
      { state: "failed" as const, done: 40 },
      { state: "partial" as const, done: 40 },
    ]) {
      const review = reviewOf({ ...ended, ...over }, "r", [made(1, "23:00")], []);
      assert.deepEqual([review?.judged, review?.held, review?.workedMs], [0, 0, null]);
    }
  });

  it("are counted over all runs of a backfill", () => {
    const review = (id: string, judged: number, held: number, dates = 100): ForecastRecord => ({
      type: "ended",
      id,
      run: id,
      backfill: "a",
      endedAt: at(`1${id}:00`),
      workedMs: Number(id) * hour,
      dates,
      workers: 4,
      judged,
      held,
    });
    assert.deepEqual(forecastScore([review("1", 6, 6), review("2", 4, 3)], "a"), { held: 9, judged: 10 });
    assert.equal(forecastScore([review("1", 0, 0)], "a"), null);
    assert.equal(forecastScore([review("1", 6, 6)], "b"), null);
    // A retry of six dates says little of a run of a hundred.
    assert.deepEqual(
      earlierPacesOf([review("3", 1, 1, 6), review("2", 1, 1), review("1", 1, 1)], "a").map(({ workedMs }) => workedMs),
      [hour, 2 * hour],
    );
  });
});
