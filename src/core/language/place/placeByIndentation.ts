import { blockAt } from "../../yaml/blockAt";
import { keyOf, type Block } from "../../yaml/blocks";
import { cursorMark, type MarkedLine } from "./markCursor";
import type { Place } from "./placeAt";
import { lastOf } from "./lastOf";

type KeyLine = { readonly key: string; readonly indent: number; readonly line: number };
type PlacedKey = KeyLine & { readonly path: readonly string[] };

/**
 * What the cursor is at by the indentation of the lines alone, for a block that YAML cannot make sense of: a key is under the
 * nearest line above that is indented less.
 * @param lines the file, with the cursor's line made readable
 * @param line from 1
 */
export function placeByIndentation(
  lines: readonly string[],
  line: number,
  cursor: MarkedLine,
  block: Block,
): Place | null {
  const own = keyLine(lines[line - 1] ?? "", line);
  if (own === null || /(?:^|\s)#/.test(cursor.line.slice(0, cursor.at))) return null;
  const { linesAbove, text } = blockAt(lines, line);
  const keys = withPaths(text.split("\n").flatMap((one, index) => keyLine(one, linesAbove + index + 1) ?? []));
  const path = keys.find((one) => one.line === line)?.path ?? [own.key];
  const byPath = new Map<string, PlacedKey>();
  for (const one of keys) if (!byPath.has(one.path.join("\n"))) byPath.set(one.path.join("\n"), one);
  const colon = own.indent + own.key.length;
  const inValue = cursor.at > colon + 1;
  const from = inValue ? cursor.at - lastOf(cursor.line.slice(0, cursor.at), /\S/).length : own.indent;
  const to = inValue ? cursor.at + (/^\S*/.exec(cursor.line.slice(cursor.at))?.[0].length ?? 0) : colon;
  const [start, end, at] = [from, to, cursor.at].map(cursor.original) as [number, number, number];
  const siblings = keys.filter((one) => one.line !== line && isBelow(one, path.slice(0, -1)));
  return {
    path: path.map((step) => step.replace(cursorMark, "")),
    role: inValue ? "value" : "key",
    text: cursor.written.slice(start, end),
    before: cursor.written.slice(start, at),
    range: { line, column: start + 1, endLine: line, endColumn: end + 1 },
    style: "plain",
    inFlow: false,
    hasColon: !inValue && !cursor.addsColon,
    needsBlank: cursor.needsBlank,
    beside: inValue ? [] : siblings.map(({ key }) => key),
    block,
    sourceAt: (wanted) => {
      const found = byPath.get(wanted.join("\n"));
      return found && sourceOf(found, lines);
    },
    keysAt: (wanted) =>
      keys.filter((one) => !one.key.includes(cursorMark) && isBelow(one, wanted.map(String))).map(({ key }) => key),
  };
}

/** The key that a line begins with, and how far in. */
function keyLine(line: string, number: number): KeyLine | null {
  const indent = /^ */.exec(line)?.[0].length ?? 0;
  const key = keyOf(line.slice(indent));
  return key === null ? null : { key, indent, line: number };
}

/** The keys with their paths: a key stands below the nearest one above it that is less far in. */
function withPaths(keys: readonly KeyLine[]): PlacedKey[] {
  const open: KeyLine[] = [];
  return keys.map((key) => {
    while ((open.at(-1)?.indent ?? -1) >= key.indent) open.pop();
    open.push(key);
    return { ...key, path: open.map((one) => one.key) };
  });
}

function isBelow({ path }: PlacedKey, parent: readonly string[]): boolean {
  return path.length === parent.length + 1 && parent.every((step, index) => step === path[index]);
}

function sourceOf({ line, indent, key }: KeyLine, lines: readonly string[]): string | undefined {
  const rest = (lines[line - 1] ?? "").slice(indent + key.length + 1);
  const source = rest.replace(/\s#.*$/, "").trim();
  return source === "" ? undefined : source;
}
