/** The outcome of something that may fail in a way its caller must handle: failures are values, not exceptions. */
export type Result<T, E = Problem> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/**
 * Why something could not be done.
 * `message` says what happened, where, and what to do next, in one sentence fit for a person.
 */
export type Problem = { readonly code: ProblemCode; readonly message: string };

/** Stable codes: documented, matched by tests and by callers, never reworded. */
export type ProblemCode =
  | "no-configuration"
  | "invalid-configuration"
  | "unreadable-file"
  | "unwritable-file"
  | "unknown-name"
  | "unsupported"
  | "not-importable"
  | "connection-failed"
  | "database-locked"
  | "table-not-found"
  | "query-refused"
  | "query-failed"
  | "writer-active"
  | "conflicting-run"
  | "preflight-failed"
  | "nothing-to-stop"
  | "nothing-to-retry"
  | "launch-failed"
  | "stop-failed"
  | "gate-closed"
  | "store-unwritable"
  | "interrupted";

export function success<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function failure(code: ProblemCode, message: string): { readonly ok: false; readonly error: Problem } {
  return { ok: false, error: { code, message } };
}

/** Ends a `switch` over a union: a forgotten case does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
