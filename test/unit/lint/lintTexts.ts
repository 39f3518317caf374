import { languageFacts, nothingGathered } from "../../../src/app/language/languageFacts";
import { linter } from "../../../src/app/language/lint";
import type { Diagnostic } from "../../../src/core/diagnostic";
import type { RecordedSchema } from "../../../src/core/coverage/column";
import { readPipeline } from "../../../src/core/pipeline/readPipeline";

export type LintContext = {
  /** The text of `headgate.yaml`, when there is one. */
  readonly pipelineText: string | null;
  readonly schemas: readonly RecordedSchema[];
};

const now = new Date("2026-01-04T12:00:00Z");

/** Everything said of a thresholds file of which nothing is known but the columns of its tables. */
export function lintThresholds(file: string, text: string, { pipelineText, schemas }: LintContext): Diagnostic[] {
  const reading = pipelineText === null ? null : readPipeline("headgate.yaml", pipelineText);
  const facts = languageFacts(reading, { ...nothingGathered, known: { ...nothingGathered.known, schemas } }, now);
  return [...linter()({ pipeline: null, thresholds: { name: file, text } }, facts, null).thresholds];
}

/** Everything said of a `headgate.yaml` of which nothing else is known. */
export function lintPipeline(file: string, text: string): Diagnostic[] {
  const facts = languageFacts(readPipeline(file, text), nothingGathered, now);
  return [...linter()({ pipeline: { name: file, text }, thresholds: null }, facts, null).pipeline];
}
