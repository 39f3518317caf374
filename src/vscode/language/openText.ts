import * as vscode from "vscode";
import { editorText } from "../../core/yaml/editorText";

/** The text of a file as it is being typed; null where it is not open. */
export function openText(path: string): string | null {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "file" && uri.fsPath === path);
  return open?.getText() ?? null;
}

/** What is being typed where the file is open, else what is on disk; null when there is no such file. */
export async function textOf(path: string): Promise<string | null> {
  const open = openText(path);
  if (open !== null) return open;
  try {
    return editorText(Buffer.from(await vscode.workspace.fs.readFile(vscode.Uri.file(path))).toString("utf8"));
  } catch {
    return null;
  }
}
