import { inOrder, type Diagnostic } from "../core/diagnostic";
import { noFacts } from "../core/language/facts";
import { readPipeline } from "../core/pipeline/readPipeline";
import { tableColumnDiagnostics } from "../core/pipeline/tableColumns";
import { thresholdsLinter } from "../core/thresholds/lintThresholds";
import type { RecordedSchema } from "./ports";

export type LintContext = {
  /** The text of `headgate.yaml`, when there is one: the mechanics that a thresholds file is read with. */
  readonly pipelineText: string | null;
  /** The columns of the tables as last seen. */
  readonly schemas: readonly RecordedSchema[];
};

/** Every diagnostic of a thresholds file, without touching the disk: the editor hands in what is being typed. */
export function lintThresholds(file: string, text: string, { pipelineText, schemas }: LintContext): Diagnostic[] {
  const pipeline = pipelineText === null ? null : readPipeline("headgate.yaml", pipelineText).pipeline;
  return thresholdsLinter()(file, text, { ...noFacts, pipeline, schemas, now: new Date() });
}

/** Every diagnostic of a `headgate.yaml`, its tables held against their columns as last seen. */
export function lintPipeline(file: string, text: string, schemas: readonly RecordedSchema[] = []): Diagnostic[] {
  const { diagnostics, readable } = readPipeline(file, text);
  return inOrder([...diagnostics, ...tableColumnDiagnostics(readable, schemas)]);
}
