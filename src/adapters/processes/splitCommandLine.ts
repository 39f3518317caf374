/**
 * The arguments in a command line of Windows, by the rules that its C runtime and `CommandLineToArgvW` document: blanks part
 * arguments unless they are quoted; backslashes stand for themselves unless a quote follows, then two are one and an odd one makes
 * the quote a character; two quotes within quotes are one. The program's own name knows no backslash rules: it ends at its quote, or
 * at a blank.
 */
export function splitCommandLine(line: string): string[] {
  const program = /^\s*(?:"([^"]*)"?|(\S*))/.exec(line);
  const words = [program?.[1] ?? program?.[2] ?? ""];
  let at = program?.[0].length ?? 0;
  for (;;) {
    while (isBlank(line[at])) at++;
    if (at >= line.length) return words;
    const { word, end } = wordAt(line, at);
    words.push(word);
    at = end;
  }
}

function wordAt(line: string, from: number): { readonly word: string; readonly end: number } {
  let [word, at, quoted] = ["", from, false];
  while (at < line.length && (quoted || !isBlank(line[at]))) {
    const slashes = backslashesAt(line, at);
    const next = line[at + slashes];
    if (next !== '"') {
      const plain = line.slice(at, at + Math.max(1, slashes));
      word += plain;
      at += plain.length;
      continue;
    }
    word += "\\".repeat(Math.floor(slashes / 2));
    at += slashes + 1;
    if (slashes % 2 === 1) word += '"';
    else if (quoted && line[at] === '"') {
      word += '"';
      at++;
    } else quoted = !quoted;
  }
  return { word, end: at };
}

function backslashesAt(line: string, from: number): number {
  let at = from;
  while (line[at] === "\\") at++;
  return at - from;
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}
