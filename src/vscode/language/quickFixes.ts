import * as vscode from "vscode";
import { linter } from "../../app/language/lint";
import { commands } from "../../contract/ids";
import type { Diagnostic } from "../../core/diagnostic";
import { actionsAt, type Action, type ActionContext } from "../../core/language/actions/actionsAt";
import { safeFixes } from "../../core/language/actions/fixAll";
import { editsOf, type FileKind } from "../../core/language/twoFiles";
import { thresholdsReader } from "../../core/thresholds/readThresholds";
import { yamlFiles, type LanguageFiles } from "./languageFiles";
import { rangeOf, sourceRangeOf } from "./places";
import { bothTexts, uriOf, workspaceEdit } from "./twoDocuments";

const { QuickFix, RefactorRewrite, SourceFixAll, Empty } = vscode.CodeActionKind;
const fixAll = SourceFixAll.append("headgate");

/** What can be done at a place of the two files. The file as it is typed now is asked, not what was last told of it. */
export function quickFixes(files: LanguageFiles): vscode.Disposable {
  const lint = linter();
  const read = thresholdsReader();

  async function contextOf(kind: FileKind): Promise<ActionContext> {
    const texts = await bothTexts(files);
    const named = (of: FileKind): { readonly name: string; readonly text: string } | null => {
      const [uri, text] = [uriOf(files, of), texts[of]];
      return uri === null || text === null ? null : { name: files.nameOf({ uri }), text };
    };
    const [pipeline, thresholds] = [named("pipeline"), named("thresholds")];
    const { facts, surroundings } = files;
    const diagnostics = lint({ pipeline, thresholds }, facts, surroundings)[kind];
    const name = thresholds?.name ?? "";
    return { file: kind, name, texts, blocks: read(name, thresholds?.text ?? ""), diagnostics, facts };
  }

  return vscode.languages.registerCodeActionsProvider(
    yamlFiles,
    {
      async provideCodeActions(document, range, { only, diagnostics }) {
        const kind = files.kindOf(document);
        if (kind === null) return undefined;
        const { version } = document;
        const context = await contextOf(kind);
        if (document.version !== version) return undefined;
        if (only?.contains(fixAll)) return kind === "thresholds" ? safeAction(files, context) : undefined;
        return actionsAt(context, sourceRangeOf(range)).map((action) => codeAction(files, action, diagnostics));
      },
    },
    { providedCodeActionKinds: [QuickFix, RefactorRewrite, fixAll, Empty] },
  );
}

function safeAction(files: LanguageFiles, context: ActionContext): vscode.CodeAction[] {
  const edits = safeFixes(context);
  if (edits.length === 0) return [];
  const action = new vscode.CodeAction("Use the names that bounds have here", fixAll);
  action.edit = workspaceEdit(files, editsOf("thresholds", edits));
  return [action];
}

function codeAction(files: LanguageFiles, action: Action, shown: readonly vscode.Diagnostic[]): vscode.CodeAction {
  switch (action.kind) {
    case "edit": {
      const { title, edits, mends, look } = action;
      const made = new vscode.CodeAction(title, mends ? QuickFix : RefactorRewrite);
      made.edit = workspaceEdit(files, edits, look);
      made.diagnostics = mends ? shown.filter((one) => isSame(one, mends)) : [];
      made.isPreferred = mends?.fixes.length === 1;
      return made;
    }
    case "nameColumn": {
      const { title, mends, section, name, choices } = action;
      const made = asking(title, QuickFix, commands.nameColumn, { section, name, choices });
      made.diagnostics = shown.filter((one) => isSame(one, mends));
      return made;
    }
    case "markWarnOnly": {
      const { title, section, key } = action;
      return asking(title, RefactorRewrite, commands.markWarnOnly, { section, key });
    }
    case "openRunbook":
      return asking(action.title, Empty, commands.openRunbook, { runbook: action.runbook });
  }
}

/** An action that asks a person something first, or only opens something. */
function asking(title: string, kind: vscode.CodeActionKind, command: string, argument: unknown): vscode.CodeAction {
  const made = new vscode.CodeAction(title, kind);
  made.command = { title, command, arguments: [argument] };
  return made;
}

/** Told by code and place, never by the words of its message. */
function isSame({ source, code, range }: vscode.Diagnostic, diagnostic: Diagnostic): boolean {
  const value = typeof code === "object" ? code.value : code;
  return source === "Headgate" && value === diagnostic.code && range.isEqual(rangeOf(diagnostic));
}
