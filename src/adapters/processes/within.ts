import { setTimeout as sleep } from "node:timers/promises";

/**
 * Whether something comes to hold within a time: asked at once, after each pause, and once more at the end.
 * @param patienceMs how long to wait at most, milliseconds
 */
export async function within(patienceMs: number, pauseMs: number, holds: () => Promise<boolean>): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += pauseMs) {
    if (await holds()) return true;
    await sleep(Math.min(pauseMs, patienceMs - waitedMs));
  }
  return holds();
}
