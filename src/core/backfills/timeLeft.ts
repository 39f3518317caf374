import { meanLength } from "./dateLengths";
import type { EstimatedEnd } from "./estimateEnd";
import { lastDatesOfMean, lastDatesToCome, lastDatesUnderWay, type LastDates } from "./lastDates";
import { poolPace, steadyPace, type PoolPace } from "./paces";
import { quantile } from "./quantile";
import { sum } from "./sum";
import type { WorkedRun } from "./workedRun";
import { lengthByYearBefore } from "./yearBefore";

/** Milliseconds still to work. */
export type TimeLeft = { readonly least: number; readonly most: number };

/** Ten times as fast or as slow: a wider pair tells nobody anything, and soon lies beyond the calendar. */
const widest = Math.log(10);
/** How far the future may differ from a past of the same length, as logarithms: runs rather grow slower than faster. */
const futureSlower = 0.46;
const futureFaster = 0.37;
/** In the beginning all workers are at their first dates and completions come in waves: gaps say little then. */
export function isInWaves({ times, workers, known }: WorkedRun): boolean {
  if (times.length < 2 * workers) return true;
  return known !== null && known.ages.length > 1 && sum(known.ages) > 0.5 * sum(known.lengths);
}

/** In the first waves: by the mean length of a date, those under way counted with what they have lasted so far. */
export function timeInWaves({ times, now, left, workers, known }: WorkedRun): TimeLeft {
  const done = times.length;
  const { mean, outliving } =
    known === null ? { mean: (now * workers) / (done + workers / 2), outliving: 0 } : meanLength(known);
  const queued = Math.max(0, left - workers) / workers;
  const time = mean * (queued + (Math.min(left, workers) > 1 ? 0.9 : 0.6));
  // Only short dates have ended: how long the others are nobody has seen yet.
  const unseen =
    done >= workers && outliving > 0.15 ? (queued + 1) * outliving * 8 * Math.max(...(known?.ages ?? [0])) : 0;
  return { least: time * Math.exp(-0.7), most: time * Math.exp(0.8) + unseen };
}

/** By the pace of the pool until the queue is empty, and by the lengths of single dates from there. */
export function timeByPace(
  run: WorkedRun,
  since: number,
): TimeLeft & { readonly confidence: EstimatedEnd["confidence"] } {
  const { times, now, left, workers } = run;
  const done = times.length - since;
  const pace = paceOf(run, since);
  const queue = Math.max(0, left - workers) * pace.gap;
  const last = lastDates(run, pace);
  const time = Math.max(1e-9, queue + last.middle);
  const chance =
    1.645 * pace.variation * Math.sqrt(1 / Math.max(1, left - workers) + 1 / Math.max(8, done / 2)) * (queue / time);
  const ahead = Math.min(1.7, (left / done) ** 0.2);
  const slower = Math.hypot(chance, pace.slower, Math.log((queue + last.most) / time), futureSlower * ahead);
  const faster = Math.hypot(
    chance,
    pace.faster,
    Math.log(time / Math.max(1e-9, queue + last.least)),
    futureFaster * ahead,
  );
  // The next end is due a gap after the last one, or now: a pause that lasts puts the end off with it.
  // Where results come in bursts, up to a whole burst may be done already.
  const silent = left > workers ? now - (times.at(-1) ?? 0) : 0;
  return {
    least: time * Math.exp(-Math.min(widest, faster)) - Math.min(silent, longGap(times)),
    most: time * Math.exp(Math.min(widest, slower)) - Math.min(silent, pace.gap),
    confidence: confidenceOf(Math.max(slower, faster), run),
  };
}

/** Nineteen of twenty gaps are shorter. */
function longGap(times: readonly number[]): number {
  const recent = times.slice(-mostLengths);
  return (
    quantile(
      recent.slice(1).map((time, index) => time - (recent[index] ?? 0)),
      0.95,
    ) ?? 0
  );
}

function paceOf({ times, left, workers, known, days }: WorkedRun, since: number): PoolPace {
  const lengths = new Map((days?.ended ?? []).map((day, index) => [day, known?.lengths[index] ?? 0]));
  const byYear = days && lengthByYearBefore(lengths, days.left);
  return byYear === null ? poolPace(times, since, left, workers) : steadyPace(Math.max(1e-9, byYear / workers), times);
}

/** So many of the latest dates tell how long a date takes. */
const mostLengths = 400;

function lastDates({ times, left, workers, known }: WorkedRun, { gap }: PoolPace): LastDates {
  const count = Math.min(Math.max(1, Math.round(left)), workers);
  const mean = workers * gap;
  const recent = (known?.lengths ?? []).slice(-Math.min(mostLengths, Math.max(30, Math.floor(times.length / 2))));
  if (known === null || sum(recent) <= 0) return lastDatesOfMean(mean, count);
  const scale = Math.min(3, Math.max(1 / 3, mean / (sum(recent) / recent.length)));
  const lengths = recent.map((length) => length * scale);
  return left <= workers ? lastDatesUnderWay(lengths, known.ages.slice(0, count)) : lastDatesToCome(lengths, count);
}

/** High: neither end lies farther than half as much again from the middle. */
function confidenceOf(width: number, { left, workers }: WorkedRun): EstimatedEnd["confidence"] {
  // The last dates end one by one, each by its own length: the pool's pace says little of them.
  if (left < workers) return "low";
  return width < Math.log(1.5) ? "high" : width < Math.log(2.5) ? "medium" : "low";
}
