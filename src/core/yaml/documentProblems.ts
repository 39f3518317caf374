import { isNode, isScalar, visit, type Document, type YAMLParseError } from "yaml";

/** Something that keeps a YAML document from being read, between two offsets of its text. */
export type DocumentProblem = {
  readonly from: number;
  readonly to: number;
  readonly code: "duplicate-key" | "yaml-syntax";
  readonly message: string;
  /** Of a key that stands twice: all that taking it out again would remove. */
  readonly entry?: { readonly from: number; readonly to: number };
};

/**
 * Everything that keeps a document from being read as a whole.
 * @param readable false when its plain values could not be had
 */
export function documentProblems(document: Document, readable: boolean): DocumentProblem[] {
  return [
    ...document.errors.map((error) =>
      error.code === "DUPLICATE_KEY" ? duplicateKey(document, error) : syntaxError(error),
    ),
    ...aliasProblems(document, readable),
  ];
}

function syntaxError(error: YAMLParseError): DocumentProblem {
  const [from, to] = error.pos;
  const message =
    error.code === "MULTIPLE_DOCS"
      ? "A second document begins here, after ---. Keep one document in this file."
      : `This is not valid YAML: ${(error.message.split("\n")[0] ?? error.message).replace(/[.:]$/, "")}.`;
  return { from, to, code: "yaml-syntax", message };
}

export const duplicateKeyMessage = "This key stands here twice. Remove one of the two: which one counts is not clear.";

/** The parser marks the first character of the second key; people want to see all of it. */
function duplicateKey(document: Document, error: YAMLParseError): DocumentProblem {
  const [from] = error.pos;
  let [, to] = error.pos;
  let entry = { from, to };
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || key.range?.[0] !== from) return;
      to = key.range[1];
      entry = { from, to: (isNode(value) ? value.range?.[2] : undefined) ?? key.range[2] };
    },
  });
  return { from, to, code: "duplicate-key", message: duplicateKeyMessage, entry };
}

/** Aliases that cannot be followed. Without a word about them such a file would read as an empty one. */
function aliasProblems(document: Document, readable: boolean): DocumentProblem[] {
  const problems: DocumentProblem[] = [];
  visit(document, {
    Alias: (_, alias, ancestors) => {
      const [from = 0, to = 0] = alias.range ?? [];
      const say = (message: string): number => problems.push({ from, to, code: "yaml-syntax", message });
      const target = alias.resolve(document);
      if (!target) say(`There is no anchor &${alias.source} before this alias. Add it, or write the value.`);
      else if (ancestors.includes(target))
        say(`This alias stands inside its own anchor &${alias.source}. Write the value.`);
      else if (!readable && problems.length === 0) say("Aliases repeat too much of this file. Write the values.");
    },
  });
  return problems;
}
