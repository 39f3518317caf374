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
    // A configuration that is there names its own thresholds file: then nothing is written at all.
    const isNew = await copyIfAbsent(vscode.Uri.joinPath(samples, "sample-headgate.yaml"), configuration);
    const thresholds = vscode.Uri.joinPath(folder, sampleThresholds);
    if (isNew) await copyIfAbsent(vscode.Uri.joinPath(samples, "sample-thresholds.yaml"), thresholds);
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
    const message = `${folder.fsPath} could not be written; check its rights and set up again.`;
    return showProblem({ code: "unwritable-file", message }, log);
  }
  await vscode.window.showTextDocument(configuration);
  await session.reopen();
}

/** @returns false when there is such a file already, which then stays as it is */
async function copyIfAbsent(from: vscode.Uri, to: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.copy(from, to, { overwrite: false });
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileExists") return false;
    throw error;
  }
}
