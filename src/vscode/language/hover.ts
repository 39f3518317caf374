import * as vscode from "vscode";
import { hoverAt } from "../../core/language/hover/hoverAt";
import type { Session } from "../session";
import { knownNow } from "./knownNow";
import { yamlFiles, type LanguageFiles } from "./languageFiles";

/** What is known of the text under the pointer in one of the two files. */
export function hover(files: LanguageFiles, session: Session): vscode.Disposable {
  return vscode.languages.registerHoverProvider(yamlFiles, {
    provideHover(document, position) {
      const kind = files.kindOf(document);
      if (kind === null) return null;
      const facts = knownNow(files, session);
      const found = hoverAt(kind, document.getText(), position.line + 1, position.character + 1, facts);
      if (!found) return null;
      const { line, column, endLine, endColumn } = found.range;
      const range = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
      return new vscode.Hover(new vscode.MarkdownString(found.markdown), range);
    },
  });
}
