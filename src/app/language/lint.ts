import type { Diagnostic } from "../../core/diagnostic";
import type { LanguageFacts, PipelineFacts } from "../../core/language/facts";
import { lintPipeline } from "../../core/pipeline/lintPipeline";
import { readPipeline, type PipelineReading } from "../../core/pipeline/readPipeline";
import { thresholdsLinter } from "../../core/thresholds/lintThresholds";
import { thresholdsReader } from "../../core/thresholds/readThresholds";
import type { Section } from "../../core/thresholds/thresholds";

/** A file by its name in diagnostics. */
export type LintedFile = { readonly name: string; readonly text: string };

/** The two files of a workspace; null for one that is not there. */
export type LintedFiles = { readonly pipeline: LintedFile | null; readonly thresholds: LintedFile | null };

export type LintFindings = {
  readonly pipeline: readonly Diagnostic[];
  readonly thresholds: readonly Diagnostic[];
};

/**
 * Everything there is to say of the two files, for the editor and for `headgate lint` alike. What it finds depends on the texts
 * and the facts alone; it remembers what it read, so that after a keystroke only what changed is read and checked again.
 */
export function linter(): (
  files: LintedFiles,
  facts: LanguageFacts,
  surroundings: PipelineFacts["surroundings"],
) => LintFindings {
  const ofThresholds = thresholdsLinter();
  const sectionsOf = sectionsReader();
  const readingOf = pipelineReader();
  return ({ pipeline, thresholds }, facts, surroundings) => {
    const sections = thresholds && sectionsOf(thresholds);
    const around: PipelineFacts = { sections, schemas: facts.schemas, surroundings };
    return {
      pipeline: pipeline ? lintPipeline(pipeline.name, readingOf(pipeline), around) : [],
      thresholds: thresholds ? ofThresholds(thresholds.name, thresholds.text, facts) : [],
    };
  };
}

/** Reads `headgate.yaml` again only when it has changed. */
export function pipelineReader(): (file: LintedFile) => PipelineReading {
  let last: { readonly file: LintedFile; readonly reading: PipelineReading } | null = null;
  return (file) => {
    if (last?.file.name !== file.name || last.file.text !== file.text)
      last = { file, reading: readPipeline(file.name, file.text) };
    return last.reading;
  };
}

/** The sections of a thresholds file; null while one of them may be hidden in what cannot be read. */
function sectionsReader(): (file: LintedFile) => readonly Section[] | null {
  const read = thresholdsReader();
  return ({ name, text }) => {
    const blocks = read(name, text);
    const isWhole = blocks.every(({ reading }) => reading.readable);
    return isWhole ? blocks.flatMap(({ reading }) => reading.sections) : null;
  };
}
