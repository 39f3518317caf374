/** Lines that can be folded away below their first, counted from 1. */
export type Fold = { readonly line: number; readonly endLine: number; readonly kind: "comment" | "region" | null };

/** Lines as folding sees them. */
type Line = { readonly indent: number; readonly kind: "blank" | "comment" | "text"; readonly isItem: boolean };

/**
 * Where a YAML text can be folded: what is indented below a line, the items of a list below their key, comments of several
 * lines, and what stands between `#region` and `#endregion`. By lines alone, so that a text with mistakes can be folded too.
 */
export function foldsIn(text: string): Fold[] {
  const lines = text.split("\n");
  const seen = lines.map(lineOf);
  return [...indented(seen), ...comments(lines, seen), ...regions(lines)].sort(
    (a, b) => a.line - b.line || b.endLine - a.endLine,
  );
}

function lineOf(line: string): Line {
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  const first = line[indent] ?? "\r";
  const kind = first === "\r" ? "blank" : first === "#" ? "comment" : "text";
  return { indent, kind, isItem: /^-(?:\s|$)/.test(line.slice(indent)) };
}

/** Each line of text with the lines below it that are indented further; blank lines and comments at the end stay outside. */
function indented(lines: readonly Line[]): Fold[] {
  const folds: Fold[] = [];
  const open: { readonly at: number; readonly indent: number; readonly isItem: boolean }[] = [];
  let lastText = -1;
  const close = (line: Line): void => {
    for (let top = open.at(-1); top && !isBelow(line, top); top = open.at(-1)) {
      open.pop();
      if (lastText > top.at) folds.push({ line: top.at + 1, endLine: lastText + 1, kind: null });
    }
  };
  for (const [at, line] of lines.entries()) {
    if (line.kind !== "text") continue;
    close(line);
    open.push({ at, indent: line.indent, isItem: line.isItem });
    lastText = at;
  }
  close({ indent: -1, kind: "text", isItem: false });
  return folds;
}

/** YAML lets the items of a list stand as far out as their key. */
function isBelow(line: Line, above: { readonly indent: number; readonly isItem: boolean }): boolean {
  return line.indent > above.indent || (line.indent === above.indent && line.isItem && !above.isItem);
}

function comments(lines: readonly string[], seen: readonly Line[]): Fold[] {
  const folds: Fold[] = [];
  let start = -1;
  for (let at = 0; at <= seen.length; at++) {
    const isComment = seen[at]?.kind === "comment" && !regionMark.test(lines[at] ?? "");
    if (isComment && start < 0) start = at;
    if (isComment || start < 0) continue;
    if (at - 1 > start) folds.push({ line: start + 1, endLine: at, kind: "comment" });
    start = -1;
  }
  return folds;
}

const regionMark = /^\s*#\s*(end)?region\b/;

function regions(lines: readonly string[]): Fold[] {
  const folds: Fold[] = [];
  const open: number[] = [];
  for (const [at, line] of lines.entries()) {
    const mark = regionMark.exec(line);
    if (!mark) continue;
    if (mark[1] === undefined) open.push(at);
    else {
      const start = open.pop();
      if (start !== undefined) folds.push({ line: start + 1, endLine: at + 1, kind: "region" });
    }
  }
  return folds;
}
