import { access } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Ports } from "../app/ports";
import { openWorkspace, type Workspace } from "../app/workspace";
import { failure, success, type Result } from "../core/result";
import { outputTo, presentProblem, type ExitCode, type GlobalOptions, type Output } from "./output";
import { portsFor } from "./ports";

/** What a command works with. */
export type Context = {
  readonly workspace: Workspace;
  readonly ports: Ports;
  readonly output: Output;
  readonly signal: AbortSignal;
};

/** Opens the workspace, runs a command in it, and presents what goes wrong. Ctrl+C aborts the signal. */
export async function inWorkspace(
  options: GlobalOptions,
  command: (context: Context) => Promise<Result<ExitCode>>,
): Promise<ExitCode> {
  const output = outputTo(process, options);
  const opened = await openContext(options, output);
  if (!opened.ok) return presentProblem(opened.error, output);
  const result = await command(opened.value);
  return result.ok ? result.value : presentProblem(result.error, output);
}

async function openContext(options: GlobalOptions, output: Output): Promise<Result<Context>> {
  const configuration = await findConfiguration(options.config, process.cwd());
  if (!configuration.ok) return configuration;
  const ports = portsFor(dirname(configuration.value));
  const workspace = await openWorkspace(configuration.value, ports);
  if (!workspace.ok) return workspace;
  for (const mistake of workspace.value.diagnostics)
    if (mistake.severity === "error")
      output.note(`${mistake.file}:${mistake.line}:${mistake.column} ${mistake.message}`);
  if (ports.store.fallback) output.note(`This folder cannot be written, so records are kept in ${ports.store.folder}.`);
  return success({ workspace: workspace.value, ports, output, signal: interruption() });
}

/** `--config`, or the nearest headgate.yaml upwards. */
export async function findConfiguration(named: string | undefined, from: string): Promise<Result<string>> {
  if (named !== undefined) {
    const path = resolve(from, named);
    return (await exists(path))
      ? success(path)
      : failure("no-configuration", `There is no file ${path}. Correct --config.`);
  }
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, "headgate.yaml");
    if (await exists(path)) return success(path);
    if (dirname(folder) === folder) break;
  }
  return failure(
    "no-configuration",
    `There is no headgate.yaml in ${from} or above it. Go to a folder that has one, or name it with --config.`,
  );
}

/** Aborted by the first Ctrl+C; the second ends the process at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => {
    controller.abort();
    process.once("SIGINT", () => process.exit(2));
  });
  return controller.signal;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
