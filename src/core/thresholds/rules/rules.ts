import { refuseFragment, refusedEverywhere } from "../../coverage/sql/fragment";
import type { Diagnostic } from "../../diagnostic";
import type { LanguageFacts } from "../../language/facts";
import { didYouMean, nearest } from "../../nearest";
import { unsafeSqlMessage } from "../../pipeline/fragmentDiagnostics";
import { mechanicsColumnDiagnostics } from "../../pipeline/mechanicsColumns";
import { unknownWarnOnly } from "../../pipeline/rules/unknownBounds";
import { untoldCohorts } from "../../pipeline/rules/untoldCohorts";
import { loosened } from "./loosened";
import { loosenedSections } from "./loosenedSections";
import { knownSection, type KnownSection } from "../knownSection";
import type { PlacedBlock } from "../readThresholds";
import { shadowed } from "./shadowed";
import type { Section } from "../thresholds";
import { uncoveredDates } from "./uncoveredDates";
import { unknownCommits } from "./unknownCommits";
import { unreachable } from "./unreachable";

/** Something to say about one section. */
export type SectionRule = (known: KnownSection) => readonly Diagnostic[];

/** Something that only the sections together, or what stood there before, can tell. Ranges count from the file's first line. */
export type FileRule = (file: string, blocks: readonly PlacedBlock[], facts: LanguageFacts) => readonly Diagnostic[];

/** A rule of one's own is a function in a file of its own, and a name in one of these two lists. */
const sectionRules: readonly SectionRule[] = [
  ({ resolved }) => resolved.diagnostics,
  mechanicsColumns,
  ownCohorts,
  ownWarnOnly,
  undeclaredSection,
  columnsNotKnown,
  unreachable,
  loosened,
  uncoveredDates,
  unknownCommits,
  unsafeWhere,
];
export const fileRules: readonly FileRule[] = [shadowed, loosenedSections];

export function sectionDiagnostics(section: Section, file: string, facts: LanguageFacts): Diagnostic[] {
  // What its lines mean cannot be told while its table's part of headgate.yaml has a mistake; that mistake is told there.
  if (facts.misreadTables === null || facts.misreadTables.includes(section.name)) return [];
  const known = knownSection(section, file, facts);
  return sectionRules.flatMap((rule) => rule(known));
}

/** Of mechanics that stand in the section itself; those of `headgate.yaml` are told there. */
function mechanicsColumns({ file, section, schema }: KnownSection): Diagnostic[] {
  return mechanicsColumnDiagnostics(file, section.mechanicsPlaces, section.mechanics, schema?.columns ?? null);
}

function ownCohorts({ file, section, mechanics }: KnownSection): Diagnostic[] {
  return untoldCohorts(file, section.mechanicsPlaces, section.mechanics, mechanics);
}

function ownWarnOnly({ file, section }: KnownSection): Diagnostic[] {
  return unknownWarnOnly(file, section.mechanicsPlaces, section.mechanics, section);
}

function undeclaredSection({ file, section, facts: { pipeline } }: KnownSection): Diagnostic[] {
  const declared = Object.keys(pipeline?.tables ?? {});
  const near = declared.includes(section.name) ? [] : nearest(section.name, declared);
  const hint = didYouMean(near);
  if (hint === null) return [];
  const message = `${section.name} is not under \`tables:\` in headgate.yaml. ${hint}`;
  const fixes = near.map((name) => ({ title: `Use ${name}`, edits: [{ ...section.range, text: name }] }));
  return [{ file, ...section.range, severity: "warning", code: "undeclared-section", message, fixes }];
}

/** SQL that only some engine misreads; what every engine does was told when the file was read. */
function unsafeWhere({ file, section, dialect }: KnownSection): Diagnostic[] {
  const { whereRange, mechanics } = section;
  if (whereRange === null || typeof mechanics.where !== "string" || refusedEverywhere(mechanics.where)) return [];
  const refusal = refuseFragment(mechanics.where, dialect);
  if (refusal === undefined) return [];
  const message = unsafeSqlMessage(refusal);
  return [{ file, ...whereRange, severity: "error", code: "unsafe-sql", message, fixes: [] }];
}

function columnsNotKnown({ file, section, mechanics, schema }: KnownSection): Diagnostic[] {
  const table = mechanics.table ?? section.name;
  if (schema !== null || table === "none") return [];
  const message = `The columns of ${table} are not known yet, so names are not checked against them. Run Headgate: Validate once.`;
  return [{ file, ...section.range, severity: "hint", code: "columns-not-known", message, fixes: [] }];
}
