import { parseDocument, type Document } from "yaml";

/**
 * A text as a YAML document; its mistakes are in `errors`, and keys that stand twice are none of them.
 * @throws RangeError where it nests deeper than the parser can go
 */
export function parseText(text: string): Document {
  // A broken text can have thousands of mistakes; noting for each where in our code it was made would take longer than parsing.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(text, { prettyErrors: false, logLevel: "error", uniqueKeys: false });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
