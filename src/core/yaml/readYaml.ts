import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document, type Node } from "yaml";
import type { Diagnostic, Severity, SourceRange } from "../diagnostic";

/** A step into a document: a key of a mapping, or an index of a list. */
export type Path = readonly (string | number)[];

/** A YAML file with its positions. Reading never throws: what cannot be read is in `diagnostics`, the rest is there. */
export type YamlFile = {
  readonly file: string;
  readonly document: Document;
  /** Syntax errors and duplicate keys. */
  readonly diagnostics: readonly Diagnostic[];
  /** The document as plain values; `null` for an empty file. */
  readonly value: unknown;
  /** The key that stands at a path, or its value where there is no key (list items); the nearest parent when it is missing. */
  rangeOfKey(path: Path): SourceRange;
  /** The value at a path; its key when the value is empty. */
  rangeOfValue(path: Path): SourceRange;
  /** A scalar as written: `99.0` stays `99.0`. */
  sourceOf(path: Path): string | undefined;
};

export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const toRange = (from: number, to: number): SourceRange => {
    const start = lines.linePos(from);
    const end = lines.linePos(Math.max(from, to));
    return { line: start.line, column: start.col, endLine: end.line, endColumn: end.col };
  };
  const rangeOfNode = (node: Node | null | undefined): SourceRange | undefined =>
    node?.range ? toRange(node.range[0], node.range[1]) : undefined;

  const rangeOfKey = (path: Path): SourceRange => {
    if (path.length === 0) return toRange(0, 0);
    const parent = nodeAt(document, path.slice(0, -1));
    const key = String(path.at(-1));
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key);
      const range = rangeOfNode(pair?.key as Node | undefined);
      if (range) return range;
    }
    return rangeOfNode(nodeAt(document, path)) ?? rangeOfKey(path.slice(0, -1));
  };

  return {
    file,
    document,
    diagnostics: document.errors.map((error) => ({
      file,
      ...toRange(error.pos[0], Math.min(error.pos[1], text.length)),
      severity: "error" as Severity,
      code: error.code === "DUPLICATE_KEY" ? "duplicate-key" : "yaml-syntax",
      message: sentenceOf(error.code, error.message),
      fixes: [],
    })),
    value: plainValue(document),
    rangeOfKey,
    rangeOfValue: (path) => rangeOfNode(nodeAt(document, path)) ?? rangeOfKey(path),
    sourceOf: (path) => {
      const node = nodeAt(document, path);
      return isScalar(node) ? (node.source ?? String(node.value)) : undefined;
    },
  };
}

/** The parts of a diagnostic that its finder knows; the rest comes from the file. */
export function diagnosticAt(
  yaml: YamlFile,
  range: SourceRange,
  severity: Severity,
  code: string,
  message: string,
  fixes: readonly string[] = [],
): Diagnostic {
  return { file: yaml.file, ...range, severity, code, message, fixes };
}

function nodeAt(document: Document, path: Path): Node | undefined {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return (node as Node | null | undefined) ?? undefined;
}

function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch {
    return null; // An alias without its anchor: already among the document's errors.
  }
}

function sentenceOf(code: string, message: string): string {
  if (code === "DUPLICATE_KEY")
    return "This key stands here twice. Remove one of the two: which one counts is not clear.";
  const firstLine = message.split("\n")[0] ?? message;
  return `This is not valid YAML: ${firstLine.replace(/\.$/, "")}.`;
}
