import { basename, dirname, relative, resolve } from "node:path";
import { version } from "../../../package.json";
import { linter, pipelineReader } from "../../app/language/lint";
import { gatherFacts, languageFacts, readStored } from "../../app/language/languageFacts";
import type { Files } from "../../app/ports";
import { fileSystem } from "../../adapters/logs/fileSystem";
import { diagnosticJson, type Diagnostic } from "../../core/diagnostic";
import { diagnosticText, githubAnnotations } from "../../core/report/diagnosticText";
import { sarifOf } from "../../core/report/sarif";
import { editorText } from "../../core/yaml/editorText";
import { failure, success, type Result } from "../../core/result";
import { findConfiguration } from "../context";
import { outputTo, presentProblem, type ExitCode, type GlobalOptions } from "../output";
import { portsFor } from "../ports";

export type LintFlags = GlobalOptions & { readonly format?: string; readonly output?: string };

const formats = ["text", "json", "sarif", "github"] as const;
type Format = (typeof formats)[number];

/** `headgate lint [FILE…]`: the editor's diagnostics; 1 on any error, 2 when it could not look. */
export async function lintCommand(files: readonly string[], flags: LintFlags): Promise<ExitCode> {
  const output = outputTo(process, flags);
  const format = formatOf(flags);
  if (!format.ok) return presentProblem(format.error, output);
  const targets = await targetsOf(files, flags);
  if (!targets.ok) return presentProblem(targets.error, output);
  const diagnostics: Diagnostic[] = [];
  for (const target of targets.value) diagnostics.push(...(await findingsOf(target)));
  const text = render(diagnostics, format.value, targets.value.length);
  if (flags.output === undefined) {
    if (text !== "") output.print(text);
  } else {
    const written = await fileSystem.writeText(resolve(flags.output), text);
    if (!written.ok) return presentProblem(written.error, output);
    if (output.json) output.printJson(jsonOf(diagnostics));
  }
  return diagnostics.some((diagnostic) => diagnostic.severity === "error") ? 1 : 0;
}

/** A file to check, with the `headgate.yaml` it belongs to; absolute paths. */
type Target = {
  readonly kind: "pipeline" | "thresholds";
  readonly path: string;
  readonly text: string;
  readonly configuration: string | null;
};

async function targetsOf(files: readonly string[], flags: LintFlags): Promise<Result<readonly Target[]>> {
  const found = await findConfiguration(flags.config, process.cwd());
  if (!found.ok && (flags.config !== undefined || files.length === 0)) return found;
  const configuration = found.ok ? found.value : null;
  const paths = files.length > 0 || configuration === null ? files : await workspaceFiles(configuration);
  const targets: Target[] = [];
  for (const path of paths.map((file) => resolve(file))) {
    const text = await readText(fileSystem, path);
    if (text === null) return failure("unreadable-file", `${path} cannot be read. Correct the path.`);
    if (path === configuration || basename(path) === "headgate.yaml")
      targets.push({ kind: "pipeline", path, text, configuration: path });
    else targets.push({ kind: "thresholds", path, text, configuration: configuration ?? (await nearestTo(path)) });
  }
  return success(targets);
}

/** Both files of a workspace; the thresholds file only where it is there, since headgate.yaml is told of it otherwise. */
async function workspaceFiles(configuration: string): Promise<string[]> {
  const named = thresholdsOf(configuration, (await readText(fileSystem, configuration)) ?? "");
  const isThere = named !== null && (await readText(fileSystem, named)) !== null;
  return isThere ? [configuration, named] : [configuration];
}

async function nearestTo(path: string): Promise<string | null> {
  const found = await findConfiguration(undefined, dirname(path));
  return found.ok ? found.value : null;
}

async function findingsOf({ kind, path, text, configuration }: Target): Promise<readonly Diagnostic[]> {
  const pipelineText = kind === "pipeline" ? text : configuration && (await readText(fileSystem, configuration));
  const pipeline = configuration !== null && pipelineText !== null ? { path: configuration, text: pipelineText } : null;
  const named = kind === "thresholds" ? path : thresholdsOf(path, text);
  const thresholdsText = kind === "thresholds" ? text : named && (await readText(fileSystem, named));
  const thresholds = named !== null && thresholdsText !== null ? { path: named, text: thresholdsText } : null;
  const root = dirname(configuration ?? path);
  const ports = portsFor(root);
  const stored = await readStored(ports.store);
  const gathered = await gatherFacts({ configuration: pipeline, thresholds }, stored, ports, process.env);
  const name = (file: string): string => relative(process.cwd(), file) || file;
  const shown = {
    pipeline: pipeline && { name: name(pipeline.path), text: pipeline.text },
    thresholds: thresholds && { name: name(thresholds.path), text: thresholds.text },
  };
  const reading = shown.pipeline && pipelineReader()(shown.pipeline);
  return linter()(shown, languageFacts(reading, gathered, ports.clock.now()), gathered.surroundings)[kind];
}

/** The thresholds file that a `headgate.yaml` names, absolute; null where that cannot be read. */
function thresholdsOf(configuration: string, text: string): string | null {
  const { raw } = pipelineReader()({ name: "", text }).readable;
  return raw.thresholds === undefined ? null : resolve(dirname(configuration), raw.thresholds);
}

async function readText(files: Files, path: string): Promise<string | null> {
  const text = await files.readText(path);
  return text.ok ? editorText(text.value) : null;
}

function formatOf({ json, output, format = json ? "json" : "text" }: LintFlags): Result<Format> {
  const found = formats.find((one) => one === (json && output === undefined ? "json" : format));
  if (found !== undefined) return success(found);
  return failure("unsupported", `There is no format ${format}. Choose text, json, sarif or github.`);
}

function render(diagnostics: readonly Diagnostic[], format: Format, files: number): string {
  switch (format) {
    case "text":
      return diagnosticText(diagnostics, files);
    case "json":
      return `${JSON.stringify(jsonOf(diagnostics), null, 2)}\n`;
    case "sarif":
      return `${JSON.stringify(sarifOf(diagnostics, version), null, 2)}\n`;
    case "github":
      return githubAnnotations(diagnostics);
  }
}

function jsonOf(diagnostics: readonly Diagnostic[]): unknown {
  return { schemaVersion: 1, diagnostics: diagnostics.map(diagnosticJson) };
}
