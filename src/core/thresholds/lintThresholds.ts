import { diagnosticMovedDown, inOrder, withinText, type Diagnostic } from "../diagnostic";
import type { LanguageFacts } from "../language/facts";
import type { TableMechanics } from "../pipeline/pipeline";
import { fileRules, sectionDiagnostics } from "./rules/rules";
import { defaultsIn, thresholdsReader, wholeDiagnostics } from "./readThresholds";
import type { BlockReading } from "./readThresholdsBlock";

/** Finds everything there is to say of a thresholds file, named `file` in what it finds. */
export type ThresholdsLinter = (file: string, text: string, facts: LanguageFacts) => Diagnostic[];

/** What a block was checked with, besides its text. */
type Basis = { readonly file: string; readonly facts: LanguageFacts; readonly defaults: Partial<TableMechanics> };

/**
 * A linter that remembers the blocks of the text it saw last: after a keystroke only the block in which it fell is read and
 * checked again, as long as the facts are the same object. What it finds is always what a fresh linter finds.
 */
export function thresholdsLinter(): ThresholdsLinter {
  const read = thresholdsReader();
  let basis: Basis | null = null;
  let checked = new WeakMap<BlockReading, readonly Diagnostic[]>();
  return (file, text, facts) => {
    const blocks = read(file, text);
    const defaults = defaultsIn(blocks);
    if (basis?.file !== file || basis.facts !== facts || basis.defaults !== defaults) checked = new WeakMap();
    const now: Basis = (basis = { file, facts, defaults });
    const ofBlocks = blocks.flatMap(({ reading, linesAbove }) => {
      const found = checked.get(reading) ?? blockDiagnostics(reading, now);
      checked.set(reading, found);
      return found.map((diagnostic) => diagnosticMovedDown(diagnostic, linesAbove));
    });
    const ofFile = fileRules.flatMap((rule) => rule(file, blocks, facts));
    return withinText(inOrder([...ofBlocks, ...wholeDiagnostics(file, blocks), ...ofFile]), text);
  };
}

function blockDiagnostics(reading: BlockReading, { file, facts, defaults }: Basis): Diagnostic[] {
  const ofSections = reading.sections.flatMap((section) => sectionDiagnostics({ ...section, defaults }, file, facts));
  return [...reading.diagnostics, ...ofSections];
}
