import { nearest } from "../nearest";
import { metricFunctions, parseMetric } from "./metric";

/** The metrics that a text most probably meant which is written like one and is none: `averge(c)` meant `average(c)`. */
export function nearestMetrics(text: string): string[] {
  const written = /^([A-Za-z_]+)(\(.*\))$/s.exec(text.trim());
  if (written === null || parseMetric(text)) return [];
  const [, name = "", argument = ""] = written;
  return nearest(name, metricFunctions)
    .map((one) => one + argument)
    .filter((one) => parseMetric(one) !== undefined);
}
