import { sum } from "./sum";

/** The pace at which dates will end, by several measures of the past. */
export type PoolPace = {
  /** Milliseconds from one end to the next. */
  readonly gap: number;
  /** How far the slowest and the fastest measure lie from it, as logarithms, less what chance explains. */
  readonly slower: number;
  readonly faster: number;
  /** Standard deviation of the gaps over their mean. */
  readonly variation: number;
};

type Measured = { readonly gap: number; readonly count: number };

const fewestInWindow = 8;
const mostVariation = 4;
/** How far two windows may differ with nothing in it but drift. */
const drift = 0.15;
const farthestWindow = 5;

/**
 * Measures the pace over all ends since `since`, over the later half of them, the last quarter and the last eighth, and by a straight
 * line through it where it has a clear trend. Where they agree, the pace is known well; a change that will not last and one that will
 * both lie between them.
 * @param times when dates ended, ascending, from 0
 * @param since how many ends came before the last change of pace
 */
export function poolPace(times: readonly number[], since: number, left: number, workers: number): PoolPace {
  const count = times.length - since;
  const last = times.at(-1) ?? 0;
  const shortest = Math.min(count, Math.max(fewestInWindow, 1.5 * workers));
  const sizes = new Set([1, 2, 4, 8].map((parts) => Math.floor(Math.max(shortest, count / parts))));
  const measured = [...sizes].map((size): Measured => {
    const all = size === times.length;
    const from = all ? 0 : (times[times.length - 1 - size] ?? 0);
    // All began at once: the work that is under way now stands beside what has ended.
    const ends = all && workers > 1 ? size + 0.3 * workers : size;
    return { gap: (last - from) / ends, count: size };
  });
  // Results that come in bursts leave windows with no time in them: no measure counts for more than this.
  const whole = Math.max(1e-9, measured[0]?.gap ?? 0);
  const bounded = measured.map(({ gap, count: ends }) => ({
    gap: Math.min(whole * farthestWindow, Math.max(whole / farthestWindow, gap)),
    count: ends,
  }));
  const trend = since === 0 ? paceByTrend(times, left) : null;
  return between(trend === null ? bounded : [...bounded, trend], variationOf(times, count));
}

/** One pace between several, by how far each can be trusted, and how far they lie apart. */
function between(measured: readonly Measured[], variation: number): PoolPace {
  const errors = measured.map(({ count }) => variation / Math.sqrt(count));
  const weights = errors.map((error) => 1 / (error ** 2 + drift ** 2));
  const centre = sum(measured.map(({ gap }, index) => Math.log(gap) * (weights[index] ?? 0))) / sum(weights);
  const beyond = measured.map(({ gap }, index) => {
    const apart = Math.log(gap) - centre;
    return Math.sign(apart) * Math.max(0, Math.abs(apart) - (errors[index] ?? 0) / 2);
  });
  const [slower, faster] = [Math.max(0, ...beyond), -Math.min(0, ...beyond)];
  return { gap: Math.exp(centre), slower, faster, variation };
}

/** The same from one measure alone. */
export function steadyPace(gap: number, times: readonly number[]): PoolPace {
  return { gap, slower: 0, faster: 0, variation: variationOf(times, times.length) };
}

function variationOf(times: readonly number[], count: number): number {
  const window = Math.min(count, Math.max(10, Math.floor(times.length / 2)));
  const first = times.length - window;
  const gaps = times.slice(first).map((time, index) => time - (times[first + index - 1] ?? 0));
  const mean = sum(gaps) / gaps.length;
  if (mean <= 0) return 0;
  const variance = sum(gaps.map((gap) => (gap - mean) ** 2)) / Math.max(1, gaps.length - 1);
  return Math.min(mostVariation, Math.sqrt(variance) / mean);
}

const blocks = 8;
const fewestForTrend = 24;
/** The slope over its own error. */
const clearSlope = 2.5;
const farthest = 4;

/** The pace in the middle of what is left, by a straight line through eight parts of the run; null without a clear slope. */
function paceByTrend(times: readonly number[], left: number): Measured | null {
  const count = times.length;
  if (count < fewestForTrend) return null;
  const at = (ends: number): number => times[ends - 1] ?? 0;
  const gaps = Array.from({ length: blocks }, (_, block) => {
    const [from, to] = [block, block + 1].map((edge) => Math.round((edge * count) / blocks)) as [number, number];
    return (at(to) - at(from)) / (to - from);
  });
  const [middle, mean] = [(blocks - 1) / 2, sum(gaps) / blocks];
  const spread = sum(gaps.map((_, block) => (block - middle) ** 2));
  const slope = sum(gaps.map((gap, block) => (block - middle) * (gap - mean))) / spread;
  const unexplained = sum(gaps.map((gap, block) => (gap - mean - slope * (block - middle)) ** 2));
  if (Math.abs(slope) < clearSlope * Math.sqrt(unexplained / (blocks - 2) / spread)) return null;
  const ahead = mean + slope * (blocks - 0.5 + (left / 2 / count) * blocks - middle);
  const now = Math.max(1e-9, mean + slope * (blocks - 1 - middle));
  const gap = Math.min(mean * farthest, Math.max(mean / farthest, 0.3 * now, ahead));
  return { gap, count: Math.max(fewestInWindow, count / 4) };
}
