import type { Column } from "../core/coverage/column";
import type { Diagnostic } from "../core/diagnostic";
import { mergedMechanics } from "../core/pipeline/mechanicsSchema";
import type { Pipeline } from "../core/pipeline/pipeline";
import { readPipeline } from "../core/pipeline/readPipeline";
import { didYouMean, nearest } from "../core/nearest";
import { readThresholds } from "../core/thresholds/readThresholds";
import { resolveSection } from "../core/thresholds/resolveSection";
import type { Section } from "../core/thresholds/thresholds";
import type { RecordedSchema } from "./ports";

export type LintContext = {
  /** The text of `headgate.yaml`, when there is one: the mechanics that a thresholds file is read with. */
  readonly pipelineText: string | null;
  /** The columns of the tables as last seen. */
  readonly schemas: readonly RecordedSchema[];
};

/** Every diagnostic of a thresholds file, without touching the disk: the editor hands in what is being typed. */
export function lintThresholds(file: string, text: string, context: LintContext): Diagnostic[] {
  const { thresholds, diagnostics } = readThresholds(file, text);
  if (!thresholds) return [...diagnostics];
  const pipeline = context.pipelineText === null ? null : readPipeline("headgate.yaml", context.pipelineText).pipeline;
  return [
    ...diagnostics,
    ...thresholds.sections.flatMap((section) => lintSection(file, section, pipeline, context.schemas)),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
}

function lintSection(
  file: string,
  section: Section,
  pipeline: Pipeline | null,
  schemas: readonly RecordedSchema[],
): Diagnostic[] {
  const mechanics = mergedMechanics(pipeline?.tables[section.name], section.mechanics);
  const table = mechanics.table ?? section.name;
  const schema = columnsOf(table, mechanics.connection, schemas);
  const { diagnostics } = resolveSection(file, section, mechanics, schema);
  const hints: Diagnostic[] = [];
  const say = (severity: Diagnostic["severity"], code: string, message: string): number =>
    hints.push({ file, ...section.range, severity, code, message, fixes: [] });
  if (pipeline && !Object.hasOwn(pipeline.tables, section.name) && Object.keys(pipeline.tables).length > 0) {
    const hint = didYouMean(nearest(section.name, Object.keys(pipeline.tables)));
    if (hint !== null)
      say("warning", "undeclared-section", `${section.name} is not under \`tables:\` in headgate.yaml. ${hint}`);
  }
  if (schema === null && table !== "none")
    say(
      "hint",
      "columns-not-known",
      `The columns of ${table} are not known yet, so names are not checked against them. Run Headgate: Validate once.`,
    );
  return [...diagnostics, ...hints];
}

function columnsOf(
  table: string,
  connection: string | null,
  schemas: readonly RecordedSchema[],
): readonly Column[] | null {
  const recorded = schemas.find(
    (schema) => schema.table === table && (connection === null || schema.connection === connection),
  );
  return recorded ? recorded.columns : null;
}

/** Every diagnostic of a `headgate.yaml`. */
export function lintPipeline(file: string, text: string): Diagnostic[] {
  return [...readPipeline(file, text).diagnostics];
}
