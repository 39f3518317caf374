import { isMap, isScalar, type Document } from "yaml";
import type { SourceRange } from "../../diagnostic";
import { blockAt } from "../../yaml/blockAt";
import type { Block } from "../../yaml/blocks";
import { excessOf } from "../../yaml/excess";
import type { Path } from "../../yaml/readYaml";
import { isComment, scalarIn, type FoundScalar } from "./findScalar";
import { cursorMark, marked, type MarkedLine } from "./markCursor";
import { placeByIndentation } from "./placeByIndentation";
import { parseText } from "../../yaml/parseText";

/** What the cursor is at in one of the files a person writes: a key or a value, written or still to be written. */
export type Place = {
  /** Keys, and positions in lists, from the top of the file; of a key, with that key. An unwritten key is the empty text. */
  readonly path: Path;
  readonly role: "key" | "value";
  /** What is written there, with its quotes; empty where nothing is yet. */
  readonly text: string;
  /** The part of it before the cursor. */
  readonly before: string;
  /** Where it is written, on the cursor's line; empty at the cursor where nothing is. */
  readonly range: SourceRange;
  readonly style: "plain" | "quoted" | "block";
  /** Between `{ }` or `[ ]`. */
  readonly inFlow: boolean;
  /** Of a key: whether its colon is written. */
  readonly hasColon: boolean;
  /** Whether a blank is still missing before it, as right behind a colon. */
  readonly needsBlank: boolean;
  /** The keys of the same mapping, or the texts of the same list, without this one. */
  readonly beside: readonly string[];
  /** The lines it stands in, as they are in the file. */
  readonly block: Block;
  /** A scalar elsewhere in the block, as written. */
  sourceAt(path: Path): string | undefined;
  /** The keys of a mapping elsewhere in the block. */
  keysAt(path: Path): string[];
};

/**
 * Finds what the cursor is at. Reads only the block around it, and the text may be half typed: what YAML does not understand is
 * told by the indentation of the lines.
 * @param line from 1
 * @param column from 1, the character before which the cursor stands
 * @returns null in comments and where neither a key nor a value can stand
 */
export function placeAt(text: string, line: number, column: number): Place | null {
  const lines = text.split("\n");
  const cursor = marked(lines[line - 1] ?? "", column);
  const typed = [...lines];
  typed[line - 1] = cursor.line;
  const block = blockAt(typed, line);
  if (excessOf(block.text) !== undefined) return null; // It is not read at all, and that is told.
  const above = line - 1 - block.linesAbove;
  const lineStart = block.text.split("\n", above).reduce((sum, one) => sum + one.length + 1, 0);
  const document = documentOf(block.text);
  const original = blockAt(lines, line);
  if (document && isComment(document, lineStart, cursor)) return null;
  const found = document && scalarIn(document, lineStart + cursor.at);
  if (!document || !found || isRunaway(document, found, lineStart))
    return placeByIndentation(typed, line, cursor, original);
  return { ...placed(found, cursor, line, lineStart), ...readers(document), block: original };
}

/** Deeper than anybody nests; the parser takes long over what is much deeper. */
const deepest = 200;

function documentOf(text: string): Document | null {
  if (depthOf(text) > deepest) return null;
  try {
    return parseText(text);
  } catch {
    return null; // Nested deeper than the parser can go.
  }
}

/** How deep brackets stand in brackets, or lines in lines; at least that, whatever is in quotes. */
function depthOf(text: string): number {
  let [depth, most] = [0, 0];
  for (const character of text) {
    if (character === "[" || character === "{") most = Math.max(most, ++depth);
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
  }
  return Math.max(most, ...(text.match(/^ {200,}/gm) ?? []).map((indent) => indent.length));
}

/** A quote that was opened further up and never closed takes in all that follows: that is no place. */
function isRunaway(document: Document, { node }: FoundScalar, lineStart: number): boolean {
  const isQuoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
  return isQuoted && document.errors.length > 0 && (node.range?.[0] ?? 0) < lineStart;
}

function placed(found: FoundScalar, cursor: MarkedLine, line: number, lineStart: number): Omit<Place, keyof Readers> {
  const { node, path, role, inFlow, beside } = found;
  const [start, end] = [(node.range?.[0] ?? 0) - lineStart, (node.range?.[1] ?? 0) - lineStart];
  const column = cursor.original(cursor.at);
  const first = start < 0 ? Math.min(column, cursor.written.search(/\S|$/)) : cursor.original(start);
  const last = cursor.original(Math.min(end, cursor.line.length));
  const text = cursor.written.slice(first, last).trimEnd();
  const style = node.type === "PLAIN" ? "plain" : node.type?.startsWith("QUOTE") ? "quoted" : "block";
  return {
    path: path.map((step) => (typeof step === "string" ? step.replace(cursorMark, "") : step)),
    role,
    text,
    before: cursor.written.slice(first, column),
    range: rangeOn(line, Math.min(first, column), Math.max(first + text.length, column)),
    style,
    inFlow,
    hasColon: role === "key" && !cursor.addsColon && found.hasColon,
    needsBlank: cursor.needsBlank,
    beside,
  };
}

/** From offsets within a line, counted from 0. */
function rangeOn(line: number, from: number, to: number): SourceRange {
  return { line, column: from + 1, endLine: line, endColumn: to + 1 };
}

type Readers = Pick<Place, "sourceAt" | "keysAt" | "block">;

function readers(document: Document): Omit<Readers, "block"> {
  return {
    sourceAt: (path) => {
      const node = document.getIn(path, true);
      return isScalar(node) ? (node.source ?? String(node.value)) : undefined;
    },
    keysAt: (path) => {
      const node = path.length === 0 ? document.contents : document.getIn(path, true);
      const keys = isMap(node) ? node.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : [])) : [];
      return keys.filter((key) => !key.includes(cursorMark));
    },
  };
}
