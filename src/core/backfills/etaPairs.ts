import type { Eta } from "./status";

/** How long something takes, as a pair of milliseconds. */
export type DurationPair = { readonly least: number; readonly most: number };

/** One earlier time says little; several say it but for a quarter. */
const offFromOne = 2;
const offFromSeveral = 1.25;

/** How long something takes that took so long before (milliseconds); null where it never was. */
export function durationPair(took: readonly number[]): DurationPair | null {
  if (took.length === 0) return null;
  const off = took.length === 1 ? offFromOne : offFromSeveral;
  return { least: Math.min(...took) / off, most: Math.max(...took) * off };
}

/** When the last of several has ended; null for none. */
export function laterPair(pairs: readonly Eta[]): Eta | null {
  const last = (key: "optimistic" | "conservative"): string | undefined =>
    pairs
      .map((pair) => pair[key])
      .sort((one, other) => Date.parse(one) - Date.parse(other))
      .at(-1);
  const [optimistic, conservative] = [last("optimistic"), last("conservative")];
  if (optimistic === undefined || conservative === undefined) return null;
  const weakest = (["low", "medium", "high"] as const).find((one) =>
    pairs.some(({ confidence }) => confidence === one),
  );
  return { optimistic, conservative, confidence: weakest ?? "low" };
}

/** The end of what begins within a pair. Its confidence is low where it was seen but once, and never better than its beginning's. */
export function plusDuration(starts: Eta, { least, most }: DurationPair, seenOnce: boolean): Eta {
  const later = (time: string, by: number): string => new Date(Date.parse(time) + by).toISOString();
  return {
    optimistic: later(starts.optimistic, least),
    conservative: later(starts.conservative, most),
    confidence: seenOnce || starts.confidence === "low" ? "low" : "medium",
  };
}
