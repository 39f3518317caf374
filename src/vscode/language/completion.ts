import * as vscode from "vscode";
import type { Completion, CompletionKind, Completions } from "../../core/language/completion/completion";
import { completionsAt } from "../../core/language/completion/completionsAt";
import type { Session } from "../session";
import { knownNow } from "./knownNow";
import { yamlFiles, type LanguageFiles } from "./languageFiles";
import { rangeOf } from "./places";

const kinds: Readonly<Record<CompletionKind, vscode.CompletionItemKind>> = {
  section: vscode.CompletionItemKind.Class,
  bound: vscode.CompletionItemKind.Property,
  key: vscode.CompletionItemKind.Keyword,
  column: vscode.CompletionItemKind.Field,
  value: vscode.CompletionItemKind.EnumMember,
  number: vscode.CompletionItemKind.Value,
  metric: vscode.CompletionItemKind.Function,
  commit: vscode.CompletionItemKind.Event,
  placeholder: vscode.CompletionItemKind.Variable,
  name: vscode.CompletionItemKind.Reference,
};

/** Letters as well: while a key has no colon yet, it is a text to the editor, and texts propose nothing by themselves. */
const triggers = Array.from(' {[(,"$_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** Proposals while one of the two files is typed. */
export function completion(files: LanguageFiles, session: Session): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    provideCompletionItems(document, position, _token, { triggerCharacter }) {
      const kind = files.kindOf(document);
      if (kind === null || (triggerCharacter === " " && !beginsValue(document, position))) return null;
      const facts = knownNow(files, session);
      const found = completionsAt(kind, document.getText(), position.line + 1, position.character + 1, facts);
      return found?.items.map((item, index) => itemOf(item, index, found, position)) ?? null;
    },
  };
  return vscode.languages.registerCompletionItemProvider(yamlFiles, provider, ...triggers);
}

/** Between the words of a sentence a blank proposes nothing. */
function beginsValue(document: vscode.TextDocument, position: vscode.Position): boolean {
  return /[:\-,[{]\s+$/.test(document.lineAt(position.line).text.slice(0, position.character));
}

function itemOf(
  completion: Completion,
  index: number,
  { range }: Completions,
  position: vscode.Position,
): vscode.CompletionItem {
  const { label, detail, about, insert, isSnippet, leadsOn, filter } = completion;
  const item = new vscode.CompletionItem({ label, description: detail }, kinds[completion.kind]);
  const replacing = rangeOf(range);
  item.range = { inserting: replacing.with({ end: position }), replacing };
  item.insertText = isSnippet ? new vscode.SnippetString(insert) : insert;
  item.sortText = String(index).padStart(5, "0");
  if (filter !== null) item.filterText = filter;
  if (about !== "") item.documentation = new vscode.MarkdownString(about);
  if (leadsOn) item.command = { command: "editor.action.triggerSuggest", title: "" };
  return item;
}
