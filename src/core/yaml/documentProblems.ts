import {
  isCollection,
  isNode,
  isScalar,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLParseError,
} from "yaml";
import { syntaxSentence } from "./syntaxSentence";

/** From one offset to another. */
type Extent = { readonly from: number; readonly to: number };

/** Something that keeps a YAML document from being read, between two offsets of its text. */
export type DocumentProblem = {
  readonly from: number;
  readonly to: number;
  readonly code: "duplicate-key" | "yaml-syntax";
  readonly message: string;
  /** Of a key that stands twice: all that taking this one out again would remove, and all that taking the other one out would. */
  readonly entries?: { readonly own: Extent; readonly other: Extent };
};

/**
 * Everything that keeps a document from being read as a whole.
 * @param readable false when its plain values could not be had
 */
export function documentProblems(document: Document, readable: boolean): DocumentProblem[] {
  return [
    ...document.errors.map(syntaxError),
    ...duplicateKeys(document),
    ...aliasProblems(document, readable),
    ...oddKeys(document),
  ];
}

/** True when a key is a list or a mapping. Plain values would name it by its text, which grows with each level of nesting. */
export function hasOddKey(document: Document): boolean {
  return oddKeys(document).length > 0;
}

function oddKeys(document: Document): DocumentProblem[] {
  const problems: DocumentProblem[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (!isCollection(key)) return undefined;
      const [from = 0, to = 0] = key.range ?? [];
      problems.push({ from, to, code: "yaml-syntax", message: "A key must be a text, not a list or a mapping." });
      return visit.SKIP;
    },
  });
  return problems;
}

function syntaxError(error: YAMLParseError): DocumentProblem {
  const [from, to] = error.pos;
  return { from, to, code: "yaml-syntax", message: syntaxSentence(error) };
}

export const duplicateKeyMessage = "This key stands here twice. Remove one of the two: which one counts is not clear.";

/**
 * Keys that are the same text as one before them: plain values name every key by its text. Not left to the parser, which compares
 * each key with each other one.
 */
function duplicateKeys(document: Document): DocumentProblem[] {
  const problems: DocumentProblem[] = [];
  visit(document, {
    Map: (_, map) => {
      const seen = new Map<string, number>();
      for (const [index, { key }] of map.items.entries()) {
        const text = keyText(key);
        if (text === undefined || !isScalar(key)) continue;
        const [from = 0, to = 0] = key.range ?? [];
        const first = seen.get(text);
        if (first === undefined) seen.set(text, index);
        else {
          const entries = { own: extentOf(map, index), other: extentOf(map, first) };
          problems.push({ from, to, code: "duplicate-key", message: duplicateKeyMessage, entries });
        }
      }
    },
  });
  return problems;
}

/** The text by which plain values name a key; undefined for a list or a mapping. */
export function keyText(key: unknown): string | undefined {
  return isScalar<string | number | boolean | null>(key) ? String(key.value ?? "") : undefined;
}

/** What taking an entry out of its mapping removes; in braces its comma as well. */
function extentOf(map: YAMLMap, index: number): Extent {
  const endOf = (item: Pair | undefined, end: 1 | 2): number => {
    const node = item && isNode(item.value) && item.value.range ? item.value : (item?.key as Node | undefined);
    return node?.range?.[end] ?? 0;
  };
  const beginOf = (item: Pair | undefined): number => (item?.key as Node | undefined)?.range?.[0] ?? 0;
  const entry = map.items[index];
  if (!map.flow) return { from: beginOf(entry), to: endOf(entry, 2) };
  const next = map.items[index + 1];
  if (next) return { from: beginOf(entry), to: beginOf(next) };
  return { from: endOf(map.items[index - 1], 1), to: endOf(entry, 1) };
}

/** Aliases that cannot be followed. Without a word about them such a file would read as an empty one. */
function aliasProblems(document: Document, readable: boolean): DocumentProblem[] {
  const problems: DocumentProblem[] = [];
  const anchors = new Map<string, Node>();
  visit(document, {
    Value: (_, node) => {
      if (node.anchor) anchors.set(node.anchor, node);
    },
    Alias: (_, alias, ancestors) => {
      const [from = 0, to = 0] = alias.range ?? [];
      const say = (message: string): number => problems.push({ from, to, code: "yaml-syntax", message });
      const target = anchors.get(alias.source);
      if (!target) say(`There is no anchor &${alias.source} before this alias. Add it, or write the value.`);
      else if (ancestors.includes(target))
        say(`This alias stands inside its own anchor &${alias.source}. Write the value.`);
      else if (!readable && problems.length === 0) say("Aliases repeat too much of this file. Write the values.");
    },
  });
  return problems;
}
