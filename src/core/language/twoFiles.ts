import type { TextEdit } from "../diagnostic";

/** Which of the two files a user writes. */
export type FileKind = "thresholds" | "pipeline";

/** Both files as they are being typed; null where one is not there. */
export type TwoTexts = { readonly thresholds: string | null; readonly pipeline: string | null };

/** Changes to both files; none of a file's overlap. */
export type TwoEdits = { readonly thresholds: readonly TextEdit[]; readonly pipeline: readonly TextEdit[] };

export const noEdits: TwoEdits = { thresholds: [], pipeline: [] };

export function editsOf(kind: FileKind, edits: readonly TextEdit[]): TwoEdits {
  return { ...noEdits, [kind]: edits };
}
