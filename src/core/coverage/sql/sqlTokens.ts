import type { DialectName } from "./dialect";
import { endOfQuoted } from "./sqlQuotes";

/** A piece of SQL. What stands between quotes is one token, whatever it holds. */
export type SqlToken = {
  readonly kind: "word" | "number" | "quoted" | "mark";
  /** Words in capitals; of what is quoted, its first quote. */
  readonly text: string;
};

export type SqlTokens = {
  readonly tokens: readonly SqlToken[];
  /** What stands behind the last token and is part of no expression, as the end of a sentence ("… holds a comment"). */
  readonly refusal: string | undefined;
};

const blank = /[ \t\r\n]+/y;
const numbers = /0[xX][0-9a-fA-F]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9][0-9_]*(?:[eE][+-]?[0-9]+)?/y;
/** Letters of any alphabet, and pictures: to an engine all of them are names. */
const words = /[\p{L}\p{M}\p{N}\p{So}_]+/uy;
const marks = /->>|->|::|\*\*|<=|>=|<>|!=|\|\||\|>|:=|=>|[()[\]{},.:=<>!+\-*/%&|^~]/y;

const patterns = [
  ["blank", blank],
  ["number", numbers],
  ["word", words],
  ["mark", marks],
] as const;

/** Splits SQL as an engine does, looking at each character once. */
export function sqlTokens(sql: string, dialect: DialectName): SqlTokens {
  if (sql.includes("\0")) return { tokens: [], refusal: "holds a NUL character" };
  const tokens: SqlToken[] = [];
  let wordBefore = "";
  for (let at = 0; at < sql.length;) {
    const refusal = refusedAt(sql, at);
    if (refusal !== undefined) return { tokens, refusal };
    const character = sql[at] ?? "";
    if (character === "'" || character === '"' || character === "`") {
      const end = endOfQuoted(sql, at, wordBefore, dialect);
      if (typeof end === "string") return { tokens, refusal: end };
      if (dialect === "bigquery" && stringPrefixes.includes(wordBefore)) tokens.pop();
      tokens.push({ kind: "quoted", text: character });
      wordBefore = "";
      at = end;
      continue;
    }
    const found = firstOf(sql, at);
    if (found === undefined) return { tokens, refusal: strange(sql.codePointAt(at) ?? 0) };
    const [kind, text] = found;
    if (kind !== "blank") tokens.push({ kind, text: text.toUpperCase() });
    wordBefore = kind === "word" ? text.toUpperCase() : "";
    at += text.length;
  }
  return { tokens, refusal: undefined };
}

const stringPrefixes = ["R", "B", "RB", "BR"];

function firstOf(sql: string, at: number): [(typeof patterns)[number][0], string] | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(sql)?.[0];
    if (text !== undefined) return [kind, text];
  }
  return undefined;
}

function refusedAt(sql: string, at: number): string | undefined {
  const character = sql[at] ?? "";
  if (sql.startsWith("--", at) || sql.startsWith("/*", at) || character === "#") return "holds a comment";
  if (character === ";") return "holds a semicolon";
  return character === "$" || character === "?" || character === "@"
    ? `holds a ${character}, which stands for a parameter`
    : undefined;
}

/** A character that is part of no expression; some look like one that is. */
function strange(codePoint: number): string {
  if (codePoint > 32 && codePoint < 127) return `holds a ${String.fromCodePoint(codePoint)} outside of quotes`;
  const code = codePoint.toString(16).toUpperCase().padStart(4, "0");
  return `holds the character U+${code} outside of quotes`;
}
