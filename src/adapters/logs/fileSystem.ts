import { closeSync, openSync, realpathSync, fstatSync } from "node:fs";
import {
  access,
  constants,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
  type FileHandle,
} from "node:fs/promises";
import { dirname } from "node:path";
import type { ByteRange, Files, ReadRanges } from "../../app/ports";
import { failure, success, type Result } from "../../core/result";
import { rangeNow } from "../rangeNow";
import { factsOf, identityOf, isSlow, timed } from "./fileFacts";
import { unreadable, reasonOf } from "./fileProblems";
import { glob } from "./glob";
import { unpack } from "./unpack";

/** The files of this machine. */
export const fileSystem: Files = {
  readText,
  readBytes,
  readRanges,
  unpack,
  names,
  stat: factsOf,
  canExecute,
  glob,
  realPath,
  freeBytes,
  writeText,
};

async function readText(path: string): Promise<Result<string>> {
  try {
    return success(await readFile(path, "utf8"));
  } catch (error) {
    return unreadable(path, error);
  }
}

/** So few bytes are read while somebody waits, where the disk is quick: a look reads what was added to many logs. */
const fewBytes = 1 << 16;

async function readBytes(path: string, from: number, to: number): Promise<Result<Uint8Array>> {
  const read = await readRanges(path, [[from, to]]);
  return read.ok ? success(read.value.pieces[0] ?? new Uint8Array()) : read;
}

async function readRanges(path: string, ranges: readonly ByteRange[]): Promise<Result<ReadRanges>> {
  try {
    const size = ranges.reduce((sum, [from, to]) => sum + Math.max(0, to - from), 0);
    if (size <= fewBytes && !isSlow()) return success(timed(() => readNow(path, ranges)));
    const file = await open(path, "r");
    try {
      const identity = identityOf(await file.stat({ bigint: true }));
      const pieces: Uint8Array[] = [];
      for (const range of ranges) pieces.push(await readRange(file, range));
      return success({ identity, pieces });
    } finally {
      await file.close();
    }
  } catch (error) {
    return unreadable(path, error);
  }
}

function readNow(path: string, ranges: readonly ByteRange[]): ReadRanges {
  const descriptor = openSync(path, "r");
  try {
    const identity = identityOf(fstatSync(descriptor, { bigint: true }));
    return { identity, pieces: ranges.map(([from, to]) => rangeNow(descriptor, from, to)) };
  } finally {
    closeSync(descriptor);
  }
}

async function readRange(file: FileHandle, [from, to]: ByteRange): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(Math.max(0, to - from));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

async function canExecute(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function realPath(path: string): Promise<string> {
  try {
    return isSlow() ? await realpath(path) : timed(() => realpathSync.native(path));
  } catch {
    return path;
  }
}

/** By the nearest folder that exists: an output's folder is made when it is written. */
async function freeBytes(path: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch (error) {
    const isMissing =
      error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
    return isMissing && dirname(path) !== path ? freeBytes(dirname(path)) : null;
  }
}

async function writeText(path: string, text: string): Promise<Result<void>> {
  const aside = `${path}.${process.pid}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(aside, text);
    await rename(aside, path);
    return success(undefined);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined);
    return failure("unwritable-file", `${path} could not be written: ${reasonOf(error)}.`);
  }
}
