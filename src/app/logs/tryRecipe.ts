import { daysLater, type WrittenBetween } from "../../core/backfills/dayCount";
import { logLines, type LogLine } from "../../core/backfills/logLines";
import { markOf, missedMark, type LogMark } from "../../core/backfills/logMarks";
import { logReader, type LogReader } from "../../core/backfills/logReader";
import { plainLine } from "../../core/backfills/plainLine";
import type { Recipe } from "../../core/backfills/recipe";
import type { TriedLog } from "../../core/backfills/status";
import { looksLikeProgress, shownLine, type UncaughtLine } from "../../core/backfills/uncaughtLines";
import { zonedClock, type ZonedClock } from "../../core/backfills/zonedClock";
import { success, type Result } from "../../core/result";
import type { Ports } from "../ports";
import { machineTimezone, triedLog, type ReadLogOptions } from "./readLog";
import { eachPiece } from "./readWholeLog";
import { loadRecipe } from "./recipes";

/** The end of a log as an editor can show it, with what a recipe caught in it; what was read is of all of the log. */
export type MarkedLog = {
  readonly text: string;
  /** Whether `text` is all of the log. */
  readonly isWhole: boolean;
  readonly marks: readonly LogMark[];
  readonly tried: TriedLog;
};

export type TryOptions = Pick<ReadLogOptions, "timezone" | "root" | "named"> & {
  /** The log as an editor has it; without it, it is read from the disk. */
  readonly text?: string;
};

/** What an editor is given of a log: more is slow to show, and too much to mark. */
export const windowBytes = 4_000_000;
const mostMarks = 20_000;
const mostUncaught = 5;

/**
 * Reads a log with a recipe, and marks what it caught.
 * @returns the failures of `readLog`
 */
export async function tryRecipe(
  ports: Pick<Ports, "files" | "recipesFolder">,
  name: string,
  log: string,
  options: TryOptions,
): Promise<Result<MarkedLog>> {
  const recipe = await loadRecipe(ports, name, options.root ?? process.cwd(), options.named);
  if (!recipe.ok) return recipe;
  const clock = zonedClock(options.timezone ?? machineTimezone());
  if (!clock.ok) return clock;
  const facts = await ports.files.stat(log);
  const written = facts && { bornAt: facts.bornAt.getTime(), modifiedAt: facts.modifiedAt.getTime() };
  const source = options.text === undefined ? fromDisk(ports, log) : fromEditor(options.text);
  const first = await markOnce(source, recipe.value, clock.value, written, 0);
  if (!first.ok) return first;
  const later = first.value.reader.countsDays() ? daysLater(first.value.reader.reading().lastRecordAt, written) : 0;
  const marked = later === 0 ? first : await markOnce(source, recipe.value, clock.value, written, later);
  if (!marked.ok) return marked;
  const { reader, rest, uncaught, ...shown } = marked.value;
  const tried = triedLog(recipe.value, reader.reading(rest), rest, uncaught, { until: null, total: null });
  return success({ ...shown, tried });
}

type Pieces = (take: (bytes: Uint8Array) => void) => Promise<Result<void>>;

function fromDisk({ files }: Pick<Ports, "files">, log: string): Pieces {
  return (take) => eachPiece(files, log, take);
}

function fromEditor(text: string): Pieces {
  return (take) => {
    take(new TextEncoder().encode(text));
    return Promise.resolve(success(undefined));
  };
}

type Marked = Omit<MarkedLog, "tried"> & {
  readonly reader: LogReader;
  readonly rest: LogLine;
  readonly uncaught: readonly UncaughtLine[];
};

async function markOnce(
  pieces: Pieces,
  recipe: Recipe,
  clock: ZonedClock,
  written: WrittenBetween | null,
  later: number,
): Promise<Result<Marked>> {
  const reader = logReader(recipe, { clock, written, daysLater: later });
  const lines = logLines();
  let before = 0;
  const window = lastBytes((bytes) => lines.read(bytes, (line) => (before++, reader.take(line))));
  const read = await pieces(window.take);
  if (!read.ok) return read;
  const text = window.rest();
  const marks: LogMark[] = [];
  const uncaught: UncaughtLine[] = [];
  const shown = text.split(/\r\n|\r|\n/);
  for (const [index, line] of shown.slice(0, -1).entries()) {
    const bytes = new TextEncoder().encode(line);
    const caught = reader.take({ bytes, cut: false, drawn: false });
    const isMissed = caught === null && looksLikeProgress(plainLine(bytes));
    if (marks.length < mostMarks && (caught !== null || isMissed))
      marks.push(caught === null ? missedMark(index) : markOf(index, caught));
    if (isMissed && uncaught.length < mostUncaught) uncaught.push(shownLine(before + index + 1, bytes));
  }
  const rest = {
    bytes: new TextEncoder().encode(shown.at(-1) ?? ""),
    cut: false,
    drawn: text.lastIndexOf("\r") > text.lastIndexOf("\n"),
  };
  return success({ reader, rest, uncaught, text, isWhole: window.isWhole(), marks });
}

/** Keeps the last bytes, from the beginning of a line on; what goes before them is passed on. */
function lastBytes(pass: (bytes: Uint8Array) => void): {
  readonly take: (bytes: Uint8Array) => void;
  readonly rest: () => string;
  readonly isWhole: () => boolean;
} {
  const kept: Uint8Array[] = [];
  let length = 0;
  let isWhole = true;
  return {
    take(bytes) {
      kept.push(bytes.slice());
      length += bytes.length;
      for (let [first] = kept; first && kept.length > 1 && length > windowBytes; [first] = kept) {
        pass(first);
        length -= first.length;
        kept.shift();
        isWhole = false;
      }
    },
    rest() {
      const all = Buffer.concat(kept);
      const begin = isWhole ? 0 : all.indexOf(10) + 1;
      pass(all.subarray(0, begin));
      return all.toString("utf8", begin);
    },
    isWhole: () => isWhole,
  };
}
