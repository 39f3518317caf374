import assert from "node:assert/strict";
import { repeatedly, type Timers } from "../../../src/vscode/repeatedly";

/** Timers that a test fires by hand. */
function handTimers(): Timers & { readonly waiting: { readonly pause: number; fire(): void }[] } {
  const waiting: { pause: number; fire(): void }[] = [];
  return {
    waiting,
    after(pause, callback) {
      const timer = { pause, fire: callback };
      waiting.push(timer);
      return () => waiting.splice(waiting.indexOf(timer), 1);
    },
  };
}

describe("looking repeatedly", () => {
  it("waits as long as the look says, from its end on", async () => {
    const timers = handTimers();
    let looks = 0;
    const repetition = repeatedly(() => Promise.resolve(++looks * 1000), timers);
    await repetition.now();
    assert.deepEqual([looks, timers.waiting.map(({ pause }) => pause)], [1, [1000]]);
    timers.waiting[0]?.fire();
    await Promise.resolve();
    await repetition.now();
    assert.equal(timers.waiting.length, 1);
  });

  it("never looks twice at a time; whoever asks during a look gets the next one", async () => {
    const timers = handTimers();
    let under = 0;
    let most = 0;
    let looks = 0;
    const repetition = repeatedly(async () => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setImmediate(resolve));
      under--;
      looks++;
      return 1000;
    }, timers);
    await Promise.all([repetition.now(), repetition.now(), repetition.now()]);
    assert.deepEqual({ most, looks, waiting: timers.waiting.length }, { most: 1, looks: 2, waiting: 1 });
  });

  it("looks no more once it is disposed of", async () => {
    const timers = handTimers();
    let looks = 0;
    const repetition = repeatedly(() => Promise.resolve(++looks), timers);
    await repetition.now();
    repetition.dispose();
    await repetition.now();
    assert.deepEqual([looks, timers.waiting.length], [1, 0]);
  });
});
