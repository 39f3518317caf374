import { diagnosticMovedDown, type Diagnostic, type SourceRange } from "../diagnostic";
import type { Block } from "./blocks";
import { duplicateKeyMessage } from "./documentProblems";
import { removal } from "./readYaml";

/**
 * What is said of a key of the top mapping that stands there twice, at its place in the file.
 * @param range the second key, in its block
 */
export function duplicateBlock(file: string, range: SourceRange, { text, linesAbove }: Block): Diagnostic {
  const entry: SourceRange = { line: 1, column: 1, endLine: text.split("\n").length + 1, endColumn: 1 };
  const fixes = [removal(entry)];
  const found = { file, ...range, severity: "error" as const, code: "duplicate-key", message: duplicateKeyMessage };
  return diagnosticMovedDown({ ...found, fixes }, linesAbove);
}
