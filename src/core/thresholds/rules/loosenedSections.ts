import type { Diagnostic, SourceRange } from "../../diagnostic";
import type { LanguageFacts } from "../../language/facts";
import { countedText } from "../../report/numbers";
import { committedVerdict } from "./committedVerdict";
import { committedChecks, loosenedAt } from "./loosened";
import type { PlacedBlock } from "../readThresholds";
import type { Section } from "../thresholds";

const top: SourceRange = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** Sections that stood in the last commit and stand no longer; told where the file begins. */
export function loosenedSections(
  file: string,
  blocks: readonly PlacedBlock[],
  facts: LanguageFacts,
): readonly Diagnostic[] {
  // A section may be hidden in what cannot be read, and that is told already.
  if (facts.committed === null || blocks.some(({ reading }) => !reading.readable)) return [];
  const names = new Set(blocks.flatMap(({ reading }) => reading.names.map(({ name }) => name)));
  return facts.committed.filter(({ name }) => !names.has(name)).flatMap((section) => goneSection(file, section, facts));
}

function goneSection(file: string, section: Section, facts: LanguageFacts): Diagnostic[] {
  const checks = committedChecks(section, file, facts).filter(({ fail }) => fail !== null);
  if (checks.length === 0 && section.requirements.length === 0) return [];
  const passes = checks.map((check) => committedVerdict(facts.validation, section.name, check).passes);
  const failed = passes.filter((one) => one === false).length;
  const all = passes.length > 0 && passes.every((one) => one === true);
  const verdict =
    failed > 0
      ? `the data would not have passed ${failed} of its ${countedText(checks.length, "bound")}.`
      : all
        ? "the data would have passed its bounds."
        : "whether the data would have passed its bounds is not known.";
  const message = `The last commit also had the section ${section.name}, of which nothing is asked now; ${verdict}`;
  return [loosenedAt(file, top, message, failed > 0 ? false : all ? true : null)];
}
