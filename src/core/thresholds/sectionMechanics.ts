import { mergedMechanics } from "../pipeline/mechanicsSchema";
import type { Pipeline, TableMechanics } from "../pipeline/pipeline";
import type { Section } from "./thresholds";

/**
 * How a section's table is read: `defaults:` of the thresholds file, over them `tables:` of `headgate.yaml`, and over both what
 * stands in the section itself.
 */
export function sectionMechanics(pipeline: Pick<Pipeline, "tables"> | null, section: Section): TableMechanics {
  const declared = pipeline && Object.hasOwn(pipeline.tables, section.name) ? pipeline.tables[section.name] : undefined;
  return mergedMechanics(section.defaults, declared, section.mechanics);
}
