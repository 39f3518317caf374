/** Files that people write are far smaller; parsing what is larger would keep the editor waiting. */
const mostCharacters = 2_000_000;
const mostLines = 50_000;
const mostMarks = 50_000;
const deepest = 200;

export const tooDeep = `This file nests lists or mappings more than ${deepest} deep, and is not read. Write it flatter.`;

/** Why a text is not worth parsing as one of our files, as a sentence; undefined when it is. Looks at each character once. */
export function excessOf(text: string): string | undefined {
  if (text.length > mostCharacters) return tooMuch("characters", mostCharacters);
  let [lines, marks, depth] = [1, 0, 0];
  for (const character of text) {
    if (character === "\n") lines++;
    else if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
    else if (!isMark(character)) continue;
    marks++;
    if (depth > deepest) return tooDeep;
  }
  if (lines > mostLines) return tooMuch("lines", mostLines);
  return marks > mostMarks ? tooMuch("brackets, commas and colons", mostMarks) : undefined;
}

/** Brackets and line ends aside, what a parser makes a step of its own of. */
function isMark(character: string | undefined): boolean {
  return character === "," || character === ":" || character === "&" || character === "*" || character === "!";
}

function tooMuch(what: string, limit: number): string {
  return `This file has more than ${limit.toLocaleString("en")} ${what}, and is not read. Take out what is not needed.`;
}
