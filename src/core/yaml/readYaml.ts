import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from "yaml";
import type { Diagnostic, Fix, Severity, SourceRange } from "../diagnostic";
import { documentProblems } from "./documentProblems";

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
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map((end) => end.index + 1)];
  const document = parseDocument(text, {
    prettyErrors: false,
    logLevel: "error",
    uniqueKeys: sameKey,
  });
  const toRange = (from: number, to: number): SourceRange => {
    const start = positionOf(from, lineStarts);
    const end = positionOf(Math.max(from, to), lineStarts);
    return { ...start, endLine: end.line, endColumn: end.column };
  };
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
  const plain = plainValue(document);

  return {
    file,
    document,
    diagnostics: documentProblems(document, plain.ok).map(({ from, to, code, message, entry }) => ({
      file,
      ...toRange(Math.min(from, text.length), Math.min(to, text.length)),
      severity: "error",
      code,
      message,
      fixes: entry ? [removal(toRange(Math.min(entry.from, text.length), Math.min(entry.to, text.length)))] : [],
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

/** Puts another name in the place of one. */
export function useInstead(range: SourceRange, name: string): Fix {
  return { title: `Use ${name}`, edits: [{ ...range, text: name }] };
}

/** Takes out a key that stands twice, with its value and the rest of its lines. */
export function removal(entry: SourceRange): Fix {
  const wholeLines = entry.endColumn === 1 ? { column: 1 } : {};
  return { title: "Remove this entry", edits: [{ ...entry, ...wholeLines, text: "" }] };
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

/** The parser's own line counter does not see line ends inside of keys, so lines are counted here. */
function positionOf(offset: number, lineStarts: readonly number[]): { line: number; column: number } {
  let [line, beyond] = [0, lineStarts.length];
  while (beyond - line > 1) {
    const middle = (line + beyond) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) line = middle;
    else beyond = middle;
  }
  return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
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

/** Plain values name every key by its text, so `2024` and `"2024"` are one key. */
function pairAt(map: YAMLMap, step: string | number): Pair | undefined {
  return map.items.find((item) => keyText(item.key) === String(step));
}

function sameKey(a: unknown, b: unknown): boolean {
  const text = keyText(a);
  return a === b || (text !== undefined && text === keyText(b));
}

function keyText(key: unknown): string | undefined {
  return isScalar<string | number | boolean | null>(key) ? String(key.value ?? "") : undefined;
}

function plainValue(document: Document): { readonly ok: boolean; readonly value: unknown } {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 100 }) as unknown };
  } catch {
    return { ok: false, value: null }; // An alias that leads nowhere, or too many of them: `documentProblems` says which.
  }
}
