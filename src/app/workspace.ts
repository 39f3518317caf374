import { basename, dirname, relative, resolve } from "node:path";
import type { Diagnostic } from "../core/diagnostic";
import { sectionMechanics } from "../core/thresholds/sectionMechanics";
import type { Pipeline, TableMechanics } from "../core/pipeline/pipeline";
import { readPipeline } from "../core/pipeline/readPipeline";
import { failure, success, type Result } from "../core/result";
import { readThresholds } from "../core/thresholds/readThresholds";
import type { Section, ThresholdsFile } from "../core/thresholds/thresholds";
import type { Ports } from "./ports";

/** A folder with a `headgate.yaml`, both files read. */
export type Workspace = {
  /** The folder of `headgate.yaml`, absolute: relative paths stand on it. */
  readonly root: string;
  readonly configurationFile: string;
  readonly pipeline: Pipeline;
  readonly thresholds: ThresholdsFile;
  /** The thresholds file as text, for the receipt's hash. */
  readonly thresholdsText: string;
  /** Mistakes that leave the rest measurable: what they are about is `unknown`. */
  readonly diagnostics: readonly Diagnostic[];
};

/** Long work tells how far it is; `fraction` runs from 0 to 1 and is undefined where it cannot be told. */
export type Report = (message: string, fraction?: number) => void;

/**
 * Reads `headgate.yaml` and the thresholds file it names.
 * @returns `unreadable-file` when one is not there, `invalid-configuration` naming file and line when one cannot be read
 * as a whole; smaller mistakes in the thresholds are diagnostics of the workspace
 */
export async function openWorkspace(
  configurationFile: string,
  ports: Pick<Ports, "files">,
): Promise<Result<Workspace>> {
  const root = dirname(configurationFile);
  const pipelineText = await ports.files.readText(configurationFile);
  if (!pipelineText.ok) return pipelineText;
  const reading = readPipeline(basename(configurationFile), pipelineText.value);
  if (!reading.pipeline) return invalid(reading.diagnostics);
  const thresholdsPath = resolve(root, reading.pipeline.thresholds);
  const thresholdsText = await ports.files.readText(thresholdsPath);
  if (!thresholdsText.ok)
    return failure(
      "unreadable-file",
      `${thresholdsText.error.message} It is named by thresholds: in ${basename(configurationFile)}.`,
    );
  const { thresholds, diagnostics } = readThresholds(relative(root, thresholdsPath), thresholdsText.value);
  if (!thresholds) return invalid(diagnostics);
  return success({
    root,
    configurationFile,
    pipeline: reading.pipeline,
    thresholds,
    thresholdsText: thresholdsText.value,
    diagnostics: [...reading.diagnostics, ...diagnostics],
  });
}

/** How a section's table is read: `tables:` of `headgate.yaml`, and over it what stands in the section itself. */
export function mechanicsOf(workspace: Workspace, section: Section): TableMechanics {
  return sectionMechanics(workspace.pipeline, section);
}

function invalid(diagnostics: readonly Diagnostic[]): Result<Workspace> {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  const lines = errors.map((error) => `${error.file}:${error.line}:${error.column} ${error.message}`);
  const more = lines.length > 5 ? [`… and ${lines.length - 5} more. Run headgate lint to see them all.`] : [];
  return failure("invalid-configuration", [...lines.slice(0, 5), ...more].join("\n"));
}
