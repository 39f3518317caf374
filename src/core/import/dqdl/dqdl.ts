import { failure, success, type Result } from "../../result";
import { dqdlAsks } from "./dqdlRule";
import { dqdlTokens, type Token } from "./dqdlTokens";
import type { ReadRule, ReadTable, ToolReading } from "../model";

/** Reads a ruleset of DQDL, `Rules = [ … ]`. It names no table: that is the name of its file. */
export function readDqdl({ file, text }: { file: string; text: string }): Result<ToolReading> {
  const { tokens, comments } = dqdlTokens(text);
  const start = tokens.findIndex((token, index) => isList(tokens, index) && token.text === "Rules");
  const end = start < 0 ? -1 : closingOf(tokens, start + 2);
  const opening = tokens[start];
  if (!opening)
    return failure("not-importable", `${file} has no list of rules. A ruleset reads Rules = [ IsComplete "id" ].`);
  if (end < 0)
    return failure(
      "not-importable",
      `${file}:${opening.line} begins a list of rules and never ends it. Close it with ].`,
    );
  const table: ReadTable = { name: tableName(file), line: opening.line, description: null, table: null, where: null };
  const between = (from: Token, to: Token): string => text.slice(from.from, to.to);
  const rules = [
    ...partsOf(tokens.slice(start + 3, end)).map((part) => readRule(part, between, table.name)),
    ...analyzers(tokens, start, end, between),
  ];
  return success({ tables: [table], rules, comments });
}

/** `orders.dqdl` and `orders_ruleset.txt` are about `orders`. */
function tableName(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  const stem = name.replace(/\.[^.]*$/, "");
  return stem.replace(/[._-](dqdl|rules?|rulesets?|dq|data[_-]quality)$/i, "") || "table";
}

function isList(tokens: readonly Token[], index: number): boolean {
  return (
    tokens[index]?.kind === "word" &&
    tokens[index + 1]?.text === "=" &&
    tokens[index + 2]?.text === "[" &&
    tokens[index + 2]?.kind === "mark"
  );
}

/** The bracket that closes the one at `open`; -1 where there is none. */
function closingOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    const { kind, text } = tokens[index] ?? { kind: "mark", text: "" };
    if (kind === "mark" && /^[[({]$/.test(text)) depth++;
    else if (kind === "mark" && /^[\])}]$/.test(text) && --depth === 0) return index;
  }
  return -1;
}

/** What stands between the commas of a list. */
function partsOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === "mark" && /^[[({]$/.test(token.text)) depth++;
    if (token.kind === "mark" && /^[\])}]$/.test(token.text)) depth--;
    if (depth === 0 && token.kind === "mark" && token.text === ",") parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

function readRule(part: readonly Token[], between: (from: Token, to: Token) => string, table: string): ReadRule {
  const place = placeOf(part, between);
  const asks = dqdlAsks(part, table);
  return {
    ...place,
    description: null,
    outcome: "refused" in asks ? { kind: "refused", reason: asks.refused } : { kind: "asks", asks: asks.asks },
  };
}

/** Analyzers measure without asking for anything. */
function analyzers(
  tokens: readonly Token[],
  start: number,
  end: number,
  between: (from: Token, to: Token) => string,
): ReadRule[] {
  const from = tokens.findIndex(
    (token, index) =>
      index !== start && isList(tokens, index) && token.text === "Analyzers" && (index > end || index < start),
  );
  const to = from < 0 ? -1 : closingOf(tokens, from + 2);
  const reason = "An analyzer measures and asks for nothing.";
  return partsOf(tokens.slice(from + 3, to < 0 ? from + 3 : to)).map((part) => ({
    ...placeOf(part, between),
    description: null,
    outcome: { kind: "refused", reason },
  }));
}

function placeOf(
  part: readonly Token[],
  between: (from: Token, to: Token) => string,
): Pick<ReadRule, "line" | "endLine" | "text"> {
  const [first, last] = [part[0], part.at(-1)];
  if (!first || !last) return { line: 1, endLine: 1, text: "" };
  const lines = between(first, last).split("\n");
  const text = lines
    .map((line) => line.replace(/(^|\s)(#|\/\/).*$/, "").trim())
    .join(" ")
    .trim();
  return { line: first.line, endLine: last.line + last.text.split("\n").length - 1, text };
}
