/** Files that people write are far smaller; parsing what is larger would keep the editor waiting. */
const mostCharacters = 2_000_000;
const mostLines = 50_000;
const mostMarks = 50_000;
const deepest = 200;

export const tooDeep = `This file nests lists or mappings more than ${deepest} deep, and is not read. Write it flatter.`;

/** Why a text is not worth parsing as one of our files, as a sentence; undefined when it is. Looks at each character once. */
export function excessOf(text: string): string | undefined {
  if (text.length > mostCharacters) return tooMuch("characters", mostCharacters);
  const lines = text.split(/\r\n?|\n/);
  if (lines.length > mostLines) return tooMuch("lines", mostLines);
  const level: Level = { indents: [], brackets: 0 };
  let marks = lines.length;
  for (const line of lines) {
    const found = marksIn(line, level);
    if (found === null) return tooDeep;
    marks += found;
    if (marks > mostMarks) return tooMuch("brackets, commas and colons", mostMarks);
  }
  return undefined;
}

/** How deep a line stands: by the indents of the lines that it stands below, and by the brackets that are open. */
type Level = { readonly indents: number[]; brackets: number };

/**
 * Counts what a parser makes a step of its own of. Null where a line is nested too deep; a parser calls itself for each level, and
 * how far it comes before its stack ends differs from thread to thread.
 */
function marksIn(line: string, level: Level): number | null {
  const indent = line.search(/[^ ]/);
  if (indent < 0 || line[indent] === "#") return 0;
  while ((level.indents.at(-1) ?? -1) >= indent) level.indents.pop();
  level.indents.push(indent);
  let [marks, inOneLine] = [0, 0];
  for (let at = indent; at < line.length; at++) {
    const character = line[at] ?? "";
    if (character === "[" || character === "{") level.brackets++;
    else if (character === "]" || character === "}") level.brackets = Math.max(0, level.brackets - 1);
    // `- - - x`: each opens a list or a mapping within the one before, until a comma begins another item.
    if (",[{".includes(character)) inOneLine = 0;
    else if ("-?:".includes(character) && " \t".includes(line[at + 1] ?? " ")) inOneLine++;
    if (isMark(character)) marks++;
    if (level.brackets + level.indents.length + inOneLine > deepest) return null;
  }
  return marks;
}

function isMark(character: string): boolean {
  return "[]{},:&*!".includes(character);
}

function tooMuch(what: string, limit: number): string {
  return `This file has more than ${limit.toLocaleString("en")} ${what}, and is not read. Take out what is not needed.`;
}
