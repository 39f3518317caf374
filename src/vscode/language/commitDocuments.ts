import { dirname } from "node:path";
import * as vscode from "vscode";
import { commitText } from "../../core/language/commitText";
import { openedIn, type Session } from "../session";

const scheme = "headgate-commit";

/** Where a commit is shown as a text to read. */
export function commitUri(hash: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `Commit ${hash.slice(0, 10)}`, query: hash });
}

/** Commits of the workspace's repository as texts: subject, when and by whom, and which files they changed. */
export function commitDocuments(session: Session): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent({ query }) {
      const opened = openedIn(session);
      const commit = opened && (await opened.ports.git.show(dirname(opened.configurationFile), query));
      return commit ? commitText(commit) : `git knows no commit ${query} here any more.\n`;
    },
  });
}
