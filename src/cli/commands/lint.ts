import { readFile } from "node:fs/promises";
import { basename, dirname, relative, resolve } from "node:path";
import { lintPipeline, lintThresholds } from "../../app/lint";
import type { RecordedSchema } from "../../app/ports";
import { diagnosticJson, type Diagnostic } from "../../core/diagnostic";
import { failure } from "../../core/result";
import { findConfiguration } from "../context";
import { outputTo, presentProblem, type ExitCode, type GlobalOptions } from "../output";
import { portsFor } from "../ports";

/** `headgate lint FILE…`: the editor's diagnostics; 1 on any error. `headgate.yaml` is known by its name. */
export async function lintCommand(files: readonly string[], flags: GlobalOptions): Promise<ExitCode> {
  const output = outputTo(process, flags);
  const configuration = await findConfiguration(flags.config, process.cwd());
  if (!configuration.ok && flags.config !== undefined) return presentProblem(configuration.error, output);
  const pipelineText = configuration.ok ? await readFile(configuration.value, "utf8").catch(() => null) : null;
  const schemas: readonly RecordedSchema[] = configuration.ok
    ? await portsFor(dirname(configuration.value)).store.schemas()
    : [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    const path = resolve(file);
    const text = await readFile(path, "utf8").catch(() => null);
    if (text === null)
      return presentProblem(failure("unreadable-file", `${path} cannot be read. Correct the path.`).error, output);
    const shown = relative(process.cwd(), path) || path;
    const isPipeline = basename(path) === "headgate.yaml" || (configuration.ok && path === configuration.value);
    diagnostics.push(
      ...(isPipeline ? lintPipeline(shown, text, schemas) : lintThresholds(shown, text, { pipelineText, schemas })),
    );
  }
  if (output.json) output.printJson({ schemaVersion: 1, diagnostics: diagnostics.map(diagnosticJson) });
  else output.print(textOf(diagnostics, files.length));
  return diagnostics.some((diagnostic) => diagnostic.severity === "error") ? 1 : 0;
}

/** `file:line:column: severity: message [code]`, which editors and CI annotate. */
function textOf(diagnostics: readonly Diagnostic[], files: number): string {
  if (diagnostics.length === 0) return `No mistakes in ${files} file${files === 1 ? "" : "s"}.`;
  return diagnostics
    .map(
      ({ file, line, column, severity, message, code }) =>
        `${file}:${line}:${column}: ${severity}: ${message} [${code}]`,
    )
    .join("\n");
}
