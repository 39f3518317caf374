import { daysLater, type WrittenBetween } from "../../core/backfills/dayCount";
import type { LogLine } from "../../core/backfills/logLines";
import { logReader, type LogReader, type LogReaderOptions, type LogReading } from "../../core/backfills/logReader";
import type { Recipe } from "../../core/backfills/recipe";
import { logParts, type LogPart } from "./logParts";
import { isUntouched, readOn, type LogSource } from "./logSource";
import { matchParts } from "./matchParts";
import type { FileFacts, Files } from "../ports";

export type TailOptions = LogReaderOptions & {
  readonly recipe: Recipe;
  readonly timezone: string;
  /** When the run started, milliseconds since 1970 UTC: parts that were rotated away before do not count. */
  readonly startedAt?: number | null;
  /** Of a log that began at this moment: since when its lines count. Where it is given, it decides instead of `since`. */
  readonly sinceOf?: (bornAt: number) => number | null;
  /** The moment of the look: when lines that are read now, and were not there before, came. */
  readonly now?: number;
};

/** A log as far as it is written, rotated parts included. */
export type TailReading = { readonly facts: FileFacts; readonly reading: LogReading };

type Tail = {
  reader: LogReader;
  sources: LogSource[];
  facts: FileFacts | null;
  /** The first look has come to its end: what comes now was not there before. */
  hasBegun: boolean;
  /** Looks wait for each other. */
  turn: Promise<unknown>;
};

/** What was read of each log stays with the files it was read from: the next look reads only what was written since. */
const tails = new WeakMap<Files, Map<string, Tail>>();
const mostSources = 64;
const mostAttempts = 4;

/** A log as far as it is written; null when it is not there and never was, or cannot be read. */
export async function readTail(files: Files, path: string, options: TailOptions): Promise<TailReading | null> {
  const known = tails.get(files) ?? new Map<string, Tail>();
  tails.set(files, known);
  const { recipe, timezone, since, until, startedAt, oneRun = false } = options;
  const sinceKey = options.sinceOf ? null : (since ?? null);
  const key = JSON.stringify([
    path,
    recipe.name,
    recipe.source,
    timezone,
    startedAt ?? null,
    sinceKey,
    until ?? null,
    oneRun,
  ]);
  const found = known.get(key);
  const tail = found ?? newTail(options);
  if (found === undefined) known.set(key, tail);
  const look = tail.turn.then(() => lookOnce(files, path, tail, options));
  tail.turn = look.catch(() => undefined);
  await look;
  if (tail.facts === null) {
    known.delete(key);
    return null;
  }
  return { facts: tail.facts, reading: tail.reader.reading(tail.sources.at(-1)?.lines.rest()) };
}

function newTail(options: TailOptions): Tail {
  return {
    reader: logReader(options.recipe, options),
    sources: [],
    facts: null,
    hasBegun: false,
    turn: Promise.resolve(),
  };
}

async function lookOnce(files: Files, path: string, tail: Tail, options: TailOptions): Promise<void> {
  if (await readGrowth(files, path, tail, options)) return;
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const parts = (await logParts(files, path)).filter((part) => part.suffix === "" || isOfRun(part, options));
    const newest = parts.at(-1);
    if (newest === undefined) return;
    if (!tail.hasBegun && tail.sources.length === 0) tail.reader = readerFor(parts, options, 0);
    // Rotated meanwhile: what was read counts, and the rest is looked for anew.
    if (!(await readParts(files, tail, parts, options))) continue;
    tail.facts = newest.facts;
    if (!tail.hasBegun && isDaysOff(tail, parts)) await readAgain(files, tail, parts, options);
    break;
  }
  tail.hasBegun ||= tail.facts !== null;
}

