import { isMap, isScalar, isSeq, type Document, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { Path } from "../../yaml/readYaml";
import { cursorMark, type MarkedLine } from "./markCursor";

/** A key or a value in a document, with what stands around it. */
export type FoundScalar = {
  readonly node: Scalar;
  readonly path: Path;
  readonly role: "key" | "value";
  readonly inFlow: boolean;
  /** Of a key: whether its colon is there. */
  readonly hasColon: boolean;
  readonly beside: readonly string[];
};

type Around = { readonly path: Path; readonly inFlow: boolean };

/** The key or value that an offset touches; null where there is none. */
export function scalarIn(document: Document, offset: number): FoundScalar | null {
  return within(document.contents, offset, { path: [], inFlow: false });
}

/** Whether the cursor is behind a `#` that begins a comment. */
export function isComment(document: Document, lineStart: number, cursor: MarkedLine): boolean {
  const before = cursor.line.slice(0, cursor.at);
  return [...before.matchAll(/(?<=^|\s)#/g)].some(({ index }) => {
    const range = scalarIn(document, lineStart + index)?.node.range;
    return !range || range[0] >= lineStart + index || lineStart + index >= range[1];
  });
}

function within(node: unknown, offset: number, around: Around): FoundScalar | null {
  if (isScalar(node))
    return covers(node, offset) && !isEmpty(node)
      ? { node, role: "value", hasColon: false, beside: [], ...around }
      : null;
  if (isMap(node)) return withinMap(node, offset, around);
  return isSeq(node) ? withinList(node, offset, around) : null;
}

function withinMap(map: YAMLMap, offset: number, { path, inFlow }: Around): FoundScalar | null {
  const flow = inFlow || map.flow === true;
  for (const { key, value } of map.items) {
    if (!isScalar(key)) continue;
    const at = [...path, keyText(key)];
    if (covers(key, offset) && !isEmpty(key)) {
      const beside = map.items.flatMap((item) => (item.key === key ? [] : textsOf(item.key)));
      return { node: key, path: at, role: "key", inFlow: flow, hasColon: value !== null, beside };
    }
    const found = within(value, offset, { path: at, inFlow: flow });
    if (found) return found;
  }
  return null;
}

function withinList(list: YAMLSeq, offset: number, { path, inFlow }: Around): FoundScalar | null {
  const flow = inFlow || list.flow === true;
  for (const [index, item] of list.items.entries()) {
    const at = [...path, index];
    const node = bareItem(item) ?? item;
    const found = within(node, offset, { path: at, inFlow: flow });
    if (!found) continue;
    const isItem = found.node === node;
    return isItem ? { ...found, beside: list.items.flatMap((other) => (other === item ? [] : textsOf(other))) } : found;
  }
  return null;
}

/** In `[a, b:]` the second item is a mapping without braces, of a word that is still being typed. */
function bareItem(item: unknown): Scalar | null {
  if (!isMap(item) || item.flow !== true) return null;
  const [pair] = item.items;
  if (!pair || !isScalar(pair.key) || pair.key.range?.[0] !== item.range?.[0]) return null;
  return isScalar(pair.value) && isEmpty(pair.value) ? pair.key : null;
}

function textsOf(node: unknown): string[] {
  const text = isScalar(node) ? keyText(node) : "";
  return text === "" || text.includes(cursorMark) ? [] : [text];
}

function keyText(node: Scalar): string {
  return String((node as Scalar<string | number | boolean | null>).value ?? "");
}

function covers({ range }: Scalar, offset: number): boolean {
  return range !== undefined && range !== null && range[0] <= offset && offset <= range[1];
}

function isEmpty({ range }: Scalar): boolean {
  return range?.[0] === range?.[1];
}
