import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair, type YAMLMap } from "yaml";
import type { Diagnostic, Fix, Severity, SourceRange } from "../diagnostic";
import { keepWordsAsWritten } from "./asWritten";
import { documentProblems, hasOddKey, keyText } from "./documentProblems";
import { excessOf, tooDeep } from "./excess";
import { parseText } from "./parseText";
import { lineStartsOf, rangeBetween } from "./positions";

/** A step into a document: a key of a mapping, or an index of a list. */
export type Path = readonly (string | number)[];

/** A YAML file with its positions. Reading never throws: what cannot be read is in `diagnostics`, the rest is there. */
export type YamlFile = {
  readonly file: string;
  readonly document: Document;
  /** Syntax errors, duplicate keys and aliases that cannot be followed. */
  readonly diagnostics: readonly Diagnostic[];
  /** The document as plain values; `null` for an empty file. */
  readonly value: unknown;
  /** The key that stands at a path, or its value where there is no key (list items); the nearest parent when it is missing. */
  rangeOfKey(path: Path): SourceRange;
  /** The value at a path; its key when the value is empty. */
  rangeOfValue(path: Path): SourceRange;
  /** A scalar as written: `99.0` stays `99.0`. */
  sourceOf(path: Path): string | undefined;
  /** What stands at a path and cannot be read, though what is around it can; its value is left out. */
  readonly broken: readonly BrokenPart[];
};

/** What a file says and where, however it was read. */
export type YamlPlaces = Omit<YamlFile, "document">;

export type BrokenPart = { readonly path: Path; readonly message: string };

export function readYaml(file: string, text: string): YamlFile {
  const excess = excessOf(text);
  if (excess !== undefined) return unreadFile(file, excess);
  const document = parsed(text);
  if (document === null) return unreadFile(file, tooDeep);
  keepWordsAsWritten(document, text);
  const lineStarts = lineStartsOf(text);
  const toRange = (from: number, to: number): SourceRange => rangeBetween(from, to, lineStarts);
  const rangeOfNode = (node: Node | null | undefined): SourceRange | undefined =>
    node?.range ? toRange(node.range[0], node.range[1]) : undefined;

  const rangeOfKey = (path: Path): SourceRange => {
    if (path.length === 0) return toRange(0, 0);
    const parent = nodeAt(document, path.slice(0, -1));
    const key = isMap(parent) ? (pairAt(parent, path.at(-1) ?? "")?.key as Node | undefined) : undefined;
    return rangeOfNode(key) ?? rangeOfNode(nodeAt(document, path)) ?? rangeOfKey(path.slice(0, -1));
  };
  const rangeOfValue = (path: Path): SourceRange => {
    const node = nodeAt(document, path);
    const isEmpty = node?.range && node.range[0] === node.range[1];
    return (isEmpty ? undefined : rangeOfNode(node)) ?? rangeOfKey(path);
  };
  const plain = hasOddKey(document) ? { ok: true, value: null } : plainValue(document);

  return {
    file,
    document,
    diagnostics: documentProblems(document, plain.ok).map(({ from, to, code, message, entries }) => ({
      file,
      ...toRange(
        Math.min(from, text.length),
        Math.min(code === "yaml-syntax" ? endOfMark(text, from, to) : to, text.length),
      ),
      severity: "error",
      code,
      message,
      fixes: entries
        ? removals(toRange(entries.own.from, entries.own.to), toRange(entries.other.from, entries.other.to))
        : [],
    })),
    broken: [],
    value: plain.value,
    rangeOfKey,
    rangeOfValue,
    sourceOf: (path) => {
      const node = followed(document, nodeAt(document, path));
      return isScalar(node) ? (node.source ?? String(node.value)) : undefined;
    },
  };
}

/** Where a mark ends that the parser lets run on to further lines: where its first line does. A second document is marked as a whole. */
function endOfMark(text: string, from: number, to: number): number {
  if (text.startsWith("---", from)) return to;
  const [line = ""] = text.slice(from, to).split("\n", 1);
  const marked = line.trimEnd().length;
  return marked > 0 ? from + marked : to;
}

function parsed(text: string): Document | null {
  try {
    return parseText(text);
  } catch (error) {
    // The parser calls itself for each level of nesting, and the stack has an end. Anything else is ours to know.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A file that was not parsed, for a reason that stands at its beginning. */
function unreadFile(file: string, message: string): YamlFile {
  const start: SourceRange = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    file,
    document: parseText(""),
    diagnostics: [{ file, ...start, severity: "error", code: "too-large", message, fixes: [] }],
    broken: [],
    value: null,
    rangeOfKey: () => start,
    rangeOfValue: () => start,
    sourceOf: () => undefined,
  };
}

/** Puts another name in the place of one. */
export function useInstead(range: SourceRange, name: string): Fix {
  return { title: `Use ${name}`, edits: [{ ...range, text: name }] };
}

/** Takes out one of the two entries of a key that stands twice, with its value and the rest of its lines. */
export function removals(own: SourceRange, other: SourceRange | null): Fix[] {
  const taking = (title: string, entry: SourceRange): Fix => {
    const wholeLines = entry.endColumn === 1 ? { column: 1 } : {};
    return { title, edits: [{ ...entry, ...wholeLines, text: "" }] };
  };
  const keeping = other === null ? [] : [taking("Keep this entry and remove the other", other)];
  return [taking("Remove this entry", own), ...keeping];
}

/** The parts of a diagnostic that its finder knows; the rest comes from the file. */
export function diagnosticAt(
  yaml: Pick<YamlFile, "file">,
  range: SourceRange,
  severity: Severity,
  code: string,
  message: string,
  fixes: readonly Fix[] = [],
): Diagnostic {
  return { file: yaml.file, ...range, severity, code, message, fixes };
}

/** The node at a path, as it stands: an alias is followed only on the way there. */
function nodeAt(document: Document, path: Path): Node | undefined {
  let node = document.contents ?? undefined;
  for (const step of path) {
    const parent = followed(document, node);
    if (isMap(parent)) node = (pairAt(parent, step)?.value ?? undefined) as Node | undefined;
    else node = isSeq(parent) ? ((parent.items[Number(step)] ?? undefined) as Node | undefined) : undefined;
  }
  return node;
}

function followed(document: Document, node: Node | undefined): Node | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}

/** The pairs of each mapping by their keys' texts: `2024` and `"2024"` are one key, and the first of two counts. */
const pairsOf = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

function pairAt(map: YAMLMap, step: string | number): Pair | undefined {
  const known = pairsOf.get(map);
  if (known) return known.get(String(step));
  const pairs = new Map<string, Pair>();
  for (const pair of map.items) {
    const text = keyText(pair.key);
    if (text !== undefined && !pairs.has(text)) pairs.set(text, pair);
  }
  pairsOf.set(map, pairs);
  return pairs.get(String(step));
}

function plainValue(document: Document): { readonly ok: boolean; readonly value: unknown } {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 100 }) as unknown };
  } catch {
    return { ok: false, value: null }; // An alias that leads nowhere, or too many of them: `documentProblems` says which.
  }
}
