import { isMap, isPair, isScalar, isSeq, visit, type Document, type Node } from "yaml";

const wordKeys = /\b(?:since_commit|commit|command|retry|env)\b/;

/**
 * Lets numbers be the texts that they are written as, where a text is meant: the commit `00336e7` is no number, the argument
 * `007` has its zeros, and `1.10` is not `1.1`. Numbers that read as they are written stay numbers.
 * @param text the document's own
 */
export function keepWordsAsWritten(document: Document, text: string): void {
  if (!wordKeys.test(text)) return;
  visit(document, {
    Pair: (_, { key, value }, ancestors) => {
      const name = isScalar(key) ? String(key.value) : "";
      const within = ancestors.flatMap((one) => (isPair(one) && isScalar(one.key) ? [String(one.key.value)] : []));
      for (const word of wordsOf(name, value as Node | null, within)) keepAsWritten(word);
    },
  });
}

/** The nodes that are texts below a key. */
function wordsOf(key: string, value: Node | null, within: readonly string[]): unknown[] {
  if (key === "since_commit" || (key === "commit" && within[0] === "fixes")) return [value];
  if ((key === "command" || key === "retry") && isSeq(value)) return value.items;
  return key === "env" && isMap(value) ? value.items.map((pair) => pair.value) : [];
}

function keepAsWritten(node: unknown): void {
  if (!isScalar(node) || typeof node.value !== "number" || node.source === undefined) return;
  if (String(node.value) !== node.source) node.value = node.source;
}
