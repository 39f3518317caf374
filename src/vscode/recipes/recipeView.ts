import { dirname } from "node:path";
import * as vscode from "vscode";
import { tryRecipe, windowBytes, type MarkedLog } from "../../app/logs/tryRecipe";
import { commands, logEndScheme } from "../../contract/ids";
import { countsText, triedLogText } from "../../core/report/triedLogText";
import type { Result } from "../../core/result";
import type { Desk } from "../desk";
import { disposableStore } from "../disposableStore";
import { inBackground } from "../inBackground";
import type { LanguageFiles } from "../language/languageFiles";
import { openedIn } from "../session";
import { decorationOf, markKinds } from "./markStyles";

/** Logs in which a recipe is being tried: what it catches is marked, also after the recipe or the log has changed. */
export type RecipeView = vscode.Disposable & {
  /** Shows a log with what a recipe catches in it. */
  show(log: string, recipe: string): Promise<Result<MarkedLog>>;
};

type Trial = { readonly log: string; readonly recipe: string; uri: vscode.Uri; marked: MarkedLog };

const settleMs = 300;

export function recipeView({ session, log: output }: Desk, files: LanguageFiles): RecipeView {
  const disposables = disposableStore();
  const styles = new Map(markKinds.map((kind) => [kind, disposables.add(decorationOf(kind))]));
  const item = disposables.add(
    vscode.window.createStatusBarItem("headgate.recipe", vscode.StatusBarAlignment.Left, 49),
  );
  item.name = "Headgate: Log Recipe";
  item.command = commands.tryRecipe;
  const trials = new Map<string, Trial>();
  const changes = disposables.add(new vscode.EventEmitter<vscode.Uri>());
  const timers = new Map<string, NodeJS.Timeout>();

  async function read(log: string, recipe: string): Promise<Result<MarkedLog>> {
    const opened = openedIn(session);
    if (opened === null)
      return { ok: false, error: { code: "no-configuration", message: "There is no headgate.yaml in this folder." } };
    const { pipeline } = files.facts;
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "file" && uri.fsPath === log);
    return tryRecipe(opened.ports, recipe, log, {
      root: dirname(opened.configurationFile),
      named: pipeline?.recipes ?? {},
      ...(pipeline?.logTimezone ? { timezone: pipeline.logTimezone } : {}),
      ...(document && document.getText().length < windowBytes ? { text: document.getText() } : {}),
    });
  }

  function draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const trial = trials.get(editor.document.uri.toString());
      for (const [kind, style] of styles) {
        const marks = trial?.marked.marks.filter((mark) => mark.kind === kind) ?? [];
        editor.setDecorations(
          style,
          marks.map(({ line, tells }) => ({
            range: editor.document.validateRange(new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER)),
            hoverMessage: new vscode.MarkdownString().appendText(tells),
          })),
        );
      }
    }
    const active = trials.get(vscode.window.activeTextEditor?.document.uri.toString() ?? "");
    if (active === undefined) return item.hide();
    const { tried } = active.marked;
    item.text = `$(list-filter) ${tried.recipe}: ${countsText(tried).replaceAll("$(", "$ (")}`;
    item.tooltip = new vscode.MarkdownString().appendText(triedLogText(tried, new Date()));
    item.show();
  }

  async function again(key: string): Promise<void> {
    const trial = trials.get(key);
    if (trial === undefined) return;
    const marked = await read(trial.log, trial.recipe);
    // While a recipe is being typed it may be none: what it caught last stays marked.
    if (marked.ok) trial.marked = marked.value;
    if (trial.uri.scheme === logEndScheme) changes.fire(trial.uri);
    draw();
  }

  function soon(key: string): void {
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => inBackground(output, "Trying a recipe", again(key)), settleMs),
    );
  }

  disposables.add({ dispose: () => timers.forEach((timer) => clearTimeout(timer)) });
  disposables.add(
    vscode.workspace.registerTextDocumentContentProvider(logEndScheme, {
      onDidChange: changes.event,
      provideTextDocumentContent: (uri) => trials.get(uri.toString())?.marked.text ?? "",
    }),
  );
  disposables.add(files.onDidChange(() => [...trials.keys()].forEach(soon)));
  disposables.add(vscode.window.onDidChangeVisibleTextEditors(draw));
  disposables.add(vscode.window.onDidChangeActiveTextEditor(draw));
  disposables.add(
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === "file" && trials.has(document.uri.toString())) soon(document.uri.toString());
    }),
  );
  disposables.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => void trials.delete(uri.toString())));

  return {
    async show(log, recipe) {
      const marked = await read(log, recipe);
      if (!marked.ok) return marked;
      const isPlain = marked.value.isWhole && !/\.(?:gz|zstd?)$/.test(log);
      const file = vscode.Uri.file(log);
      const uri = isPlain ? file : file.with({ scheme: logEndScheme });
      trials.set(uri.toString(), { log, recipe, uri, marked: marked.value });
      if (!isPlain) changes.fire(uri);
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
      draw();
      return marked;
    },
    dispose: () => disposables.dispose(),
  };
}
