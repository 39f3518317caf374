import type { DialectName } from "./dialect";

/**
 * Where something quoted ends: the index behind its last quote. Each engine quotes in its own way, and a wrong guess would let
 * out what stands between quotes.
 * @param start of the first quote
 * @param prefix the word that stands right before it, in capitals; empty where there is none
 * @returns the end of a sentence ("… has a ' that is not closed") when there is no such place
 */
export function endOfQuoted(sql: string, start: number, prefix: string, dialect: DialectName): number | string {
  const quote = sql[start] ?? "";
  if (dialect === "bigquery") return endInBigquery(sql, start, quote);
  if (quote === "`") return "holds a ` outside of quotes";
  return quote === "'" && prefix === "E" ? endOfEscaped(sql, start) : endOfDoubled(sql, start, quote);
}

const unclosed = (quote: string): string => `has a ${quote} that is not closed`;

/** GoogleSQL: a backslash keeps the next character from closing, in raw strings too; only tripled quotes span lines. */
function endInBigquery(sql: string, start: number, quote: string): number | string {
  const closing = quote !== "`" && sql.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  for (let index = start + closing.length; index < sql.length; index++) {
    const character = sql[index];
    if (character === "\\") index++;
    else if (sql.startsWith(closing, index)) return index + closing.length;
    else if (closing.length === 1 && (character === "\n" || character === "\r")) return unclosed(quote);
  }
  return unclosed(closing);
}

/** DuckDB: a doubled quote is one quote of the text, and a backslash is a backslash. */
function endOfDoubled(sql: string, start: number, quote: string): number | string {
  for (let index = sql.indexOf(quote, start + 1); index >= 0; index = sql.indexOf(quote, index + 2))
    if (sql[index + 1] !== quote) return index + 1;
  return unclosed(quote);
}

/** DuckDB's e'…': a backslash escapes, and a string on the next line would go on in the same way. */
function endOfEscaped(sql: string, start: number): number | string {
  for (let index = start + 1; index < sql.length; index++) {
    if (sql[index] === "\\") index++;
    else if (sql[index] === "'" && sql[index + 1] === "'") index++;
    else if (sql[index] === "'") {
      let next = index + 1;
      while (next < sql.length && (sql.charCodeAt(next) <= 32 || sql.charCodeAt(next) === 160)) next++;
      return sql[next] === "'" ? "has two strings in a row" : index + 1;
    }
  }
  return unclosed("'");
}
