/** Where something stands in a file. Lines and columns count from 1; columns count UTF-16 code units, as editors do. */
export type SourceRange = {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
};

/** Where one thing begins, with its file relative to the workspace root. */
export type SourceLocation = { readonly file: string; readonly line: number; readonly column: number };

export type Severity = "error" | "warning" | "information" | "hint";

/** Something to say about a file a user writes. The same object in the editor, in `headgate lint` and in its JSON. */
export type Diagnostic = SourceRange & {
  readonly file: string;
  readonly severity: Severity;
  /** Stable and documented in `docs/diagnostics.md`; quick fixes match it, never the message. */
  readonly code: string;
  readonly message: string;
  /** What one could do instead, a phrase each; empty when nothing obvious offers itself. */
  readonly fixes: readonly string[];
};
