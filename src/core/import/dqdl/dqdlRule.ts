import { dqdlMeaning } from "./dqdlMeanings";
import { conditionOf } from "./dqdlCondition";
import type { DqdlAsks, DqdlRule } from "./dqdlRuleShape";
import type { Token } from "./dqdlTokens";
import type { Ask } from "../model";
import { conditionProblem, onOneLine } from "../sqlText";

/** Reads a rule, or several in brackets with `and` between them. */
export function dqdlAsks(tokens: readonly Token[], table: string): DqdlAsks {
  const parts = composite(tokens);
  if ("refused" in parts) return parts;
  const asks: Ask[] = [];
  for (const part of parts.parts) {
    const rule = readRule(part);
    if ("refused" in rule) return rule;
    const problem = rule.where === null ? null : conditionProblem(rule.where);
    if (problem !== null) return { refused: problem };
    const read = dqdlMeaning(rule, table);
    if ("refused" in read) return read;
    asks.push(...read.asks);
  }
  return { asks };
}

/** `(A) and (B)` asks both. */
function composite(
  tokens: readonly Token[],
): { readonly parts: readonly (readonly Token[])[] } | { readonly refused: string } {
  if (tokens[0]?.text !== "(" || tokens[0].kind !== "mark") return { parts: [tokens] };
  const parts: Token[][] = [];
  let depth = 0;
  let current: Token[] = [];
  for (const token of tokens) {
    const isMark = token.kind === "mark";
    if (isMark && token.text === "(" && depth++ === 0) continue;
    if (isMark && token.text === ")" && --depth === 0) {
      parts.push(current);
      current = [];
      continue;
    }
    if (depth > 0) current.push(token);
    else if (token.kind === "word" && token.text.toLowerCase() === "or")
      return { refused: "One of several rules is enough for it, and here every bound counts." };
    else if (token.kind !== "word" || token.text.toLowerCase() !== "and") return { refused: "It is not understood." };
  }
  if (depth !== 0) return { refused: "Its brackets do not close." };
  const read = parts.map(composite);
  const failed = read.find((part) => "refused" in part);
  return failed ?? { parts: read.flatMap((part) => ("parts" in part ? part.parts : [])) };
}

function readRule(tokens: readonly Token[]): DqdlRule | { readonly refused: string } {
  const [type, ...rest] = tokens;
  if (type?.kind !== "word") return { refused: "It is not understood." };
  if (rest.some(({ kind, text }) => kind === "word" && text.startsWith("$")))
    return { refused: "It holds a variable of its ruleset." };
  const split = splitAt(rest, ["where", "with", "labels"]);
  const columns: string[] = [];
  let at = 0;
  for (; at < split.head.length; at++) {
    const token = split.head[at];
    if (token?.kind === "text") columns.push(token.text);
    else if (token?.kind === "word" && !/^(between|in|not|matches)$/.test(token.text)) columns.push(token.text);
    else break;
  }
  const condition = at < split.head.length ? conditionOf(split.head.slice(at)) : null;
  if (condition === undefined) return { refused: "Its condition is not understood." };
  const clauses = clausesOf(split.tail);
  return "refused" in clauses ? clauses : { type: type.text, columns, condition, ...clauses };
}

type Clauses = Pick<DqdlRule, "threshold" | "where">;

function clausesOf(tokens: readonly Token[]): Clauses | { readonly refused: string } {
  let clauses: Clauses = { threshold: null, where: null };
  let rest = tokens;
  while (rest.length > 0) {
    const [word, next] = rest;
    const { head, tail } = splitAt(rest.slice(1), ["where", "with", "labels"]);
    if (word?.text === "where" && next?.kind === "text" && head.length === 1)
      clauses = { ...clauses, where: onOneLine(next.text) };
    else if (word?.text === "with" && next?.text === "threshold") {
      const threshold = conditionOf(head.slice(1));
      if (!threshold) return { refused: "Its threshold is not understood." };
      clauses = { ...clauses, threshold };
    } else if (word?.text !== "labels")
      return { refused: `Its ${[word, next].map((token) => token?.text ?? "").join(" ")} has no like here.` };
    rest = tail;
  }
  return clauses;
}

function splitAt(
  tokens: readonly Token[],
  words: readonly string[],
): { head: readonly Token[]; tail: readonly Token[] } {
  const index = tokens.findIndex(({ kind, text }) => kind === "word" && words.includes(text));
  return index < 0 ? { head: tokens, tail: [] } : { head: tokens.slice(0, index), tail: tokens.slice(index) };
}
