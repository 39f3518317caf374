/** Stands in the text where something is to be written, so that YAML itself tells what it would be. A private character. */
export const cursorMark = "\ue000";

/** The cursor's line, made into one that YAML can read. */
export type MarkedLine = {
  readonly line: string;
  /** The line as it is in the file, without its line end. */
  readonly written: string;
  /** The cursor in `line`, counted from 0. */
  readonly at: number;
  /** Whether the colon of a key was added. */
  readonly addsColon: boolean;
  readonly needsBlank: boolean;
  /** A position of `line` in `written`. */
  readonly original: (position: number) => number;
};

/** A line that holds one plain word and nothing else: a key without its colon, most probably. */
const loneWord = /^(\s*[^\s#:{}[\],&*!|>'"%@`?-][^\s#:{}[\],]*)\s*(?:\s#.*)?$/;
const blankOrComment = /^\s*(?:#.*)?$/;

/**
 * @param written the line of the cursor
 * @param column from 1
 */
export function marked(written: string, column: number): MarkedLine {
  const line = written.replace(/\r$/, "");
  const at = Math.min(Math.max(column - 1, 0), line.length);
  const [before, after] = [line.slice(0, at), line.slice(at)];
  if (touches(before, after)) {
    const word = loneWord.exec(line)?.[1];
    return word === undefined || at > word.length ? inserted(line, at, "", at) : inserted(line, word.length, ":", at);
  }
  if (/^\s*$/.test(before) && blankOrComment.test(after)) return inserted(line, at, `${cursorMark}:`, at);
  const needsBlank = before.endsWith(":") || /^\s*(?:- +)*-$/.test(before);
  return inserted(line, at, needsBlank ? ` ${cursorMark}` : cursorMark, needsBlank ? at + 1 : at);
}

function inserted(written: string, position: number, text: string, at: number): MarkedLine {
  return {
    line: written.slice(0, position) + text + written.slice(position),
    written,
    at,
    addsColon: text.endsWith(":"),
    needsBlank: text.startsWith(" "),
    original: (place) => (place <= position ? place : Math.max(position, place - text.length)),
  };
}

/** Whether the cursor is in or at the edge of a word. */
function touches(before: string, after: string): boolean {
  const colon = before.endsWith(":") && /^(?:\s|$)/.test(after);
  const dash = /^\s*(?:- +)*-$/.test(before);
  const comment = /(?:^|\s)$/.test(before) && after.startsWith("#");
  return (/[^\s{}[\],]$/.test(before) && !colon && !dash) || (/^[^\s{}[\],:]/.test(after) && !comment);
}
