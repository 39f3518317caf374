/**
 * A part of a YAML file that can be read by itself: one key of the top mapping with all that stands below it. Ranges found in
 * its text are moved down by `linesAbove`.
 */
export type Block = { readonly text: string; readonly linesAbove: number };

/** What may stand before the first key: blanks, comments, and the mark that a document begins. */
const preambleLine = /^\ufeff?(?:[ \t\r]*|[ \t]*#.*|---[ \t\r]*)$/;
/** A key, or something half written: anything in the first column but blanks, comments, list items and closing brackets. */
const beginsEntry = /^(?![\s#\]}]|-(?:\s|$))./;
/** A name alone on its line. */
const halfTyped = /^([A-Za-z_][\w.-]*)\s*(?:#.*)?$/;
/** Directives, and further documents behind the first. */
const documentLine = /^(?:---|\.\.\.|%)/;
/** An anchor or an alias where a key or a value begins: what they say holds across keys. */
const anchor = /(?:^\s*|[:\-?,[{]\s|[[{,])[&*][^\s,[\]{}]/;

/**
 * Splits the text of a file that is a mapping, as thresholds and `headgate.yaml` are, at the keys of the top mapping.
 * YAML lets nothing below such a key return to the first column except list items and closing brackets, which stay in the
 * block above; a line there that is no key is a mistake, and a block of its own so that it spoils no other. A file in which
 * that does not tell the parts apart (anchors, several documents, one flow mapping) is one block.
 */
export function blocksOf(text: string): Block[] {
  const lines = text.split("\n");
  const whole: Block[] = [{ text, linesAbove: 0 }];
  const starts: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (anchor.test(line)) return whole;
    const beginsBlock = starts.length > 0 ? beginsEntry.test(line) : beginsKey(line);
    if (starts.length > 0 ? documentLine.test(line) : !beginsBlock && !preambleLine.test(line)) return whole;
    if (beginsBlock) starts.push(index);
  }
  const [first] = starts;
  if (first === undefined) return whole;
  // What stands before the first key goes with it: comments, and where the document begins.
  starts[0] = 0;
  return starts.map((start, index) => ({
    text: lines.slice(start, starts[index + 1]).join("\n"),
    linesAbove: start,
  }));
}

/** One entry of a block's mapping. Its text is the block's header line and its own lines, and nothing between or behind them. */
export type Entry = {
  readonly key: string;
  /** A name that has no colon yet. It is an entry of its own, so that it spoils no other. */
  readonly isHalfTyped: boolean;
  readonly text: string;
  /** The line of the block that a line of this text is; both count from 1. */
  readonly lineInBlock: (line: number) => number;
};

/**
 * Splits a block at the keys one level down, for reading what can be read of a block that cannot be read as a whole.
 * @returns null where it has no such keys, or they cannot be told apart
 */
export function entriesOf(block: string): Entry[] | null {
  const lines = block.split("\n");
  const header = lines.findIndex((line) => beginsKey(line));
  const first = lines.findIndex((line, index) => index > header && /^ +[^\s#]/.test(line));
  if (header < 0 || first < 0 || anchor.test(block)) return null;
  const indent = /^ +/.exec(lines[first] ?? "")?.[0] ?? "";
  const starts = lines.flatMap((line, index) => {
    const own = line.slice(indent.length);
    return index > header && line.startsWith(indent) && (beginsKey(own) || halfTyped.test(own)) ? [index] : [];
  });
  if (starts[0] !== first) return null;
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? lines.length;
    const own = (lines[start] ?? "").slice(indent.length);
    return {
      key: keyOf(own) ?? halfTyped.exec(own)?.[1] ?? "",
      isHalfTyped: halfTyped.test(own),
      text: [lines[header], ...lines.slice(start, end)].join("\n").trimEnd(),
      lineInBlock: (line) => (line === 1 ? header + 1 : start + line - 1),
    };
  });
}

function beginsKey(line: string): boolean {
  return keyOf(line) !== null;
}

/**
 * The key that a line begins with: plain or quoted, then its colon, then a blank or the line's end; null where there is none.
 * Reads each character once: lines may be megabytes long.
 */
export function keyOf(line: string): string | null {
  const text = line.startsWith("\ufeff") ? line.slice(1) : line;
  const quote = text[0];
  if (quote === '"' || quote === "'") return quotedKeyOf(text, quote);
  if (text === "" || /^[\s#\-?:,[\]{}&*!|>%@`]/.test(text)) return null;
  const comment = / #|\t#/.exec(text)?.index ?? text.length;
  for (let colon = text.indexOf(":"); colon >= 0 && colon < comment; colon = text.indexOf(":", colon + 1))
    if (isBlank(text[colon + 1])) return text.slice(0, colon).trimEnd();
  return null;
}

function quotedKeyOf(text: string, quote: string): string | null {
  for (let index = 1; index < text.length; index++) {
    if (text[index] === "\\" && quote === '"') index++;
    else if (text[index] === quote && text[index + 1] === quote && quote === "'") index++;
    else if (text[index] === quote) {
      const rest = text.slice(index + 1).trimStart();
      return rest.startsWith(":") && isBlank(rest[1]) ? text.slice(1, index) : null;
    }
  }
  return null;
}

function isBlank(character: string | undefined): boolean {
  return character === undefined || character === " " || character === "\t" || character === "\r";
}
