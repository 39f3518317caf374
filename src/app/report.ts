import { randomBytes } from "node:crypto";
import { basename, resolve } from "node:path";
import type { Validation } from "../core/coverage/validation";
import { reportHtml } from "../core/report/html";
import { reportMarkdown } from "../core/report/markdown";
import { reportModel, type ReportModel, type ReportSource } from "../core/report/reportModel";
import { success, type Result } from "../core/result";
import { latestValidation } from "./coverage/latestValidation";
import type { Ports } from "./ports";
import { shownPath } from "./shownPath";
import { validate } from "./coverage/validate";
import { watchBackfills } from "./backfills/watchBackfills";
import type { Report, Workspace } from "./workspace";

export type ReportOptions = {
  /** Measure now, each date too, instead of taking the latest result on record. */
  readonly fresh?: boolean;
  /** A result that is at hand; taken instead of the latest on record. */
  readonly validation?: Validation;
};

/** The text of the report's bundled script and style (`dist/webview.js`, `dist/webview.css`). */
export type ReportAssets = { readonly script: string; readonly style: string };

/**
 * Puts the report together from the latest results on record (or fresh ones), a look at the backfills, and the records.
 * What cannot be had is said in the report; nothing validated yet is a report that says so.
 * @returns a failure only for what `validate` fails for, with `fresh`
 */
export async function buildReport(
  workspace: Workspace,
  ports: Ports,
  options: ReportOptions,
  signal: AbortSignal,
  report: Report,
): Promise<Result<ReportModel>> {
  const fresh = options.fresh ? await validate(workspace, ports, { byDate: true }, signal, report) : null;
  if (fresh && !fresh.ok) return fresh;
  const [stored, watched, decisions, trainings] = await Promise.all([
    latestValidation(workspace, ports),
    watchBackfills(workspace, ports),
    ports.store.decisions(),
    ports.store.trainings(),
  ]);
  const facts: ReportFacts = {
    validation: fresh?.value ?? options.validation ?? stored,
    backfills: watched.ok ? watched.value.backfills : [],
    timeline: watched.ok ? watched.value.timeline : [],
    decisions,
    trainings,
    remarks: watched.ok ? [] : [`The backfills could not be looked at: ${watched.error.message}`],
  };
  return success(reportOf(workspace, facts, ports.clock.now()));
}

/** What a report says besides the workspace's own declarations. */
export type ReportFacts = Pick<
  ReportSource,
  "validation" | "backfills" | "timeline" | "decisions" | "trainings" | "remarks"
>;

/** The report of facts that are at hand already. */
export function reportOf(workspace: Workspace, facts: ReportFacts, now: Date): ReportModel {
  return reportModel({
    ...facts,
    workspace: basename(workspace.root),
    now,
    filledBy: backfillsByTable(workspace),
    gates: Object.keys(workspace.pipeline.gates),
    gateOf: gatesByTraining(workspace),
  });
}

/** The report as one HTML file that needs nothing else: script, style and data are inside. */
export function standaloneReport(model: ReportModel, assets: ReportAssets): string {
  return reportHtml({
    title: `${model.workspace} · Headgate report`,
    modelJson: JSON.stringify(model),
    script: { inline: assets.script },
    style: { inline: assets.style },
    nonce: randomBytes(16).toString("base64"),
    cspSource: null,
  });
}

export type WrittenReport = {
  readonly model: ReportModel;
  /** Relative to the workspace root where inside it. */
  readonly files: readonly string[];
};

/**
 * Writes the report as HTML, as a Markdown status document, or both; paths stand on the workspace root.
 * @returns what was written; a failure where a file could not be, or where `fresh` could not measure
 */
export async function writeReport(
  workspace: Workspace,
  ports: Ports,
  targets: ReportOptions & { readonly html?: string; readonly markdown?: string },
  assets: ReportAssets,
  signal: AbortSignal,
  report: Report,
): Promise<Result<WrittenReport>> {
  const built = await buildReport(workspace, ports, targets, signal, report);
  if (!built.ok) return built;
  const documents = [
    { target: targets.html, text: () => standaloneReport(built.value, assets) },
    { target: targets.markdown, text: () => reportMarkdown(built.value) },
  ];
  const files: string[] = [];
  for (const { target, text } of documents) {
    if (target === undefined) continue;
    const path = resolve(workspace.root, target);
    const written = await ports.files.writeText(path, text());
    if (!written.ok) return written;
    files.push(shownPath(workspace.root, path));
  }
  return success({ model: built.value, files });
}

function backfillsByTable({ pipeline }: Workspace): Record<string, string[]> {
  const byTable: Record<string, string[]> = {};
  for (const [name, backfill] of Object.entries(pipeline.backfills))
    for (const table of backfill.tables) byTable[table] = [...(byTable[table] ?? []), name];
  return byTable;
}

function gatesByTraining({ pipeline }: Workspace): Record<string, string> {
  const gates: Record<string, string> = {};
  for (const [name, training] of Object.entries(pipeline.trainings))
    if (training.gate !== null) gates[name] = training.gate;
  return gates;
}
