import type { Check } from "../../coverage/check";
import type { Validation } from "../../coverage/validation";
import { quantityText } from "../../report/sentences";
import { agoText } from "../../report/times";
import { resultsOf } from "../observations";

/** So many validations are drawn. */
const most = 20;
const heights = "▁▂▃▄▅▆▇█";

/**
 * How a check went over its latest validations: `▁▅▇█ 3.7 % (89 d ago) → 91.2 % (12 min ago), 4 validations`.
 * @returns null where it was measured fewer than two times
 */
export function trend(check: Check, history: readonly Validation[], now: Date): string | null {
  const measured = resultsOf(check, history).filter(({ result }) => result.observed !== null);
  // What one validation did not measure anew stands in it as it was: it counts once.
  const points = measured.filter(({ at }, index) => at !== measured[index - 1]?.at).slice(-most);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return null;
  const values = points.map(({ result }) => result.observed ?? 0);
  const told = ({ result, at }: typeof first): string => `${quantityText(result, result)} (${agoText(at, now)})`;
  return `${sparkline(values)} ${told(first)} → ${told(last)}, ${points.length} validations`;
}

/** Heights between the smallest and the greatest value; all in the middle where nothing changed. */
function sparkline(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const steps = heights.length - 1;
  const step = (value: number): number =>
    high === low ? Math.floor(steps / 2) : Math.round(((value - low) / (high - low)) * steps);
  return values.map((value) => heights[step(value)]).join("");
}
