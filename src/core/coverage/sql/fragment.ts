import type { DialectName } from "./dialect";
import { sqlTokens, type SqlToken } from "./sqlTokens";
import {
  clauseWords,
  functionsOfSql,
  lateClauseWords,
  operatorWords,
  statementWords,
  wordsBehindNames,
} from "./sqlWords";

/** In characters. Nobody writes such an expression, and engines take long over it. */
const longest = 50_000;

/** Why a text may not stand inside a statement as an expression, as the end of a sentence ("… holds a comment"). */
export type FragmentRefusal = string;

/**
 * Fragments (`where`, `sql`, `share`) are the only SQL that comes out of files. Each must be one expression: no `;`, no
 * comment, no parameter, no dollar quoting, nothing that closes a bracket it did not open, no comma and no clause at the top,
 * no statement but SELECT in brackets. The engine's own parser has the last word; this keeps a fragment from leaving the
 * brackets it is put into.
 * @param dialect of the engine that will read it; null where that is not known: then it must be one expression to each of them
 * @returns the refusal, or `undefined` when the fragment may be used
 */
export function refuseFragment(sql: string, dialect: DialectName | null): FragmentRefusal | undefined {
  if (sql.length > longest) return `is longer than ${longest.toLocaleString("en")} characters`;
  if (sql.trim() === "") return "is empty";
  if (dialect !== null) {
    const { tokens, refusal } = sqlTokens(sql, dialect);
    return refuseTokens(tokens, dialect, refusal);
  }
  const inDuckdb = refuseFragment(sql, "duckdb");
  const inBigquery = refuseFragment(sql, "bigquery");
  if (inDuckdb !== undefined && inBigquery !== undefined) return inDuckdb;
  if (inDuckdb !== undefined) return `${inDuckdb}, as DuckDB reads it`;
  return inBigquery === undefined ? undefined : `${inBigquery}, as BigQuery reads it`;
}

/** Refused whatever the engine: for that a table's connection need not be known. */
export function refusedEverywhere(sql: string): FragmentRefusal | undefined {
  const inDuckdb = refuseFragment(sql, "duckdb");
  return refuseFragment(sql, "bigquery") === undefined ? undefined : inDuckdb;
}

const brackets: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** @param rest why there are no more tokens although the text goes on */
function refuseTokens(
  tokens: readonly SqlToken[],
  dialect: DialectName,
  rest: FragmentRefusal | undefined,
): FragmentRefusal | undefined {
  const closing: string[] = [];
  for (const [index, token] of tokens.entries()) {
    const refusal =
      token.kind === "word"
        ? refuseWord(tokens, index, closing.length)
        : token.kind === "mark"
          ? refuseMark(tokens, index, closing, dialect)
          : undefined;
    if (refusal !== undefined) return refusal;
  }
  if (rest !== undefined) return rest;
  return closing.length > 0 ? `lacks a closing ${closing.at(-1) ?? ""}` : undefined;
}

/** @param closing the brackets that are open, innermost last; this mark is put to it or taken from it */
function refuseMark(
  tokens: readonly SqlToken[],
  index: number,
  closing: string[],
  dialect: DialectName,
): FragmentRefusal | undefined {
  const { text } = tokens[index] ?? { text: "" };
  if (Object.hasOwn(brackets, text)) closing.push(brackets[text] ?? "");
  else if (text === "<" && dialect === "bigquery" && isTypeName(tokens[index - 1])) closing.push(">");
  else if (text === ">" && closing.at(-1) === ">") closing.pop();
  else if (text === ")" || text === "]" || text === "}") {
    if (closing.pop() !== text) return `closes a ${text} that it did not open`;
  } else if (text === "," && closing.length === 0) return "is more than one expression";
  else if (text === "|>") return "holds |>, which begins another step of a query";
  else if (text === "*" && standsForColumns(tokens, index, closing.length)) return "holds a * that stands for columns";
  return undefined;
}

/** `STRUCT<a INT64, b STRING>`: BigQuery reserves these words, so no column is compared. */
function isTypeName(token: SqlToken | undefined): boolean {
  return token?.kind === "word" && (token.text === "STRUCT" || token.text === "ARRAY");
}

/** A star that multiplies nothing; in the brackets of a function, as in `count(*)`, and in a query it has its place. */
function standsForColumns(tokens: readonly SqlToken[], index: number, depth: number): boolean {
  const before = tokens[index - 1];
  if (depth === 0) return !isOperand(before);
  return before?.text === "(" && tokens[index - 2]?.kind !== "word" && tokens[index - 2]?.kind !== "quoted";
}

function refuseWord(tokens: readonly SqlToken[], index: number, depth: number): FragmentRefusal | undefined {
  const [before, { text: word }, next] = [tokens[index - 1], tokens[index] ?? { text: "" }, tokens[index + 1]];
  if (before?.text === ".") return undefined; // A field of a struct, whatever it is called.
  const isCall = next?.text === "(" && next.kind === "mark";
  if (isCall && functionsOfSql.has(word)) return `calls ${word}, which runs SQL out of a text`;
  if (isCall && word === "COLUMNS") return "calls COLUMNS, which stands for more than one expression";
  if (isCall && word === "UNNEST" && !isTable(before)) return "calls UNNEST, which makes more rows";
  const isClause = depth === 0 && beginsClause(before, word, next);
  const isStatement = (before === undefined || before.text === "(") && beginsStatement(word, next);
  return isClause || isStatement || word === "INTO" ? `holds ${word}, which is no part of an expression` : undefined;
}

/** `x IN UNNEST(…)`, and `FROM t, UNNEST(…)` in a query of its own. */
function isTable(before: SqlToken | undefined): boolean {
  return before !== undefined && ["IN", "FROM", "JOIN", ",", "LATERAL"].includes(before.text);
}

function beginsClause(before: SqlToken | undefined, word: string, next: SqlToken | undefined): boolean {
  if (word === "FROM" && before?.text === "DISTINCT") return false; // IS DISTINCT FROM
  if (word === "GROUP" && before?.text === "WITHIN") return false; // WITHIN GROUP (ORDER BY …)
  if (word === "TO" && before?.text === "SIMILAR") return false;
  if (word === "WITH" && next?.text === "TIME") return false; // TIMESTAMP WITH TIME ZONE
  return clauseWords.has(word) || (lateClauseWords.has(word) && isOperand(before));
}

function beginsStatement(word: string, next: SqlToken | undefined): boolean {
  if (!statementWords.has(word) || next === undefined) return false;
  return next.kind === "quoted" || (next.kind === "word" && (word === "CREATE" || !wordsBehindNames.has(next.text)));
}

/** True for what an operator may stand behind. */
function isOperand(token: SqlToken | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === "mark") return [")", "]", "}"].includes(token.text);
  return token.kind !== "word" || !operatorWords.has(token.text);
}
