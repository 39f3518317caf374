import { failure, type Problem } from "../../core/result";

type Failed = { readonly ok: false; readonly error: Problem };

/** Why a database could not be opened. A lock is told with the process that holds it. */
export function openingProblem(error: unknown, path: string): Failed {
  const text = messageOf(error);
  const holder = /PID (\d+)/.exec(text)?.[1];
  if (/Could not set lock|Conflicting lock|being used by another process/i.test(text)) {
    const by = holder === undefined ? "another process" : `process ${holder}`;
    return failure(
      "database-locked",
      `${path} is held by ${by}, which is writing it. Wait until it ends, then validate again.`,
    );
  }
  if (/not a valid DuckDB database/i.test(text))
    return failure(
      "connection-failed",
      `${path} is not a DuckDB database file. Correct path: of the connection in headgate.yaml.`,
    );
  return failure("connection-failed", `${path} could not be opened: ${firstSentence(text)}`);
}

/** Why a query gave no answer. */
export function queryProblem(error: unknown): Failed {
  const text = messageOf(error);
  if (/^(INTERRUPT|Interrupted)/i.test(text)) return failure("interrupted", "The query was interrupted.");
  return failure(
    "query-failed",
    `DuckDB could not run the query: ${firstSentence(text.replace(/^Failed to extract statements: /, ""))}`,
  );
}

/** True when a file that belonged to a table was gone as it was to be read. */
export function vanishedFile(message: string): boolean {
  return /(Cannot open file|No such file|No files found|Could not read enough bytes)/i.test(message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function firstSentence(text: string): string {
  const line = text.split("\n")[0]?.trim() ?? text;
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
