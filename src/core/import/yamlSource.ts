import { CST, isAlias, isMap, isScalar, isSeq, Lexer, parseDocument, visit, type Document, type Node } from "yaml";
import { lineStartsOf, positionOf } from "../yaml/positions";
import type { Comment, SourceLines } from "./model";

/** A YAML file of another tool, with the lines that things stand on and scalars as they are written. */
export type YamlSource = {
  readonly root: Node | null;
  /** Why it is no YAML, and where; null when it is. */
  readonly problem: { readonly line: number; readonly message: string } | null;
  readonly comments: readonly Comment[];
  entries(node: Node | null | undefined): Entry[];
  items(node: Node | null | undefined): Node[];
  /** A scalar's text, numbers as they are written; null for what is none, and for an empty one. */
  text(node: Node | null | undefined): string | null;
  /** What stands behind a key; undefined when the key is not there. */
  at(node: Node | null | undefined, key: string): Node | null | undefined;
  lines(from: Node, to?: Node | null): SourceLines;
  /** Source text on one line, without comments, cut where it would be too long. */
  excerpt(from: Node, to?: Node | null): string;
};

/** A key of a mapping; one that stands twice is here twice. */
export type Entry = { readonly key: string; readonly keyNode: Node; readonly value: Node | null };

export function yamlSource(text: string): YamlSource {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: "silent", prettyErrors: false });
  const lineStarts = lineStartsOf(text);
  const lineOf = (offset: number): number => positionOf(offset, lineStarts).line;
  const [error] = document.errors;
  const anchored = anchoredNodes(document);
  const follow: Follow = (node) => (isAlias(node) ? anchored.get(node) : node);
  const entries = (node: Node | null | undefined): Entry[] => entriesOf(follow, node);
  const lines = (from: Node, to?: Node | null): SourceLines => {
    const start = from.range?.[0] ?? 0;
    const end = Math.max(start, (to ?? from).range?.[1] ?? start);
    const lastCharacter = start + Math.max(0, text.slice(start, end).trimEnd().length - 1);
    return { line: lineOf(start), endLine: lineOf(lastCharacter) };
  };
  return {
    root: document.contents,
    problem: error ? { line: lineOf(error.pos[0]), message: error.message.split("\n")[0] ?? "" } : null,
    comments: commentsIn(text, lineOf),
    entries,
    items: (node) => {
      const found = follow(node);
      return isSeq(found) ? found.items.flatMap((item) => follow(item as Node) ?? []) : [];
    },
    text: (node) => {
      const found = follow(node);
      if (!isScalar(found) || found.value === null) return null;
      return found.source ?? JSON.stringify(found.value);
    },
    at: (node, key) => entries(node).find((entry) => entry.key === key)?.value,
    lines,
    excerpt: (from, to) => onOneLine(text.slice(from.range?.[0] ?? 0, (to ?? from).range?.[1] ?? 0)),
  };
}

/** What an alias stands for, and anything else itself. */
type Follow = (node: Node | null | undefined) => Node | null | undefined;

/** What each alias stands for: the last node above it with its anchor. */
function anchoredNodes(document: Document): Map<Node, Node | undefined> {
  const byAnchor = new Map<string, Node>();
  const byAlias = new Map<Node, Node | undefined>();
  visit(document, {
    Alias: (_, alias) => void byAlias.set(alias, byAnchor.get(alias.source)),
    Value: (_, node) => {
      if (node.anchor !== undefined) byAnchor.set(node.anchor, node);
    },
  });
  return byAlias;
}

/** So many mappings may bring in one another by `<<`; more of them is a circle. */
const deepestMerge = 20;

/** Entries of a mapping, those that `<<` brings in last. */
function entriesOf(follow: Follow, node: Node | null | undefined, depth = 0): Entry[] {
  const map = follow(node);
  if (!isMap(map) || depth > deepestMerge) return [];
  const merged: Entry[] = [];
  const own = map.items.flatMap((item) => {
    const key = item.key as Node | null;
    const value = (item.value ?? null) as Node | null;
    const name = isScalar(key) ? (key.source ?? "") : null;
    if (key === null || name === null) return [];
    if (name !== "<<") return [{ key: name, keyNode: key, value }];
    merged.push(...entriesOf(follow, value, depth + 1));
    return [];
  });
  return [...own, ...merged.filter(({ key }) => !own.some((entry) => entry.key === key))];
}

/** Every comment, in the order of the file. The lexer knows which `#` begins one. */
function commentsIn(text: string, lineOf: (offset: number) => number): Comment[] {
  const comments: Comment[] = [];
  let offset = 0;
  let last = "";
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === "doc-mode" || type === "flow-error-end" || type === "scalar") {
      last = token;
      continue; // These stand for no text.
    }
    if (type === "comment" && last !== CST.SCALAR) {
      const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
      const alone = text.slice(lineStart, offset).trim() === "";
      comments.push({ line: lineOf(offset), text: token.replace(/^#+/, "").trim(), alone });
    }
    last = token;
    offset += token.length;
  }
  return comments.filter((comment) => comment.text !== "");
}

const longest = 160;

function onOneLine(text: string): string {
  const line = text
    .split("\n")
    .filter((one) => !/^\s*#/.test(one))
    .map((one) => one.trim())
    .join(" ")
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
