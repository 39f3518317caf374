/** One line of a log as it was written, without its end. */
export type LogLine = {
  readonly bytes: Uint8Array;
  /** It was longer than what is kept of it. */
  readonly cut: boolean;
  /** It was drawn over another one, as progress bars are. */
  readonly drawn: boolean;
};

export type LogLines = {
  /** Takes the next bytes, cut wherever they were cut, and gives the lines that have their end. */
  read(bytes: Uint8Array, take: (line: LogLine) => void): void;
  /** What has no end yet. */
  readonly rest: () => LogLine;
  /** Goes on with a line that began in an older part of the log. */
  begin(rest: LogLine): void;
};

/** What is kept of one line: no event needs more, and a line without an end must not fill the memory. */
export const longestLine = 65_536;

const [newline, carriageReturn] = [10, 13];

/**
 * Cuts a log into lines, at bytes and not at characters: a letter of several bytes is never torn. A line ends with `\n`, `\r\n` or
 * a `\r` of its own, by which programs draw over their last line. NUL bytes, the holes of files that were cut short under their
 * writer, count for nothing.
 */
export function logLines(): LogLines {
  let kept: Uint8Array[] = [];
  let length = 0;
  let cut = false;
  let afterReturn = false;
  let drawn = false;

  function keep(piece: Uint8Array): void {
    const text = withoutNul(piece);
    const room = longestLine - length;
    if (text.length > room) cut = true;
    if (room <= 0 || text.length === 0) return;
    // A copy: the piece is part of a larger buffer, which may be used again.
    kept.push(text.slice(0, room));
    length += Math.min(room, text.length);
  }

  function line(): LogLine {
    return { bytes: kept.length === 1 ? (kept[0] ?? new Uint8Array()) : joined(kept, length), cut, drawn };
  }

  function clear(): void {
    [kept, length, cut] = [[], 0, false];
  }

  return {
    read(bytes, take) {
      const ends = endsOf(bytes);
      let from = 0;
      for (let end = ends.next(0); end < bytes.length; end = ends.next(from)) {
        const isNewline = bytes[end] === newline;
        if (end > from) {
          keep(bytes.subarray(from, end));
          afterReturn = false;
        }
        // `\r\n` is one end, also when the two came apart; a `\r` that follows another draws nothing.
        const ended = isNewline ? !afterReturn : length > 0;
        if (ended) take(line());
        if (ended || isNewline) clear();
        afterReturn = !isNewline && (ended || afterReturn);
        drawn = !isNewline;
        from = end + 1;
      }
      if (from < bytes.length) {
        keep(bytes.subarray(from));
        afterReturn = false;
      }
    },
    rest: line,
    begin(rest) {
      clear();
      keep(rest.bytes);
      cut ||= rest.cut;
    },
  };
}

/** Where the next line end is, searched natively; each of the two kinds is searched on only when it was passed. */
function endsOf(bytes: Uint8Array): { next(from: number): number } {
  let [nextNewline, nextReturn] = [-1, -1];
  const search = (byte: number, from: number): number => {
    const at = bytes.indexOf(byte, from);
    return at < 0 ? bytes.length : at;
  };
  return {
    next(from) {
      if (nextNewline < from) nextNewline = search(newline, from);
      if (nextReturn < from) nextReturn = search(carriageReturn, from);
      return Math.min(nextNewline, nextReturn);
    },
  };
}

function withoutNul(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(0)) return bytes;
  const text = new Uint8Array(Math.min(bytes.length, longestLine + 1));
  let length = 0;
  for (let at = 0; at < bytes.length && length < text.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte !== 0) text[length++] = byte;
  }
  return text.subarray(0, length);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
