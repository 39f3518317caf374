import { closeSync, openSync, readSync } from "node:fs";
import {
  access,
  constants,
  mkdir,
  open,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from "node:fs/promises";
import { dirname } from "node:path";
import type { Files } from "../../app/ports";
import { failure, success, type Result } from "../../core/result";
import { factsOf, isSlow, timed } from "./fileFacts";
import { glob } from "./glob";

/** The files of this machine. */
export const fileSystem: Files = {
  readText,
  readBytes,
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
  try {
    if (to - from <= fewBytes && !isSlow()) return success(timed(() => bytesNow(path, from, to)));
    const file = await open(path, "r");
    try {
      const bytes = Buffer.alloc(Math.max(0, to - from));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, from + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return success(bytes.subarray(0, filled));
    } finally {
      await file.close();
    }
  } catch (error) {
    return unreadable(path, error);
  }
}

function bytesNow(path: string, from: number, to: number): Uint8Array {
  const descriptor = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(Math.max(0, to - from));
    let filled = 0;
    while (filled < bytes.length) {
      const read = readSync(descriptor, bytes, filled, bytes.length - filled, from + filled);
      if (read === 0) break;
      filled += read;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(descriptor);
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
    return await realpath(path);
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

function unreadable(path: string, error: unknown): Result<never> {
  return failure("unreadable-file", `${path} could not be read: ${reasonOf(error)}.`);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "its rights do not allow it",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  ENOSPC: "the disk is full",
  EROFS: "the file system is read-only",
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  return reasons[code] ?? error.message;
}
