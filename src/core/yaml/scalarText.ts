import { parseDocument } from "yaml";

/**
 * A text as it is written in YAML: plain where it then reads as itself wherever it stands (as a key or a value, in braces, in
 * brackets or on a line), else in quotes.
 */
export function scalarText(text: string): string {
  return readsAsItself(text) ? text : JSON.stringify(text);
}

/** Texts to YAML 1.2, and truth values to the many readers that still go by YAML 1.1. */
const oldTruth = /^(?:y|n|yes|no|on|off)$/i;

function readsAsItself(text: string): boolean {
  if (oldTruth.test(text)) return false;
  if (!/^[^\s#][^\r\n\t]*$/.test(text) || text !== text.trim() || text.length > 1000) return false;
  return [`[{ ${text}: ${text} }]`, `- ${text}: ${text}`].every((written) => {
    const document = parseDocument(written, { prettyErrors: false, logLevel: "error" });
    if (document.errors.length > 0) return false;
    const read: unknown = document.toJS();
    // A key that looks like a number would be compared as text: its value tells.
    return JSON.stringify(read) === JSON.stringify([{ [text]: text }]);
  });
}
