import type { Check } from "../../coverage/check";
import { metricText } from "../../coverage/metric";
import type { CheckResult, Validation } from "../../coverage/validation";
import { checkId } from "../resolveSection";
import type { Bound, Section } from "../thresholds";

/** The bound that a check was made of. */
export function boundOf(section: Section, check: Check): Bound | undefined {
  return section.bounds.find((bound) => checkId(section.name, bound) === check.id);
}

/** What was last measured of a check, of the same metric and the same rows; undefined where nothing was. */
export function lastMeasured(validation: Validation | null, section: string, check: Check): CheckResult | undefined {
  const table = validation?.tables.find(({ name }) => name === section);
  return table?.checks.find(
    ({ id, metric, where }) => id === check.id && metric === metricText(check.metric) && where === check.where,
  );
}
