import { cohortProblem } from "../../coverage/mechanicsProblem";
import type { Diagnostic } from "../../diagnostic";
import { sectionMechanics } from "../../thresholds/sectionMechanics";
import { diagnosticAt } from "../../yaml/readYaml";
import { mechanicsPlaces, type MechanicsPlaces } from "../mechanicsColumns";
import { mergedMechanics } from "../mechanicsSchema";
import type { TableMechanics } from "../pipeline";
import type { KnownPipeline } from "./knownPipeline";

/** Cohorts of `tables:` whose rows cannot be told apart: nothing of the table could be measured. */
export function untoldTableCohorts({ file, readable: { pipeline, yaml }, facts }: KnownPipeline): Diagnostic[] {
  const { sections } = facts;
  // What the thresholds file says of the table may hold the column that is wanted.
  if (sections === null) return [];
  return Object.entries(pipeline.tables).flatMap(([name, table]) => {
    const section = sections.find((one) => one.name === name);
    const mechanics = section
      ? sectionMechanics(pipeline, section)
      : mergedMechanics(sections[0]?.defaults ?? {}, table);
    return untoldCohorts(file, mechanicsPlaces(yaml, ["tables", name], table), table, mechanics);
  });
}

/**
 * Cohorts whose rows cannot be told apart.
 * @param places where the cohorts stand in `file`
 * @param declared the mechanics that declare them
 * @param mechanics of the table as a whole, with the columns that tell rows apart
 */
export function untoldCohorts(
  file: string,
  places: MechanicsPlaces,
  { cohorts = [] }: Partial<TableMechanics>,
  mechanics: TableMechanics,
): Diagnostic[] {
  return cohorts.flatMap((cohort) => {
    const range = places[`cohorts.${cohort.name}`];
    const message = cohortProblem(cohort, mechanics);
    return range && message !== undefined ? [diagnosticAt({ file }, range, "error", "missing-mechanics", message)] : [];
  });
}
