/** A value bound by the engine, never spliced into the text. */
export type Parameter = string | number | boolean | null;

/** One statement: `$1`, `$2` … (or the engine's own marks) stand for the parameters, in order. */
export type Statement = { readonly sql: string; readonly parameters: readonly Parameter[] };
