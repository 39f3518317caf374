import { basename, resolve } from "node:path";
import * as vscode from "vscode";
import { settings } from "../contract/ids";
import { disposableStore } from "./disposableStore";
import type { SessionState } from "./session";

const excluded = "**/{node_modules,.git,.venv}/**";
const settleMs = 200;

/** The configuration this window works with: in a workspace folder itself, else the first one further down; null for none. */
export async function findConfiguration(): Promise<string | null> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const file = vscode.Uri.joinPath(folder.uri, configurationName(folder.uri));
    if (await exists(file)) return file.fsPath;
  }
  const [further] = await vscode.workspace.findFiles(`**/${basename(configurationName())}`, excluded, 1);
  return further?.fsPath ?? null;
}

/** As set for a folder, relative to it; `headgate.yaml` where nothing is set. */
export function configurationName(scope?: vscode.Uri): string {
  return vscode.workspace.getConfiguration(undefined, scope ?? null).get(settings.configurationFile, "headgate.yaml");
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(file)).type !== vscode.FileType.Directory;
  } catch {
    return false;
  }
}

/** Tells, once things have settled, that the configuration or the thresholds file it names came, went or changed. */
export function watchConfiguration(state: () => SessionState, changed: () => void): vscode.Disposable {
  const disposables = disposableStore();
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(changed, settleMs);
  };
  const ifOurs = (file: vscode.Uri): void => {
    if (concerns(file.fsPath, state())) soon();
  };
  // Any YAML file, since which ones matter changes with the configuration itself.
  const watcher = disposables.add(vscode.workspace.createFileSystemWatcher("**/*.{yaml,yml}"));
  disposables.add(watcher.onDidChange(ifOurs));
  disposables.add(watcher.onDidCreate(ifOurs));
  disposables.add(watcher.onDidDelete(ifOurs));
  disposables.add(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(settings.configurationFile)) soon();
    }),
  );
  disposables.add({ dispose: () => clearTimeout(timer) });
  return disposables;
}

function concerns(path: string, state: SessionState): boolean {
  if (state.kind === "open")
    return (
      path === state.workspace.configurationFile ||
      path === resolve(state.workspace.root, state.workspace.pipeline.thresholds)
    );
  // A configuration that could not be read may name any thresholds file; where there is none, only a new one matters.
  return state.kind === "broken" || basename(path) === basename(configurationName());
}
