import { basename } from "node:path";
import * as vscode from "vscode";
import { detectTool } from "../../core/import/detectTool";
import { notCarriedLines, remarkLines } from "../../core/import/importSentences";
import { countsText, importThresholds, type ImportedThresholds } from "../../core/import/importThresholds";
import { tools, toolNames, type Tool } from "../../core/import/model";
import type { Desk } from "../desk";
import { inBackground } from "../inBackground";
import { plainMessage, showProblem } from "../showProblem";

/**
 * Puts the rules of another tool's file into a thresholds file that is opened beside it, not saved yet. The file is the one
 * that was handed over (a file of the explorer, a path), else the one in the editor where it is of such a tool, else asked for.
 */
export async function importThresholdsAsked({ log }: Desk, argument: unknown): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    const message = "This folder is not trusted, so Headgate reads nothing of it. Trust it first.";
    return showProblem({ code: "unsupported", message }, log);
  }
  const uri = uriIn(argument) ?? importableEditor() ?? (await askedFile());
  if (!uri) return;
  const text = await textOf(uri);
  if (text === null) {
    const message = `${uri.fsPath} cannot be read; it may have been moved or removed.`;
    return showProblem({ code: "unreadable-file", message }, log);
  }
  const tool = detectTool(text) ?? (await askedTool(uri));
  if (tool === undefined) return;
  const imported = importThresholds([{ file: vscode.workspace.asRelativePath(uri, false), text }], tool);
  if (!imported.ok) return showProblem(imported.error, log);
  const document = await vscode.workspace.openTextDocument({ language: "yaml", content: imported.value.thresholds });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: false });
  inBackground(log, "Telling what was imported", tell(imported.value, basename(uri.fsPath), log));
}

function uriIn(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  return typeof argument === "string" ? vscode.Uri.file(argument) : undefined;
}

function importableEditor(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && detectTool(document.getText()) !== null ? document.uri : undefined;
}

async function askedFile(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: "Import thresholds of which file?",
    openLabel: "Import",
    filters: { "Checks, properties, rulesets": ["yml", "yaml", "json", "dqdl", "txt"], "All files": ["*"] },
  });
  return chosen?.[0];
}

async function askedTool(uri: vscode.Uri): Promise<Tool | undefined> {
  const title = `Which tool is ${basename(uri.fsPath)} of?`;
  const items = tools.map((tool) => ({ label: toolNames[tool], tool }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: title }))?.tool;
}

/** As it is being edited, else as it is on disk. */
async function textOf(uri: vscode.Uri): Promise<string | null> {
  try {
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return null;
  }
}

async function tell(imported: ImportedThresholds, name: string, log: vscode.LogOutputChannel): Promise<void> {
  const { carriedOver, notCarriedOver } = imported;
  const remarks = remarkLines(imported);
  const button = notCarriedOver.length > 0 ? "Show What Was Not" : "Show Remarks";
  const buttons = notCarriedOver.length + remarks.length > 0 ? [button] : [];
  const message = plainMessage(`${name}: ${countsText(carriedOver.length, notCarriedOver.length)}.`);
  const show = notCarriedOver.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  if ((await show(message, ...buttons)) === undefined) return;
  for (const line of [...notCarriedLines(imported), ...remarks]) log.info(line);
  log.show();
}
