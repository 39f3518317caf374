/** Why a text may not stand inside a statement as an expression, as the end of a sentence ("… holds a comment"). */
export type FragmentRefusal = string;

/**
 * Fragments (`where`, `sql`, `share`) are the only SQL that comes out of files. Each must be one expression: no `;`, no
 * comment, no parameter, no dollar quoting, nothing that closes a bracket it did not open, no comma at the top.
 * The engine's own parser has the last word; this keeps a fragment from leaving the brackets it is put into.
 * @returns the refusal, or `undefined` when the fragment may be used
 */
export function refuseFragment(sql: string): FragmentRefusal | undefined {
  const closing: string[] = [];
  if (sql.trim() === "") return "is empty";
  for (let index = 0; index < sql.length; index++) {
    const character = sql[index] ?? "";
    if (character === "'" || character === '"' || character === "`") {
      const end = endOfQuoted(sql, index);
      if (end === undefined) return `has a ${character} that is not closed`;
      index = end;
    } else if (sql.startsWith("--", index) || sql.startsWith("/*", index) || character === "#")
      return "holds a comment";
    else if (character === ";") return "holds a semicolon";
    else if (character === "$" || character === "?" || character === "@")
      return `holds a ${character}, which stands for a parameter`;
    else if (character === "\0") return "holds a NUL character";
    else if (character in brackets) closing.push(brackets[character] ?? "");
    else if (character === ")" || character === "]" || character === "}") {
      if (closing.pop() !== character) return `closes a ${character} that it did not open`;
    } else if (character === "," && closing.length === 0) return "is more than one expression";
  }
  return closing.length > 0 ? `lacks a closing ${closing.at(-1) ?? ""}` : undefined;
}

const brackets: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * Index of the closing quote; a doubled quote is one quote of the text. Whether a backslash escapes a quote depends on the
 * engine and on a prefix, and a wrong guess would open the door: a quote behind an odd run of them is given up.
 */
function endOfQuoted(sql: string, start: number): number | undefined {
  const quote = sql[start];
  let backslashes = 0;
  for (let index = start + 1; index < sql.length; index++) {
    if (sql[index] === "\\") backslashes++;
    else if (sql[index] !== quote) backslashes = 0;
    else if (backslashes % 2 === 1) return undefined;
    else if (sql[index + 1] === quote) index++;
    else return index;
  }
  return undefined;
}
