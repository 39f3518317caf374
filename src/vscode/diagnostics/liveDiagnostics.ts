import { basename, dirname, relative, resolve } from "node:path";
import * as vscode from "vscode";
import { lintPipeline, lintThresholds } from "../../app/lint";
import type { Diagnostic } from "../../core/diagnostic";
import { readPipeline } from "../../core/pipeline/readPipeline";
import { disposableStore } from "../disposableStore";
import { inBackground } from "../inBackground";
import type { Session } from "../session";
import { toVscode } from "./toVscode";

const debounceMs = 150;

/** The two files a person writes, as this window knows them. */
type Files = { readonly configuration: string; readonly thresholds: string | null };

/**
 * Problems in the configuration and the thresholds file while they are open, also while they are being typed. Never reads
 * an untrusted folder.
 */
export function liveDiagnostics(session: Session, log: vscode.LogOutputChannel): vscode.Disposable {
  const disposables = disposableStore();
  const collection = disposables.add(vscode.languages.createDiagnosticCollection("headgate"));
  let timer: NodeJS.Timeout | undefined;
  let checks = 0;
  // Remembered while headgate.yaml has a mistake: the thresholds file is still the one it named before.
  let lastThresholds: string | null = null;

  async function checkAll(): Promise<void> {
    const check = ++checks;
    const { state } = session;
    if (state.kind !== "open" && state.kind !== "broken") return collection.clear();
    const configuration = state.kind === "open" ? state.workspace.configurationFile : state.configurationFile;
    const pipelineText = await textOf(configuration);
    // A later check has begun meanwhile, on newer text.
    if (check !== checks) return;
    const named = pipelineText === null ? null : thresholdsNamedIn(configuration, pipelineText);
    lastThresholds = named ?? lastThresholds;
    const files = { configuration, thresholds: lastThresholds };
    const found = new Map<vscode.Uri, Diagnostic[]>();
    for (const document of vscode.workspace.textDocuments) {
      const diagnostics = lint(document, files, pipelineText);
      if (diagnostics) found.set(document.uri, diagnostics);
    }
    collection.clear();
    for (const [uri, diagnostics] of found) collection.set(uri, diagnostics.map(toVscode));
  }

  function lint(document: vscode.TextDocument, files: Files, pipelineText: string | null): Diagnostic[] | null {
    if (document.uri.scheme !== "file") return null;
    const path = document.uri.fsPath;
    const file = relative(dirname(files.configuration), path);
    if (path === files.configuration) return lintPipeline(file, document.getText());
    if (path !== files.thresholds) return null;
    const schemas = session.state.kind === "open" ? session.state.facts.schemas : [];
    return lintThresholds(file, document.getText(), { pipelineText, schemas });
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

function thresholdsNamedIn(configuration: string, text: string): string | null {
  const { pipeline } = readPipeline(basename(configuration), text);
  return pipeline ? resolve(dirname(configuration), pipeline.thresholds) : null;
}
