import * as vscode from "vscode";
import { hoverAt } from "../../core/language/hover/hoverAt";
import type { Session } from "../session";
import { knownNow } from "./knownNow";
import { yamlFiles, type LanguageFiles } from "./languageFiles";
import { rangeOf } from "./places";

/** What is known of the text under the pointer in one of the two files. */
export function hover(files: LanguageFiles, session: Session): vscode.Disposable {
  return vscode.languages.registerHoverProvider(yamlFiles, {
    provideHover(document, position) {
      const kind = files.kindOf(document);
      if (kind === null) return null;
      const facts = knownNow(files, session);
      const found = hoverAt(kind, document.getText(), position.line + 1, position.character + 1, facts);
      if (!found) return null;
      return new vscode.Hover(new vscode.MarkdownString(found.markdown), rangeOf(found.range));
    },
  });
}
