import { daysLater, type WrittenBetween } from "../../core/backfills/dayCount";
import { logLines, type LogLine } from "../../core/backfills/logLines";
import { logReader, type LogReader } from "../../core/backfills/logReader";
import { plainLine } from "../../core/backfills/plainLine";
import type { Recipe } from "../../core/backfills/recipe";
import { looksLikeProgress, shownLine, type UncaughtLine } from "../../core/backfills/uncaughtLines";
import type { ZonedClock } from "../../core/backfills/zonedClock";
import { failure, success, type Result } from "../../core/result";
import { inSlices } from "./inSlices";
import { isPacked } from "./logParts";
import type { Files } from "../ports";

/** A log that was read from its beginning to its end. */
export type WholeLog = {
  readonly reader: LogReader;
  /** What has no end yet. */
  readonly rest: LogLine;
  /** The first lines that no rule caught and that look like progress. */
  readonly uncaught: readonly UncaughtLine[];
};

export type WholeLogOptions = { readonly clock: ZonedClock; readonly until: number | null };

/** So much is read at once: never the whole file. */
const chunkBytes = 1 << 18;
const mostUncaught = 5;

/**
 * Reads a log piece by piece, compressed ones too.
 * @returns `unreadable-file` for one that is not there, or cannot be unpacked
 */
export async function readWholeLog(
  files: Files,
  path: string,
  recipe: Recipe,
  options: WholeLogOptions,
): Promise<Result<WholeLog>> {
  const facts = await files.stat(path);
  const written = facts && { bornAt: facts.bornAt.getTime(), modifiedAt: facts.modifiedAt.getTime() };
  const first = await readOnce(files, path, recipe, options, written, 0);
  if (!first.ok) return first;
  const { reader } = first.value;
  const later = reader.countsDays() ? daysLater(reader.reading().lastRecordAt, written) : 0;
  // Times without a day: the last one was written when the file was.
  return later === 0 ? first : readOnce(files, path, recipe, options, written, later);
}

async function readOnce(
  files: Files,
  path: string,
  recipe: Recipe,
  { clock, until }: WholeLogOptions,
  written: WrittenBetween | null,
  later: number,
): Promise<Result<WholeLog>> {
  const reader = logReader(recipe, { clock, until, written, daysLater: later });
  const lines = logLines();
  const uncaught: UncaughtLine[] = [];
  let count = 0;
  const take = (line: LogLine): void => {
    count++;
    const caught = reader.take(line);
    if (caught === null && uncaught.length < mostUncaught && looksLikeProgress(plainLine(line.bytes)))
      uncaught.push(shownLine(count, line.bytes));
  };
  const read = await eachPiece(files, path, (bytes) => lines.read(bytes, take));
  return read.ok ? success({ reader, rest: lines.rest(), uncaught }) : read;
}

/** Gives the bytes of a file in order; others get their turn between two pieces. */
export async function eachPiece(files: Files, path: string, take: (bytes: Uint8Array) => void): Promise<Result<void>> {
  if (isPacked(path))
    return files.unpack(path, (bytes) => {
      take(bytes);
      return true;
    });
  const facts = await files.stat(path);
  if (facts === null) return failure("unreadable-file", `${path} could not be read: there is no such file.`);
  for (let at = 0; ;) {
    const bytes = await files.readBytes(path, at, at + chunkBytes);
    if (!bytes.ok) return bytes;
    if (bytes.value.length === 0) return success(undefined);
    await inSlices(bytes.value, take);
    at += bytes.value.length;
  }
}
