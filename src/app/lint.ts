import type { Diagnostic } from "../core/diagnostic";
import type { RecordedSchema } from "./ports";

export type LintContext = {
  /** The text of `headgate.yaml`, when there is one: the mechanics that a thresholds file is read with. */
  readonly pipelineText: string | null;
  readonly schemas: readonly RecordedSchema[];
};

/** Every diagnostic of a thresholds file, without touching the disk: the editor hands in what is being typed. */
export function lintThresholds(_file: string, _text: string, _context: LintContext): Diagnostic[] {
  return [];
}

/** Every diagnostic of a `headgate.yaml`. */
export function lintPipeline(_file: string, _text: string): Diagnostic[] {
  return [];
}
