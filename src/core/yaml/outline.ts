import { isAlias, isMap, isNode, isScalar, isSeq, type Document, type Node } from "yaml";
import { renumbered, type SourceRange } from "../diagnostic";
import { blocksOf, entriesOf } from "./blocks";
import { lineStartsOf, rangeBetween } from "./positions";
import type { Path } from "./readYaml";
import { parseText } from "./parseText";

/** A key with its value, or an item of a list, and what stands below it. */
export type Outline = {
  /** From the top of the file; its last step is the key, or the item's number. */
  readonly path: Path;
  /** The key, or the whole item. */
  readonly keyRange: SourceRange;
  /** From the key to the end of its value. */
  readonly range: SourceRange;
  /** The value, where it is a text, a number or the like; an alias has the place and the text of what it stands for. */
  readonly scalar: ScalarPlace | null;
  readonly children: readonly Outline[];
};

export type ScalarPlace = {
  readonly range: SourceRange;
  /** What it says. */
  readonly text: string;
  /** As it is written, quotes and all. */
  readonly source: string;
};

/** Deeper than any part of these files; what is nested further by mistake is left out. */
const deepest = 40;

/**
 * The parts of a file that is a mapping, as far as they can be read: a mistake spoils its own entry, and what is around it
 * is there.
 */
export function outlineOf(text: string): Outline[] {
  return blocksOf(text).flatMap((block) =>
    outlineOfBlock(block.text).map((part) => renumberedOutline(part, (line) => line + block.linesAbove)),
  );
}

/** Every part, with those below it. */
export function everyPart(outline: readonly Outline[]): Outline[] {
  return outline.flatMap((part) => [part, ...everyPart(part.children)]);
}

/** The part at a path. */
export function partAt(outline: readonly Outline[], path: Path): Outline | undefined {
  const [step, ...rest] = path;
  const part = outline.find((one) => one.path.at(-1) === step);
  return part === undefined || rest.length === 0 ? part : partAt(part.children, rest);
}

function outlineOfBlock(text: string): Outline[] {
  const document = parse(text);
  const whole = document === null ? [] : outlineOfDocument(document, text);
  if (document?.errors.length === 0) return whole;
  const parts = (entriesOf(text) ?? []).flatMap((entry) => {
    const read = parse(entry.text);
    if (read === null) return [];
    return outlineOfDocument(read, entry.text).map((part) => renumberedOutline(part, entry.lineInBlock));
  });
  const [first] = parts;
  if (!first) return whole;
  const children = parts.flatMap((part) => part.children);
  const last = children.at(-1) ?? first;
  return [{ ...first, range: spanning(first.range, last.range), children }];
}

function parse(text: string): Document | null {
  try {
    return parseText(text);
  } catch {
    return null; // Nested too deep for the parser.
  }
}

function outlineOfDocument(document: Document, text: string): Outline[] {
  const lineStarts = lineStartsOf(text);
  const rangeOf = (node: Node): SourceRange => rangeBetween(node.range?.[0] ?? 0, node.range?.[1] ?? 0, lineStarts);

  function scalarOf(value: Node | null): ScalarPlace | null {
    const node = isAlias(value) ? value.resolve(document) : value;
    if (!isScalar(node) || !node.range || node.range[0] === node.range[1]) return null;
    const source = text.slice(node.range[0], node.range[1]);
    return { range: rangeOf(node), text: node.source ?? String(node.value), source };
  }

  function part(path: Path, key: Node | null, value: Node | null): Outline[] {
    const begin = key ?? value;
    if (begin === null || path.length > deepest) return [];
    const keyRange = rangeOf(begin);
    const range = value?.range
      ? spanning(keyRange, trimmed(text, value.range[0], value.range[1], lineStarts))
      : keyRange;
    return [{ path, keyRange, range, scalar: scalarOf(value), children: below(path, value) }];
  }

  function below(path: Path, value: Node | null): Outline[] {
    if (isMap(value))
      return value.items.flatMap(({ key, value: child }) =>
        isScalar<string | number | boolean | null>(key)
          ? part([...path, String(key.value ?? "")], key, isNode(child) ? child : null)
          : [],
      );
    if (!isSeq(value)) return [];
    return value.items.flatMap((item, index) => part([...path, index], null, isNode(item) ? item : null));
  }

  return below([], document.contents);
}

/** Without the blank lines that a block ends with. */
function trimmed(text: string, from: number, to: number, lineStarts: readonly number[]): SourceRange {
  return rangeBetween(from, from + text.slice(from, to).trimEnd().length, lineStarts);
}

function spanning(a: SourceRange, b: SourceRange): SourceRange {
  const bEndsLater = b.endLine > a.endLine || (b.endLine === a.endLine && b.endColumn > a.endColumn);
  return bEndsLater ? { ...a, endLine: b.endLine, endColumn: b.endColumn } : a;
}

function renumberedOutline(part: Outline, lineOf: (line: number) => number): Outline {
  return {
    ...part,
    keyRange: renumbered(part.keyRange, lineOf),
    range: renumbered(part.range, lineOf),
    scalar: part.scalar && { ...part.scalar, range: renumbered(part.scalar.range, lineOf) },
    children: part.children.map((child) => renumberedOutline(child, lineOf)),
  };
}
