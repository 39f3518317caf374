import * as vscode from "vscode";
import type { FileKind, TwoEdits, TwoTexts } from "../../core/language/twoFiles";
import type { LanguageFiles } from "./languageFiles";
import { textOf } from "./openText";
import { rangeOf } from "./places";

/** Both files as they are being typed, else as they are on disk. */
export async function bothTexts({ paths }: LanguageFiles): Promise<TwoTexts> {
  const at = async (path: string | null | undefined): Promise<string | null> => (path ? textOf(path) : null);
  return { thresholds: await at(paths?.thresholds), pipeline: await at(paths?.pipeline) };
}

/** Where one of the two files is; null where there is none. */
export function uriOf({ paths }: LanguageFiles, kind: FileKind): vscode.Uri | null {
  const path = paths?.[kind] ?? null;
  return path === null ? null : vscode.Uri.file(path);
}

/** Changes to both files as the editor makes them; with `look`, only after a person has seen them, and why. */
export function workspaceEdit(files: LanguageFiles, edits: TwoEdits, look: string | null = null): vscode.WorkspaceEdit {
  const made = new vscode.WorkspaceEdit();
  const metadata = look === null ? undefined : { needsConfirmation: true, label: look };
  for (const kind of ["thresholds", "pipeline"] as const) {
    const uri = uriOf(files, kind);
    if (uri) for (const edit of edits[kind]) made.replace(uri, rangeOf(edit), edit.text, metadata);
  }
  return made;
}
