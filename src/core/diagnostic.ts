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

/** Text that takes the place of a range. */
export type TextEdit = SourceRange & { readonly text: string };

/** What one could do about a diagnostic. */
export type Fix = {
  /** A phrase in the imperative: "Use paint_attempts". */
  readonly title: string;
  /** Changes to the diagnostic's own file, none of which overlap. */
  readonly edits: readonly TextEdit[];
  /** A name that `columns:` of a table in `headgate.yaml` should explain, by a column or a metric written out. */
  readonly declare?: { readonly section: string; readonly name: string; readonly meaning: string };
};

/** Something to say about a file a user writes. The same object in the editor, in `headgate lint` and in its JSON. */
export type Diagnostic = SourceRange & {
  readonly file: string;
  readonly severity: Severity;
  /** Stable and documented in `docs/diagnostics.md`; quick fixes match it, never the message. */
  readonly code: string;
  readonly message: string;
  /** Empty when nothing obvious offers itself. */
  readonly fixes: readonly Fix[];
};

/** The page that says more of a code. */
export function documentationOf(code: string): string {
  return `https://github.com/headgate/headgate/blob/main/docs/diagnostics.md#${encodeURIComponent(code)}`;
}

/** A diagnostic as JSON tells it: fixes by their titles. */
export type DiagnosticJson = Omit<Diagnostic, "fixes"> & { readonly fixes: readonly string[] };

export function diagnosticJson(diagnostic: Diagnostic): DiagnosticJson {
  const { file, line, column, endLine, endColumn, severity, code, message, fixes } = diagnostic;
  const titles = fixes.map((fix) => fix.title);
  return { file, line, column, endLine, endColumn, severity, code, message, fixes: titles };
}

/** The same range with other numbers for its lines. */
export function renumbered<Range extends SourceRange>(range: Range, lineOf: (line: number) => number): Range {
  return { ...range, line: lineOf(range.line), endLine: lineOf(range.endLine) };
}

/** The same range so many lines further down. */
export function movedDown<Range extends SourceRange>(range: Range, lines: number): Range {
  return lines === 0 ? range : renumbered(range, (line) => line + lines);
}

/** The same diagnostic, with its fixes, so many lines further down. */
export function diagnosticMovedDown(diagnostic: Diagnostic, lines: number): Diagnostic {
  if (lines === 0) return diagnostic;
  const fixes = diagnostic.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => movedDown(edit, lines)) }));
  return { ...movedDown(diagnostic, lines), fixes };
}

/** The same diagnostics with changes that end behind the last line's end ending there: no line follows it. */
export function withinText(diagnostics: readonly Diagnostic[], text: string): Diagnostic[] {
  const lines = text.split("\n");
  const end = { endLine: lines.length, endColumn: (lines.at(-1)?.length ?? 0) + 1 };
  return diagnostics.map((diagnostic) => {
    if (!diagnostic.fixes.some(({ edits }) => edits.some(({ endLine }) => endLine > end.endLine))) return diagnostic;
    const fixes = diagnostic.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => (edit.endLine > end.endLine ? { ...edit, ...end } : edit)),
    }));
    return { ...diagnostic, fixes };
  });
}

/** In the order of the file; where two begin at one place, the worse one first. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      a.line - b.line ||
      a.column - b.column ||
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      a.code.localeCompare(b.code),
  );
}

const severities: readonly Severity[] = ["error", "warning", "information", "hint"];