/** The usual case: the same file, at most longer. False where the parts have to be looked for. */
async function readGrowth(files: Files, path: string, tail: Tail, options: TailOptions): Promise<boolean> {
  const [previous, current] = [tail.sources.at(-2), tail.sources.at(-1)];
  const facts = await files.stat(path);
  if (!tail.hasBegun || facts === null || current === undefined) return false;
  const part: LogPart = { path, facts, isPacked: false, suffix: "" };
  if (current.path !== path || current.facts.identity !== facts.identity || facts.size < current.offset) return false;
  // A program that did not notice the rotation goes on writing to the older file.
  const older = previous ? await files.stat(previous.path) : null;
  if (older?.identity === previous?.facts.identity && older?.size !== previous?.facts.size) return false;
  if (!isUntouched(current, part)) {
    // Written to, and yet nothing new, or nothing known to compare with: it may have been cut short meanwhile.
    if (facts.size === current.offset || current.head.length === 0) return false;
    if (!(await readOn(files, current, part, taker(tail, options)))) return false;
  } else if (current.offset < facts.size) return false;
  tail.facts = facts;
  return true;
}

async function readParts(files: Files, tail: Tail, parts: readonly LogPart[], options: TailOptions): Promise<boolean> {
  const matched = await matchParts(files, tail.sources, parts);
  const present = matched.map(({ source }) => source);
  tail.sources = [...tail.sources.filter((source) => !present.includes(source)), ...present].slice(-mostSources);
  for (const { part, source } of matched)
    if (!isUntouched(source, part) || source.offset < part.facts.size)
      if (!(await readOn(files, source, part, taker(tail, options)))) return false;
  return true;
}

/** Gives whole lines to the reader; one that was torn by a rotation is put together where what follows is no line of its own. */
function taker(tail: Tail, { now }: TailOptions): (source: LogSource, line: LogLine) => void {
  const arrivedAt = tail.hasBegun ? (now ?? null) : null;
  return (source, line) => {
    const torn = source.pending === null ? null : takeTorn(tail.reader, source);
    const goesOn = torn !== null && !tail.reader.isHead(line);
    tail.reader.take(goesOn ? joined(torn, line) : line, arrivedAt);
  };
}

/** What older parts left of a line; several of them where one is so short that it holds no whole line. */
function takeTorn(reader: LogReader, source: LogSource): LogLine | null {
  const older = source.pending;
  source.pending = null;
  if (older === null) return null;
  const before = takeTorn(reader, older);
  const rest = older.lines.rest();
  older.lines.begin({ bytes: new Uint8Array(), cut: false, drawn: false });
  if (rest.bytes.length === 0) return before;
  if (rest.drawn) return null;
  return before === null || reader.isHead(rest) ? rest : joined(before, rest);
}

function joined(torn: LogLine, line: LogLine): LogLine {
  return { ...line, bytes: Buffer.concat([torn.bytes, line.bytes]), cut: torn.cut || line.cut };
}

/** What was rotated away before the run began holds nothing of it. */
function isOfRun({ facts }: LogPart, { startedAt }: TailOptions): boolean {
  return startedAt == null || facts.modifiedAt.getTime() >= startedAt - 1000;
}

function readerFor(parts: readonly LogPart[], options: TailOptions, later: number): LogReader {
  const written = writtenBetween(parts);
  const since = options.sinceOf ? options.sinceOf(written.bornAt) : (options.since ?? null);
  return logReader(options.recipe, { ...options, since, written, daysLater: later });
}

function writtenBetween(parts: readonly LogPart[]): WrittenBetween {
  return {
    bornAt: Math.min(...parts.map(({ facts }) => facts.bornAt.getTime())),
    modifiedAt: Math.max(...parts.map(({ facts }) => facts.modifiedAt.getTime())),
  };
}

/** Times without a day end on another day than the file was last written to: days without any line lie between. */
function isDaysOff({ reader }: Tail, parts: readonly LogPart[]): boolean {
  return reader.countsDays() && daysLater(reader.reading().lastRecordAt, writtenBetween(parts)) !== 0;
}

async function readAgain(files: Files, tail: Tail, parts: readonly LogPart[], options: TailOptions): Promise<void> {
  tail.reader = readerFor(parts, options, daysLater(tail.reader.reading().lastRecordAt, writtenBetween(parts)));
  tail.sources = [];
  await readParts(files, tail, parts, options);
}
