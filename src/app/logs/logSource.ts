import { logLines, type LogLine, type LogLines } from "../../core/backfills/logLines";
import { inSlices } from "./inSlices";
import type { LogPart } from "./logParts";
import type { FileFacts, Files } from "../ports";

/** One stretch of a log that was read, under whatever name it lies now. */
export type LogSource = {
  path: string;
  /** As of the last look. */
  facts: FileFacts;
  /** Its first bytes, unpacked, behind a hole that it may begin with: by them it is known again once it was copied or compressed. */
  head: Uint8Array;
  /** Where these stand. */
  base: number;
  /** The last bytes that were read: what follows goes on from them. */
  last: Uint8Array;
  /** How many of its bytes, unpacked, were read. */
  offset: number;
  readonly lines: LogLines;
  /** What an older stretch left without an end, until it is known whether this one goes on with it. */
  pending: LogSource | null;
};

export const headBytes = 1024;
const lastBytes = 256;
/** So much is read at once: never the whole file. */
const chunkBytes = 1 << 18;

export function newSource({ path, facts }: LogPart, offset: number): LogSource {
  const nothing = new Uint8Array();
  return { path, facts, head: nothing, base: offset, last: nothing, offset, lines: logLines(), pending: null };
}

export type TakeLine = (source: LogSource, line: LogLine) => void;

/**
 * Reads what a file holds beyond what was read of it.
 * @returns false where the file turned out to be another one meanwhile: whoever asked has to look again
 */
export async function readOn(files: Files, source: LogSource, part: LogPart, take: TakeLine): Promise<boolean> {
  if (part.isPacked) return readPacked(files, source, part, take);
  while (source.offset < part.facts.size) {
    const { offset } = source;
    // What proves that it is still the same file is read after what is new, so that nothing can come between.
    const read = await files.readRanges(part.path, [
      [offset, Math.min(part.facts.size, offset + chunkBytes)],
      [source.base, source.base + source.head.length],
      [offset - source.last.length, offset],
    ]);
    if (!read.ok || read.value.identity !== part.facts.identity) return false;
    const [fresh = new Uint8Array(), head = new Uint8Array(), last = new Uint8Array()] = read.value.pieces;
    if (fresh.length === 0 || !isEqual(head, source.head) || !isEqual(last, source.last)) return false;
    await inSlices(fresh, (slice) => takeIn(source, slice, take));
  }
  remember(source, part);
  return true;
}

async function readPacked(files: Files, source: LogSource, part: LogPart, take: TakeLine): Promise<boolean> {
  let at = 0;
  // Where it is damaged or still being written, what could be unpacked counts.
  await files.unpack(part.path, (bytes) => {
    const from = Math.max(0, source.offset - at);
    at += bytes.length;
    if (from < bytes.length) takeIn(source, bytes.subarray(from), take);
    return true;
  });
  remember(source, part);
  return true;
}

function takeIn(source: LogSource, bytes: Uint8Array, take: TakeLine): void {
  const begin = source.head.length === 0 ? bytes.findIndex((byte) => byte !== 0) : 0;
  if (source.head.length === 0 && begin >= 0) source.base = source.offset + begin;
  if (source.head.length < headBytes && begin >= 0)
    source.head = concat(source.head, bytes.subarray(begin, begin + headBytes - source.head.length));
  source.offset += bytes.length;
  source.last = concat(source.last, bytes.subarray(-lastBytes)).slice(-lastBytes);
  source.lines.read(bytes, (line) => take(source, line));
}

function remember(source: LogSource, { path, facts }: LogPart): void {
  source.path = path;
  source.facts = facts;
}

/** Whether nothing at all happened to a file since it was read. */
export function isUntouched({ facts: before, path }: LogSource, part: { path: string; facts: FileFacts }): boolean {
  const { identity, size, modifiedAt } = part.facts;
  return (
    path === part.path &&
    before.identity === identity &&
    before.size === size &&
    before.modifiedAt.getTime() === modifiedAt.getTime()
  );
}

/** Some bytes of a file, unpacked, from where the head of a stretch would stand. */
export async function headOf(files: Files, part: LogPart, base: number): Promise<Uint8Array> {
  if (!part.isPacked) {
    const read = await files.readBytes(part.path, base, base + headBytes);
    return read.ok ? read.value : new Uint8Array();
  }
  let head: Uint8Array = new Uint8Array();
  let at = 0;
  await files.unpack(part.path, (bytes) => {
    const from = Math.max(0, base - at);
    at += bytes.length;
    if (from < bytes.length) head = concat(head, bytes.subarray(from, from + headBytes - head.length));
    return head.length < headBytes;
  });
  return head;
}

/** Whether a file is what was read, and perhaps more. */
export async function goesOn(files: Files, source: LogSource, part: LogPart, head: Uint8Array): Promise<boolean> {
  if (!startsWith(head, source.head)) return false;
  if (part.isPacked) return source.head.length > 0;
  if (part.facts.size < source.offset) return false;
  const read = await files.readBytes(part.path, source.offset - source.last.length, source.offset);
  return read.ok && isEqual(read.value, source.last);
}

export function startsWith(bytes: Uint8Array, beginning: Uint8Array): boolean {
  return isEqual(bytes.subarray(0, beginning.length), beginning);
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function concat(one: Uint8Array, other: Uint8Array): Uint8Array {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}
