import { statSync, type BigIntStats, type Stats } from "node:fs";
import { stat } from "node:fs/promises";
import type { FileFacts } from "../../app/ports";

/** A disk that takes longer than this time and again is asked without waiting, for so long. */
const slowMs = 10;
const patienceMs = 60_000;
let slowUntil = 0;
/** One slow answer says that the machine is busy; several with few quick ones between them, that the disk is slow. */
const mostSlow = 3;
const quickForOneSlow = 50;
let slowness = 0;

/*
 * Each look asks about hundreds of files, and through the thread pool one question costs eight times as much as asked directly. So
 * the disk is asked directly while its answers come at once, and through the pool where it turned out to be slow, or far away.
 */

/** What is known of a file or folder without opening it; null where there is none. */
export async function statOf(path: string): Promise<Stats | null> {
  try {
    return isSlow() ? await stat(path) : timed(() => statSync(path));
  } catch {
    return null;
  }
}

/** Whether the disk is to be asked without waiting for it. */
export function isSlow(): boolean {
  return performance.now() < slowUntil;
}

/** Asks the disk directly, and takes note of how long that took. */
export function timed<Answer>(ask: () => Answer): Answer {
  const before = performance.now();
  try {
    return ask();
  } finally {
    const after = performance.now();
    slowness = after - before > slowMs ? slowness + 1 : Math.max(0, slowness - 1 / quickForOneSlow);
    if (slowness >= mostSlow) [slowUntil, slowness] = [after + patienceMs, 0];
  }
}

/** `statOf`, as the use cases want it. */
export async function factsOf(path: string): Promise<FileFacts | null> {
  try {
    const found = isSlow() ? await stat(path, { bigint: true }) : timed(() => statSync(path, { bigint: true }));
    return { size: Number(found.size), bornAt: found.birthtime, modifiedAt: found.mtime, identity: identityOf(found) };
  } catch {
    return null;
  }
}

/** What tells a file from another one that has its name later. */
export function identityOf({ dev, ino, birthtimeNs }: BigIntStats): string {
  return `${dev}:${ino}:${birthtimeNs}`;
}
