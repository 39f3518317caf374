import { join } from "node:path";
import * as vscode from "vscode";
import type { Git } from "../../app/ports";
import { disposableStore } from "../disposableStore";

/**
 * Tells that the last commit may be another one: git writes its HEAD, or the log of it, whenever that moves.
 * @returns null where there is no repository
 */
export async function watchHead(root: string, git: Git, changed: () => void): Promise<vscode.Disposable | null> {
  const folder = await git.folder(root);
  if (folder === null) return null;
  const disposables = disposableStore();
  // Two folders with one name each: a pattern over both would watch everything that git keeps.
  for (const parent of [folder, join(folder, "logs")]) {
    const pattern = new vscode.RelativePattern(vscode.Uri.file(parent), "HEAD");
    const watcher = disposables.add(vscode.workspace.createFileSystemWatcher(pattern));
    disposables.add(watcher.onDidChange(changed));
    disposables.add(watcher.onDidCreate(changed));
    disposables.add(watcher.onDidDelete(changed));
  }
  return disposables;
}
