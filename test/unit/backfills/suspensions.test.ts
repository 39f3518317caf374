import assert from "node:assert/strict";
import { seenStopped, sleptBetween, suspendedTimes, type Suspension } from "../../../src/core/backfills/suspensions";

const minute = 60_000;
const iso = (ms: number): string => new Date(ms).toISOString();

describe("times in which a run could not work", () => {
  it("are seen where the wall clock went on and the other stood still", () => {
    const before = { wallMs: 1_000_000, monotonicMs: 500 };
    const after = (wallMs: number, monotonicMs: number): Parameters<typeof sleptBetween>[1] => ({
      wallMs: 1_000_000 + wallMs,
      monotonicMs: 500 + monotonicMs,
    });
    assert.deepEqual(sleptBetween(before, after(61 * minute, minute)), {
      from: 1_000_000,
      to: 1_000_000 + 60 * minute,
    });
    // A look that came late, a clock that was set right by a few seconds, one that was set back.
    assert.equal(sleptBetween(before, after(30 * minute, 30 * minute)), null);
    assert.equal(sleptBetween(before, after(minute + 5_000, minute)), null);
    assert.equal(sleptBetween(before, after(-10 * minute, minute)), null);
  });

  it("of a stopped process are written when it begins, at times while it lasts, and when it ends", () => {
    const open: Suspension = { id: "s", run: "r", from: iso(0), to: iso(0), open: true };
    assert.deepEqual(seenStopped([], "r", true, 0), { run: "r", from: iso(0), to: iso(0), open: true });
    assert.equal(seenStopped([], "r", false, 0), null);
    assert.equal(seenStopped([open], "r", true, 9 * minute), null);
    assert.deepEqual(seenStopped([open], "r", true, 10 * minute), {
      run: "r",
      from: iso(0),
      to: iso(10 * minute),
      open: true,
    });
    assert.deepEqual(seenStopped([open], "r", false, 3 * minute), {
      run: "r",
      from: iso(0),
      to: iso(3 * minute),
      open: false,
    });
    assert.equal(seenStopped([{ ...open, open: false }], "r", false, 3 * minute), null);
  });

  it("are those of the run and of the machine, joined; one that lasts goes on until now", () => {
    const suspensions: Suspension[] = [
      { id: "1", run: null, from: iso(0), to: iso(2 * minute), open: false },
      { id: "2", run: null, from: iso(minute), to: iso(3 * minute), open: false },
      { id: "3", run: "other", from: iso(4 * minute), to: iso(5 * minute), open: false },
      { id: "4", run: "r", from: iso(6 * minute), to: iso(6 * minute), open: true },
    ];
    assert.deepEqual(suspendedTimes(suspensions, "r", 9 * minute), [
      { from: 0, to: 3 * minute },
      { from: 6 * minute, to: 9 * minute },
    ]);
  });
});
