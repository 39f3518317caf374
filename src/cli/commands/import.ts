import { readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { tools, type Tool } from "../../core/import/model";
import {
  countsText,
  importThresholds,
  type ImportedThresholds,
  type ImportSource,
} from "../../core/import/importThresholds";
import { notCarriedLines, remarkLines } from "../../core/import/importSentences";
import { failure, success, type Result } from "../../core/result";
import { writeNewFile } from "../newFile";
import { outputTo, presentProblem, type ExitCode, type GlobalOptions } from "../output";

export type ImportFlags = GlobalOptions & { readonly from?: string; readonly output?: string };

/** `headgate import FILE…`: rules of other tools in this language; what could not be carried over is told. Needs no workspace. */
export async function importCommand(files: readonly string[], flags: ImportFlags): Promise<ExitCode> {
  const output = outputTo(process, flags);
  const tool = toolOf(flags.from);
  if (!tool.ok) return presentProblem(tool.error, output);
  const sources = await readSources(files);
  if (!sources.ok) return presentProblem(sources.error, output);
  const imported = importThresholds(sources.value, tool.value);
  if (!imported.ok) return presentProblem(imported.error, output);
  const { thresholds, carriedOver, notCarriedOver } = imported.value;
  if (flags.output !== undefined) {
    const written = await writeNewFile(resolve(flags.output), thresholds);
    if (!written.ok) return presentProblem(written.error, output);
  }
  if (output.json) {
    output.printJson(jsonOf(imported.value));
    return 0;
  }
  if (flags.output === undefined) output.print(thresholds);
  else output.print(`Wrote ${flags.output}`);
  // Standard error, also with --quiet: what is not carried over is a result, not progress.
  for (const line of [...remarkLines(imported.value), ...notCarriedLines(imported.value)])
    process.stderr.write(`${line}\n`);
  output.note(`${countsText(carriedOver.length, notCarriedOver.length)}.`);
  return 0;
}

function toolOf(from: string | undefined): Result<Tool | null> {
  if (from === undefined) return success(null);
  const tool = tools.find((one) => one === from);
  return tool === undefined
    ? failure("unknown-name", `--from ${from} is no tool that Headgate reads. Write ${tools.join(", ")}.`)
    : success(tool);
}

async function readSources(files: readonly string[]): Promise<Result<ImportSource[]>> {
  const sources: ImportSource[] = [];
  for (const file of files) {
    const path = resolve(file);
    const text = await readFile(path, "utf8").catch(() => null);
    if (text === null) return failure("unreadable-file", `${path} cannot be read. Correct the path.`);
    sources.push({ file: relative(process.cwd(), path) || path, text });
  }
  return success(sources);
}

/** `tool` and `file` are those of the first file; the entries name their own. */
function jsonOf({ files, thresholds, carriedOver, notCarriedOver }: ImportedThresholds): object {
  const [first] = files;
  return {
    schemaVersion: 1,
    tool: first?.tool ?? null,
    file: first?.file ?? null,
    files,
    thresholds,
    carriedOver,
    notCarriedOver,
  };
}
