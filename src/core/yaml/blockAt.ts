import { keyOf, type Block } from "./blocks";

/** A key of the top mapping, with the line it stands on (from 1). */
export type TopKey = { readonly name: string; readonly line: number };

/** The keys of the top mapping, by the look of their lines alone: quick, and there in a file that does not parse. */
export function topKeysOf(lines: readonly string[]): TopKey[] {
  return lines.flatMap((line, index) => {
    const name = keyOf(line);
    return name === null ? [] : [{ name, line: index + 1 }];
  });
}

/**
 * The block that a line stands in: from the key of the top mapping at or above it to the line before the next one. Looks at
 * the lines around alone, however long the file is.
 * @param line from 1
 */
export function blockAt(lines: readonly string[], line: number): Block {
  let start = Math.min(Math.max(line - 1, 0), Math.max(lines.length - 1, 0));
  while (start > 0 && !begins(lines[start])) start--;
  if (isDocumentMark(lines[start])) start++;
  let end = Math.max(start + 1, line);
  while (end < lines.length && !begins(lines[end])) end++;
  return { text: lines.slice(start, end).join("\n"), linesAbove: start };
}

/** The block of a key of the top mapping; null where there is none. */
export function blockNamed(lines: readonly string[], name: string): Block | null {
  const index = lines.findIndex((line) => keyOf(line) === name);
  return index < 0 ? null : blockAt(lines, index + 1);
}

function begins(line: string | undefined): boolean {
  return isDocumentMark(line) || keyOf(line ?? "") !== null;
}

function isDocumentMark(line: string | undefined): boolean {
  return /^(?:---|\.\.\.)(?:\s|$)/.test(line ?? "");
}
