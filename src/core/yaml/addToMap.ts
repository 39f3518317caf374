import { isNode, isPair, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { columnOf, endOfContent, endOfLine, indentationOf } from "./nodePlaces";
import { scalarText } from "./scalarText";

/** Text that takes the place of what stands between two offsets. */
export type Insertion = { readonly from: number; readonly to: number; readonly text: string };

/** A value as it is written anew, in braces and brackets or on lines of its own. */
export type NewValue = {
  readonly flow: string;
  /** What stands behind the colon of a key at an indentation: begins with a blank, or with a line break. */
  readonly block: (indent: string) => string;
  /** What a comment at the end of its line says, where it is written in braces; null: none. */
  readonly comment: string | null;
};

/** Adds a value at a path, none of whose keys stand in the mapping yet. */
export function addToMap(
  map: YAMLMap,
  text: string,
  path: readonly string[],
  value: NewValue,
): readonly Insertion[] | null {
  if (map.flow) {
    return withComment(addToFlow(map, text, nestedFlow(path, value)), text, value.comment);
  }
  const first = map.items[0]?.key as Node | undefined;
  if (!first) return null;
  const indent = " ".repeat(columnOf(first, text));
  const step = indentationOf(text);
  const keys = path.map((key, depth) => `\n${indent}${step.repeat(depth)}${scalarText(key)}:`).join("");
  const end = endOfLine(text, endOfContent(map, text));
  return [{ from: end, to: end, text: `${keys}${value.block(indent + step.repeat(path.length - 1))}` }];
}

/** Keys, each within the one before, with a value in braces at the innermost. */
export function nestedFlow(path: readonly string[], { flow }: NewValue): string {
  return `${path.map((step) => `${scalarText(step)}: `).join("{ ")}${flow}${" }".repeat(path.length - 1)}`;
}

/** The same insertions with a comment behind the line that the last of them is on. */
export function withComment(added: readonly Insertion[], text: string, comment: string | null): readonly Insertion[] {
  const last = added.at(-1);
  if (comment === null || !last) return added;
  if (last.text.startsWith("\n")) return [...added.slice(0, -1), { ...last, text: `${last.text} # ${comment}` }];
  const end = endOfLine(text, last.to);
  const hasComment = /[ \t]#/.test(text.slice(last.to, end));
  return [...added, { from: end, to: end, text: hasComment ? `; ${comment}` : ` # ${comment}` }];
}

/** Adds an entry or an item within braces or brackets: on the same line, or on one of its own where the others have one. */
export function addToFlow(collection: YAMLMap | YAMLSeq, text: string, written: string): readonly Insertion[] {
  const [from = 0, to = 0] = collection.range ?? [];
  const last = collection.items.at(-1);
  const first = collection.items[0];
  if (!last || !first) return [{ from, to, text: text[from] === "[" ? `[${written}]` : `{ ${written} }` }];
  const end = endOfItem(last);
  const begin = beginOfItem(first);
  if (!text.slice(from, begin.offset).includes("\n") || !begin.node)
    return [{ from: end, to: end, text: `, ${written}` }];
  const hasComma = /^[ \t]*,/.exec(text.slice(end));
  const lineEnd = endOfLine(text, end);
  const line = `\n${" ".repeat(columnOf(begin.node, text))}${written}`;
  return [
    ...(hasComma ? [] : [{ from: end, to: end, text: "," }]),
    { from: lineEnd, to: lineEnd, text: hasComma ? `${line},` : line },
  ];
}

function beginOfItem(item: unknown): { readonly node: Node | null; readonly offset: number } {
  const begin = isPair(item) ? item.key : item;
  return isNode(begin) ? { node: begin, offset: begin.range?.[0] ?? 0 } : { node: null, offset: 0 };
}

function endOfItem(item: unknown): number {
  const parts = isPair(item) ? [item.value, item.key] : [item];
  const end = parts.find((part) => isNode(part) && part.range && part.range[0] < part.range[1]);
  return isNode(end) ? (end.range?.[1] ?? 0) : 0;
}
