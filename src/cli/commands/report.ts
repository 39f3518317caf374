import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { buildReport, standaloneReport, writeReport, type ReportAssets } from "../../app/report";
import type { Validation } from "../../core/coverage/validation";
import { reportMarkdown } from "../../core/report/markdown";
import { failure, success, type Result } from "../../core/result";
import { inWorkspace, type Context } from "../context";
import type { ExitCode, GlobalOptions } from "../output";

export type ReportFlags = GlobalOptions & {
  readonly html?: string;
  readonly markdown?: string;
  readonly fresh?: boolean;
};

/** `headgate report`: writes the files asked for; without any, prints the status document. */
export function reportCommand(flags: ReportFlags): Promise<ExitCode> {
  return inWorkspace(flags, async ({ workspace, ports, output, signal }): Promise<Result<ExitCode>> => {
    const assets = await reportAssets();
    if (!assets.ok) return assets;
    const targets = {
      fresh: flags.fresh ?? false,
      ...(flags.html === undefined ? {} : { html: resolve(flags.html) }),
      ...(flags.markdown === undefined ? {} : { markdown: resolve(flags.markdown) }),
    };
    const written = await writeReport(workspace, ports, targets, assets.value, signal, output.note);
    if (!written.ok) return written;
    if (output.json) output.printJson(written.value.model);
    else if (written.value.files.length === 0) output.print(reportMarkdown(written.value.model));
    else for (const file of written.value.files) output.print(`Wrote ${file}`);
    return success(0);
  });
}

/** A validation that is at hand, as a report: `validate --format html` and `--format markdown`. */
export async function renderedReport(
  { workspace, ports, signal, output }: Context,
  format: "html" | "markdown",
  validation: Validation,
): Promise<Result<string>> {
  const model = await buildReport(workspace, ports, { validation }, signal, output.note);
  if (!model.ok) return model;
  if (format === "markdown") return success(reportMarkdown(model.value));
  const assets = await reportAssets();
  return assets.ok ? success(standaloneReport(model.value, assets.value)) : assets;
}

/** The report's script and style, which lie beside this bundle. */
async function reportAssets(): Promise<Result<ReportAssets>> {
  try {
    const [script, style] = await Promise.all(
      ["webview.js", "webview.css"].map((name) => readFile(join(__dirname, name), "utf8")),
    );
    return success({ script: script ?? "", style: style ?? "" });
  } catch {
    return failure(
      "unreadable-file",
      `The report's script is not beside ${__filename}. Build Headgate again: npm run build.`,
    );
  }
}
