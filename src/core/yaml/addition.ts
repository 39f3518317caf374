import { isMap, isNode, isScalar, parseDocument, type Document, type Node, type YAMLMap } from "yaml";
import { movedDown, type TextEdit } from "../diagnostic";
import { blocksOf } from "./blocks";
import { addToMap, nestedFlow, withComment, type Insertion, type NewValue } from "./addToMap";
import { isMapping } from "./isMapping";
import { columnOf, endOfLine, indentationOf } from "./nodePlaces";
import { lineStartsOf, rangeBetween, withEdits } from "./positions";
import { scalarText } from "./scalarText";

/** What is to be changed at a path of a file, and how what stands there already takes it up. */
export type Addition = {
  /** Keys from the top; mappings that are not there yet are written. */
  readonly path: readonly string[];
  /** What is written where nothing stands at the path yet. */
  readonly value: NewValue;
  /** The changes where something does; null where that cannot be. */
  readonly into: (there: Node, text: string) => readonly Insertion[] | null;
  /** Whether the path then holds what it should. */
  readonly holds: (value: unknown) => boolean;
};

/**
 * The edits that add something to a YAML file, with its comments, indentation and style of writing left as they are.
 * @returns null where the file cannot be read there, or has no place for it
 */
export function additionTo(text: string, addition: Addition): TextEdit[] | null {
  const [top = ""] = addition.path;
  const blocks = blocksOf(text);
  const block = blocks.find((one) => topMap(one.text)?.has(top));
  const only = blocks.length === 1 ? blocks[0] : undefined;
  const place = block ?? (only && (topMap(only.text)?.flow ?? false) ? only : undefined);
  if (place) {
    const edits = editsOf(place.text, addition);
    return edits?.map((edit) => movedDown(edit, place.linesAbove)) ?? null;
  }
  return isMapOrEmpty(text, blocks.length) ? confirmed(text, [atTheEnd(text, addition)], addition) : null;
}

function editsOf(text: string, addition: Addition): TextEdit[] | null {
  const document = parse(text);
  const map = document.contents;
  if (document.errors.length > 0 || !isMap(map)) return null;
  const insertions = walk(map, text, addition);
  return insertions && confirmed(text, insertions, addition);
}

/** Goes down the path as far as it is there, and adds what is not. */
function walk(map: YAMLMap, text: string, { path, value, into }: Addition): readonly Insertion[] | null {
  const [step = "", ...rest] = path;
  const pair = map.items.find(({ key }) => isScalar(key) && String(key.value) === step);
  if (!pair) return addToMap(map, text, path, value);
  const key = pair.key as Node;
  const child = isNode(pair.value) ? pair.value : null;
  if (child === null || (isScalar(child) && child.value === null)) return fillEmpty(map, key, child, text, rest, value);
  if (rest.length === 0) return into(child, text);
  return isMap(child) ? walk(child, text, { path: rest, value, into, holds: () => true }) : null;
}

/** A key without a value: `columns:`, or `columns: ~`. */
function fillEmpty(
  map: YAMLMap,
  key: Node,
  empty: Node | null,
  text: string,
  rest: readonly string[],
  value: NewValue,
): readonly Insertion[] | null {
  const nested = rest.length === 0 ? value.flow : `{ ${nestedFlow(rest, value)} }`;
  const [from, to] = empty?.range ?? [0, 0];
  if (from < to) return withComment([{ from, to, text: nested }], text, value.comment);
  const colon = text.indexOf(":", key.range?.[1] ?? 0) + 1;
  if (colon === 0) return null;
  if (map.flow) return withComment([{ from: colon, to: colon, text: ` ${nested}` }], text, value.comment);
  const indent = " ".repeat(columnOf(key, text));
  const step = indentationOf(text);
  const below = rest.map((one, depth) => `\n${indent}${step.repeat(depth + 1)}${scalarText(one)}:`).join("");
  const end = endOfLine(text, colon);
  return [{ from: end, to: end, text: `${below}${value.block(indent + step.repeat(rest.length))}` }];
}

function atTheEnd(text: string, { path, value }: Addition): Insertion {
  const end = text.trimEnd().length;
  const step = indentationOf(text);
  const keys = path.map((key, depth) => `${step.repeat(depth)}${scalarText(key)}:`).join("\n");
  const written = `${keys}${value.block(step.repeat(path.length - 1))}`;
  const gap = end === 0 ? "" : /\n\r?\n/.test(text.slice(0, end)) ? "\n\n" : "\n";
  return { from: end, to: end, text: `${gap}${written}${text.slice(end).includes("\n") ? "" : "\n"}` };
}

/** As edits, when the text then reads as it should; a file is never spoiled by a fix. */
function confirmed(text: string, insertions: readonly Insertion[], { path, holds }: Addition): TextEdit[] | null {
  const lineStarts = lineStartsOf(text);
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const edits = insertions.map(({ from, to, text: written }) => ({
    ...rangeBetween(from, to, lineStarts),
    text: written.replaceAll("\n", newline),
  }));
  const after = parse(withEdits(text, edits));
  if (after.errors.length > 0) return null;
  let value = after.toJS() as unknown;
  for (const step of path) value = isMapping(value) ? value[step] : undefined;
  return holds(value) ? edits : null;
}

function topMap(text: string): YAMLMap | null {
  const { contents } = parse(text);
  return isMap(contents) ? contents : null;
}

function isMapOrEmpty(text: string, blocks: number): boolean {
  const { contents, errors } = parse(text);
  if (blocks > 1) return true;
  return (
    errors.length === 0 && (contents === null || isMap(contents) || (isScalar(contents) && contents.value === null))
  );
}

function parse(text: string): Document {
  return parseDocument(text, { prettyErrors: false, logLevel: "error" });
}
