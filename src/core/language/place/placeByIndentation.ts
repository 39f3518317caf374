import { blockAt } from "../../yaml/blockAt";
import { keyOf, type Block } from "../../yaml/blocks";
import type { Path } from "../../yaml/readYaml";
import { cursorMark, type MarkedLine } from "./markCursor";
import type { Place } from "./placeAt";
import { lastOf } from "./lastOf";

type KeyLine = { readonly key: string; readonly indent: number; readonly line: number };

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
  const keys = text.split("\n").flatMap((one, index) => keyLine(one, linesAbove + index + 1) ?? []);
  const path = pathTo(own, keys);
  const colon = own.indent + own.key.length;
  const inValue = cursor.at > colon + 1;
  const from = inValue ? cursor.at - lastOf(cursor.line.slice(0, cursor.at), /\S/).length : own.indent;
  const to = inValue ? cursor.at + (/^\S*/.exec(cursor.line.slice(cursor.at))?.[0].length ?? 0) : colon;
  const [start, end, at] = [from, to, cursor.at].map(cursor.original) as [number, number, number];
  const siblings = keys.filter((one) => one.line !== own.line && samePath(pathTo(one, keys).slice(0, -1), path));
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
    sourceAt: (wanted) => sourceAt(wanted, keys, lines),
    keysAt: (wanted) => keys.filter((one) => isUnder(one, wanted, keys)).map(({ key }) => key),
  };
}

/** The key that a line begins with, and how far in. */
function keyLine(line: string, number: number): KeyLine | null {
  const indent = /^ */.exec(line)?.[0].length ?? 0;
  const key = keyOf(line.slice(indent));
  return key === null ? null : { key, indent, line: number };
}

function pathTo(own: KeyLine, keys: readonly KeyLine[]): string[] {
  const path = [own.key];
  let { indent } = own;
  for (const above of keys.filter(({ line }) => line < own.line).reverse())
    if (above.indent < indent) {
      path.unshift(above.key);
      indent = above.indent;
    }
  return path;
}

function samePath(parent: readonly string[], path: readonly string[]): boolean {
  return parent.length === path.length - 1 && parent.every((step, index) => step === path[index]);
}

function isUnder(one: KeyLine, wanted: Path, keys: readonly KeyLine[]): boolean {
  return !one.key.includes(cursorMark) && samePath(pathTo(one, keys).slice(0, -1), [...wanted.map(String), ""]);
}

function sourceAt(wanted: Path, keys: readonly KeyLine[], lines: readonly string[]): string | undefined {
  const found = keys.find((one) => pathTo(one, keys).join("\n") === wanted.join("\n"));
  if (!found) return undefined;
  const rest = (lines[found.line - 1] ?? "").slice(found.indent + found.key.length + 1);
  const source = rest.replace(/\s#.*$/, "").trim();
  return source === "" ? undefined : source;
}
