import { basename, dirname, relative, resolve } from "node:path";
import * as vscode from "vscode";
import { readHistory } from "../../app/readHistory";
import { noFacts, type LanguageFacts } from "../../core/language/facts";
import { readPipeline } from "../../core/pipeline/readPipeline";
import { disposableStore } from "../disposableStore";
import { inBackground } from "../inBackground";
import type { OpenState, Session } from "../session";

/** The two files a user writes, as the editor's language features see them. */
export type LanguageFiles = vscode.Disposable & {
  /** Which of the two files a document is; null for any other. */
  kindOf(document: vscode.TextDocument): "thresholds" | "pipeline" | null;
  /** How a document is named in diagnostics: relative to the folder of `headgate.yaml`. */
  nameOf(document: vscode.TextDocument): string;
  /** Paths of both files; null while there are none. */
  readonly paths: { readonly pipeline: string; readonly thresholds: string | null } | null;
  /** What is known besides the text: the same object until something of it changes. */
  readonly facts: LanguageFacts;
  readonly onDidChange: vscode.Event<void>;
};

/** Where language features are asked for. Every provider still asks `kindOf`: most YAML files are not ours. */
export const yamlFiles: vscode.DocumentSelector = { scheme: "file", language: "yaml" };

export function languageFiles(session: Session, log: vscode.LogOutputChannel): LanguageFiles {
  const disposables = disposableStore();
  const changes = disposables.add(new vscode.EventEmitter<void>());
  let facts: LanguageFacts = { ...noFacts, now: new Date() };
  let paths: LanguageFiles["paths"] = null;
  let disposed = false;
  /** The store and the latest validation that the history was read with. */
  let readWith: readonly unknown[] = [];

  /** Earlier validations are many and large: they are read aside, and only when there is a new one. */
  async function lookBack({ ports, facts: { validation } }: OpenState): Promise<void> {
    const now = [ports, validation];
    if (now.every((one, index) => one === readWith[index])) return;
    readWith = now;
    const history = await readHistory(ports.store);
    if (disposed || readWith !== now) return;
    facts = { ...facts, history };
    changes.fire();
  }

  function look(): void {
    const { state } = session;
    const configuration =
      state.kind === "open"
        ? state.workspace.configurationFile
        : state.kind === "broken"
          ? state.configurationFile
          : null;
    if (configuration === null) {
      paths = null;
      facts = { ...noFacts, now: new Date() };
      return changes.fire();
    }
    // While it has a mistake, what it said when it was last readable still holds.
    const typed = openText(configuration);
    const read = typed === null ? null : readPipeline(basename(configuration), typed).pipeline;
    const pipeline = read ?? (state.kind === "open" ? state.workspace.pipeline : facts.pipeline);
    const thresholds = pipeline ? resolve(dirname(configuration), pipeline.thresholds) : (paths?.thresholds ?? null);
    paths = { pipeline: configuration, thresholds };
    const stored = state.kind === "open" ? state.facts : null;
    facts = {
      ...facts,
      pipeline,
      schemas: stored?.schemas ?? facts.schemas,
      validation: stored?.validation ?? facts.validation,
      now: new Date(),
    };
    changes.fire();
    if (state.kind === "open") inBackground(log, "Reading earlier validations", lookBack(state));
  }

  disposables.add({ dispose: () => (disposed = true) });
  disposables.add(session.onDidChange(look));
  disposables.add(
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.fsPath === paths?.pipeline) look();
    }),
  );
  look();

  const kindOf = ({ uri }: vscode.TextDocument): "thresholds" | "pipeline" | null => {
    if (uri.scheme !== "file" || paths === null) return null;
    return uri.fsPath === paths.pipeline ? "pipeline" : uri.fsPath === paths.thresholds ? "thresholds" : null;
  };
  return {
    kindOf,
    nameOf: ({ uri }) => (paths === null ? uri.fsPath : relative(dirname(paths.pipeline), uri.fsPath)),
    get paths() {
      return paths;
    },
    get facts() {
      return facts;
    },
    onDidChange: changes.event,
    dispose: () => disposables.dispose(),
  };
}

/** The text of a file that is open; null where it is not. */
function openText(path: string): string | null {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "file" && uri.fsPath === path);
  return open?.getText() ?? null;
}
