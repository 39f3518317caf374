import type { Comment } from "../model";

export type Token = {
  readonly kind: "word" | "text" | "number" | "mark";
  /** As it stands in the file; of a text, what stands between its quotes. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly line: number;
};

export type Tokens = { readonly tokens: readonly Token[]; readonly comments: readonly Comment[] };

const wordPattern = /[\p{L}_$][\p{L}\p{N}_.$]*/uy;
const numberPattern = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const marks = ["!=", ">=", "<=", "==", "=", ">", "<", "[", "]", "(", ")", "{", "}", ",", ":", "-", "+", "*", "/", "!"];

/** Takes a ruleset apart. Anything that is no part of the language is a mark of one character: it spoils its own rule only. */
export function dqdlTokens(text: string): Tokens {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  let line = 1;
  let lastLine = 0;
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? "";
    if (/\s|\ufeff/.test(character)) {
      if (character === "\n") line++;
      at++;
      continue;
    }
    if (character === "#" || text.startsWith("//", at)) {
      const end = endOfLine(text, at);
      const said = text
        .slice(at, end)
        .replace(/^(#+|\/\/+)/, "")
        .trim();
      if (said !== "") comments.push({ line, text: said, alone: lastLine !== line });
      at = end;
      continue;
    }
    const token = tokenAt(text, at, line);
    tokens.push(token);
    line += text.slice(at, token.to).split("\n").length - 1;
    lastLine = line;
    at = token.to;
  }
  return { tokens, comments };
}

function tokenAt(text: string, at: number, line: number): Token {
  if (text[at] === '"') {
    const end = endOfQuoted(text, at);
    const inner = text.slice(at + 1, end - 1).replace(/\\(["\\])/g, "$1");
    return { kind: "text", text: inner, from: at, to: end, line };
  }
  for (const [kind, pattern] of [
    ["number", numberPattern],
    ["word", wordPattern],
  ] as const) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found, from: at, to: at + found.length, line };
  }
  const mark = marks.find((one) => text.startsWith(one, at)) ?? text[at] ?? "";
  return { kind: "mark", text: mark, from: at, to: at + mark.length, line };
}

/** Behind the closing quote; the end of the file where there is none. */
function endOfQuoted(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === "\\") index++;
    else if (text[index] === '"') return index + 1;
  }
  return text.length;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
