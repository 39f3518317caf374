import type { Diagnostic } from "../../diagnostic";
import { diagnosticAt } from "../../yaml/readYaml";
import type { KnownPipeline } from "./knownPipeline";

/** The thresholds file that is named and cannot be read. */
export function missingThresholds({ readable: { raw, yaml }, facts: { surroundings } }: KnownPipeline): Diagnostic[] {
  if (raw.thresholds === undefined || surroundings === null || surroundings.thresholdsFound) return [];
  const message = `The thresholds file ${raw.thresholds} cannot be read. Write it, or correct its name.`;
  return [diagnosticAt(yaml, yaml.rangeOfValue(["thresholds"]), "error", "missing-file", message)];
}
