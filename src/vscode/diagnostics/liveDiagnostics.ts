import * as vscode from "vscode";
import { linter, type LintedFile } from "../../app/language/lint";
import type { Diagnostic } from "../../core/diagnostic";
import { disposableStore } from "../disposableStore";
import { inBackground } from "../inBackground";
import type { LanguageFiles } from "../language/languageFiles";
import { textOf } from "../language/openText";
import { toVscode } from "./toVscode";

const debounceMs = 150;

/**
 * Problems in the configuration and the thresholds file it names: as they are being typed where they are open, else as
 * they are on disk. Says nothing of an untrusted folder, which has no such files.
 */
export function liveDiagnostics(files: LanguageFiles, log: vscode.LogOutputChannel): vscode.Disposable {
  const disposables = disposableStore();
  const collection = disposables.add(vscode.languages.createDiagnosticCollection("headgate"));
  const lint = linter();
  let timer: NodeJS.Timeout | undefined;
  let checks = 0;
  /** What is shown now, by path: showing the same again would make the Problems panel jump. */
  let shown = new Map<string, string>();

  async function checkAll(): Promise<void> {
    const check = ++checks;
    const { paths } = files;
    const pipeline = await fileAt(paths?.pipeline ?? null);
    const thresholds = await fileAt(paths?.thresholds ?? null);
    // A later check has begun meanwhile, on newer text.
    if (check !== checks) return;
    const findings = lint({ pipeline, thresholds }, files.facts, files.surroundings);
    const found = new Map<string, readonly Diagnostic[]>();
    if (paths && pipeline) found.set(paths.pipeline, findings.pipeline);
    if (paths?.thresholds && thresholds) found.set(paths.thresholds, findings.thresholds);
    show(found);
  }

  async function fileAt(path: string | null): Promise<LintedFile | null> {
    const text = path === null ? null : await textOf(path);
    return path === null || text === null ? null : { name: files.nameOf({ uri: vscode.Uri.file(path) }), text };
  }

  function show(found: ReadonlyMap<string, readonly Diagnostic[]>): void {
    const before = shown;
    shown = new Map([...found].map(([path, diagnostics]) => [path, JSON.stringify(diagnostics)]));
    for (const path of before.keys()) if (!found.has(path)) collection.delete(vscode.Uri.file(path));
    for (const [path, diagnostics] of found)
      if (before.get(path) !== shown.get(path)) collection.set(vscode.Uri.file(path), diagnostics.map(toVscode));
  }

  function checkSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => inBackground(log, "Checking the files", checkAll()), debounceMs);
  }

  const checkIfOurs = (document: vscode.TextDocument): void => {
    if (files.kindOf(document) !== null) checkSoon();
  };
  disposables.add(vscode.workspace.onDidOpenTextDocument(checkIfOurs));
  disposables.add(vscode.workspace.onDidChangeTextDocument(({ document }) => checkIfOurs(document)));
  disposables.add(vscode.workspace.onDidCloseTextDocument(checkIfOurs));
  disposables.add(files.onDidChange(checkSoon));
  disposables.add({ dispose: () => (checks++, clearTimeout(timer)) });
  checkSoon();
  return disposables;
}
