import { movedDown, type Diagnostic, type SourceRange } from "../diagnostic";
import type { Block } from "./blocks";
import { duplicateKeyMessage } from "./documentProblems";
import { linesOfKey } from "./linesOfKey";
import { diagnosticAt, removals } from "./readYaml";

/** A key of the top mapping: its block, and its range in that block. */
export type BlockKey = { readonly block: Block; readonly range: SourceRange };

/**
 * What is said of a key of the top mapping that stands there twice, at its place in the file.
 * @param isLast whether its block ends the file
 */
export function duplicateBlock(file: string, own: BlockKey, first: BlockKey, isLast: boolean): Diagnostic {
  const linesOf = ({ block, range }: BlockKey, ends: boolean): SourceRange =>
    movedDown(linesOfKey(block.text, range.line, ends), block.linesAbove);
  const place = movedDown(own.range, own.block.linesAbove);
  const fixes = removals(linesOf(own, isLast), linesOf(first, false));
  return diagnosticAt({ file }, place, "error", "duplicate-key", duplicateKeyMessage, fixes);
}
