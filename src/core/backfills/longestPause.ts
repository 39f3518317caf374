import type { LogReading } from "./logReader";

/** So few pauses do not yet tell how long a run may rest. */
const fewestPauses = 3;

/**
 * How long a run may be silent before it counts as stalled: the 99th percentile of its pauses so far, between lines and between
 * dates, and at least the time between two looks.
 * @returns milliseconds; null while it has paused too seldom to tell
 */
export function longestPause({ run, pauses }: LogReading, pollMs: number): number | null {
  const between = gapsOf(run.completions, run.startedAt);
  if (between.length < fewestPauses) return null;
  return Math.max(pollMs, nearly(between), nearly(pauses));
}

function gapsOf(completions: readonly number[], startedAt: number | null): number[] {
  const times = [...completions].sort((one, other) => one - other);
  return times.map((time, index) => time - (times[index - 1] ?? startedAt ?? time));
}

/** The 99th percentile by rank: of fewer than a hundred values the longest. */
function nearly(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0;
}
