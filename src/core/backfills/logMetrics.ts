import type { LogMatch } from "./logRun";
import { numberIn } from "./numberIn";

/** The metrics that a training logs. */
export type LogMetrics = {
  /** Rounds that have ended; null where none is numbered. */
  rounds: number | null;
  /** The last value of each, by the name that the log gives it. */
  values: Map<string, number>;
};

/** A log that names everything a metric must not fill the memory. */
const mostMetrics = 1000;

export function newMetrics(): LogMetrics {
  return { rounds: null, values: new Map() };
}

/** Takes in a line such as `[20]	train-mae:4.1	test-mae:4.3`, or one metric by its name. */
export function takeInMetrics(metrics: LogMetrics, { groups, first = 1 }: LogMatch): void {
  const round = numberIn(groups["round"]);
  // Of a second training in the same log, the first one's values are old. Another round that came before is the best one, told again.
  const isAnother = round === first && (metrics.rounds ?? 0) > 1;
  if (isAnother) metrics.values.clear();
  if (round !== null) metrics.rounds = isAnother ? 1 : Math.max(metrics.rounds ?? 0, round - first + 1);
  if (groups["name"] != null) keep(metrics, groups["name"], groups["value"] ?? "");
  for (const [name, value] of pairsIn(groups["metrics"] ?? "")) keep(metrics, name, value);
}

function keep({ values }: LogMetrics, name: string, text: string): void {
  const value = valueOf(text);
  if (value !== null && (values.has(name.trim()) || values.size < mostMetrics)) values.set(name.trim(), value);
}

/** `name:value` or `name: value`, set apart by tabs; names may hold spaces (`valid_0's l2`). */
function pairsIn(text: string): (readonly [name: string, value: string])[] {
  return text.split("\t").flatMap((pair) => {
    const colon = pair.lastIndexOf(":");
    return colon > 0 ? [[pair.slice(0, colon), pair.slice(colon + 1)] as const] : [];
  });
}

/** `4.31`, `-1e-05`, and `4.31+0.02` (a mean and its deviation): the first number. */
function valueOf(text: string): number | null {
  const [number] = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(text) ?? [];
  return number === undefined ? null : Number(number);
}
