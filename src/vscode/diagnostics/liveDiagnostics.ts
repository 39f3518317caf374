import { basename, dirname, relative, resolve } from "node:path";
import * as vscode from "vscode";
import { lintPipeline, lintThresholds } from "../../app/lint";
import type { Diagnostic } from "../../core/diagnostic";
import { readPipeline } from "../../core/pipeline/readPipeline";
import { disposableStore } from "../disposableStore";
import { inBackground } from "../inBackground";
import type { Session } from "../session";
import { missingThresholds } from "./missingThresholds";
import { toVscode } from "./toVscode";

const debounceMs = 150;

/**
 * Problems in the configuration and the thresholds file it names: as they are being typed where they are open, else as
 * they are on disk. Never reads an untrusted folder.
 */
export function liveDiagnostics(session: Session, log: vscode.LogOutputChannel): vscode.Disposable {
  const disposables = disposableStore();
  const collection = disposables.add(vscode.languages.createDiagnosticCollection("headgate"));
  let timer: NodeJS.Timeout | undefined;
  let checks = 0;
  // Remembered while headgate.yaml has a mistake: what it said of the thresholds file and its tables still holds, and one
  // mistake does not call for many others.
  let lastReadable: { readonly text: string; readonly thresholds: string } | null = null;
  /** What is shown now, by path: showing the same again would make the Problems panel jump. */
  let shown = new Map<string, string>();

  async function checkAll(): Promise<void> {
    const check = ++checks;
    const found = await findAll();
    // A later check has begun meanwhile, on newer text.
    if (check === checks) show(found);
  }

  async function findAll(): Promise<Map<string, Diagnostic[]>> {
    const found = new Map<string, Diagnostic[]>();
    const { state } = session;
    if (state.kind !== "open" && state.kind !== "broken") {
      lastReadable = null;
      return found;
    }
    const configuration = state.kind === "open" ? state.workspace.configurationFile : state.configurationFile;
    const pipelineText = await textOf(configuration);
    if (pipelineText === null) return found;
    const name = basename(configuration);
    const schemas = state.kind === "open" ? state.facts.schemas : [];
    const ofPipeline = lintPipeline(name, pipelineText, schemas);
    found.set(configuration, ofPipeline);
    const { pipeline } = readPipeline(name, pipelineText);
    if (pipeline) lastReadable = { text: pipelineText, thresholds: pipeline.thresholds };
    if (lastReadable === null) return found;
    const path = resolve(dirname(configuration), lastReadable.thresholds);
    const text = await textOf(path);
    const context = { pipelineText: lastReadable.text, schemas };
    if (text !== null) found.set(path, lintThresholds(relative(dirname(configuration), path), text, context));
    else if (pipeline) ofPipeline.push(missingThresholds(name, pipelineText, pipeline.thresholds));
    return found;
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

  const mayConcern = (document: vscode.TextDocument): void => {
    if (/\.ya?ml$/.test(document.uri.path)) checkSoon();
  };
  disposables.add(vscode.workspace.onDidOpenTextDocument(mayConcern));
  disposables.add(vscode.workspace.onDidChangeTextDocument(({ document }) => mayConcern(document)));
  disposables.add(vscode.workspace.onDidCloseTextDocument(mayConcern));
  disposables.add(session.onDidChange(checkSoon));
  disposables.add({ dispose: () => clearTimeout(timer) });
  checkSoon();
  return disposables;
}

/** What is being typed where the file is open, else what is on disk; null when there is no such file. */
async function textOf(path: string): Promise<string | null> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "file" && uri.fsPath === path);
  if (open) return open.getText();
  try {
    return Buffer.from(await vscode.workspace.fs.readFile(vscode.Uri.file(path))).toString("utf8");
  } catch {
    return null;
  }
}
