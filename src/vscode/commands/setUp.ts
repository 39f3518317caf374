import * as vscode from "vscode";
import { configurationName } from "../configuration";
import type { Desk } from "../desk";
import { showProblem } from "../showProblem";

const sampleThresholds = "config/backfill_thresholds.yaml";

/** Writes a first `headgate.yaml` and thresholds file where there are none, and opens the former. Never overwrites. */
export async function setUp({ session, log, extensionUri }: Desk): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) {
    await vscode.commands.executeCommand("workbench.action.files.openFolder");
    return;
  }
  const configuration = vscode.Uri.joinPath(folder, configurationName(folder));
  const samples = vscode.Uri.joinPath(extensionUri, "config");
  try {
    await copyIfAbsent(vscode.Uri.joinPath(samples, "sample-headgate.yaml"), configuration);
    await copyIfAbsent(
      vscode.Uri.joinPath(samples, "sample-thresholds.yaml"),
      vscode.Uri.joinPath(folder, sampleThresholds),
    );
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
    const message = `${folder.fsPath} could not be written; check its rights and set up again.`;
    return showProblem({ code: "unreadable-file", message }, log);
  }
  await vscode.window.showTextDocument(configuration);
  await session.reopen();
}

async function copyIfAbsent(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.copy(from, to, { overwrite: false });
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError && error.code === "FileExists")) throw error;
  }
}
