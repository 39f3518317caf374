import * as vscode from "vscode";
import type { Look } from "../../core/language/actions/actionsAt";
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

/**
 * Changes to both files as the editor makes them; with `look`, only after a person has seen them. The editor shows a change first
 * when a part of it is to be confirmed, and that part begins unticked: the remark is, so that the change itself is made on Apply.
 */
export function workspaceEdit(files: LanguageFiles, edits: TwoEdits, look: Look | null = null): vscode.WorkspaceEdit {
  const made = new vscode.WorkspaceEdit();
  const metadata = look === null ? undefined : { needsConfirmation: false, label: look.why };
  const thresholds = uriOf(files, "thresholds");
  if (look && thresholds) {
    const optional = {
      needsConfirmation: true,
      label: "Keep where it comes from, as a comment",
      description: look.why,
    };
    made.replace(thresholds, rangeOf(look.remark), look.remark.text, optional);
  }
  for (const kind of ["thresholds", "pipeline"] as const) {
    const uri = uriOf(files, kind);
    if (uri) for (const edit of edits[kind]) made.replace(uri, rangeOf(edit), edit.text, metadata);
  }
  return made;
}
