import { dirname } from "node:path";
import * as vscode from "vscode";
import { commitText } from "../../core/language/commitText";
import type { Session } from "../session";
import type { LanguageFiles } from "./languageFiles";

const scheme = "headgate-commit";

/** Where a commit is shown as a text to read. */
export function commitUri(hash: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `Commit ${hash.slice(0, 10)}`, query: hash });
}

/** Commits of the workspace's repository as texts: subject, when and by whom, and which files they changed. */
export function commitDocuments(files: LanguageFiles, session: Session): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent({ query }) {
      const { state } = session;
      const ports = state.kind === "open" || state.kind === "broken" ? state.ports : null;
      const commit = ports && files.paths ? await ports.git.show(dirname(files.paths.pipeline), query) : null;
      return commit ? commitText(commit) : `git knows no commit ${query} here any more.\n`;
    },
  });
}
