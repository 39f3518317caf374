import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { parsedJson, prepareFolder } from "./jsonLines";

/*
 * A small value that many processes change at once, and that no kill can leave locked: every change is a file of its own with the
 * next number, created exclusively, and the highest number counts. Of two who make the same number one fails and looks again.
 * The highest file is never removed: who was asleep so long that its number was cleared away meanwhile sees a higher one.
 */

/** Each lost race is a change of somebody else's; so many in a row are no race. */
const mostAttempts = 10_000;
/** A file without links is written after it was created; one that is not whole for longer was left by a crash. */
const youngMs = 5_000;
const leftoverMs = 60_000;

/** The value as it is now; `undefined` while there is none. */
export function readNumbered(folder: string, name: string): unknown {
  return latest(folder, name).value;
}

/**
 * Changes the value in one step, as if nobody else were there.
 * @param change gives the new value, or null to leave all as it is; asked again with a newer value when somebody was faster
 * @param holds whether a value already has the change in it
 * @throws where the folder cannot be written
 */
export function changeNumbered(
  folder: string,
  name: string,
  change: (value: unknown) => object | null,
  holds: (value: unknown) => boolean,
): void {
  prepareFolder(join(folder, ".."));
  mkdirSync(folder, { recursive: true });
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const before = latest(folder, name);
    const value = change(before.value);
    if (value === null) return;
    const number = before.number + 1;
    if (!created(folder, fileOf(name, number), JSON.stringify(value))) continue;
    const after = latest(folder, name);
    if (after.number !== number && !holds(after.value)) continue;
    clear(folder, name, after.number);
    return;
  }
  throw new Error(`${join(folder, name)} is changed by others without a pause`);
}

type Numbered = { readonly number: number; readonly value: unknown };

function latest(folder: string, name: string): Numbered {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const number = Math.max(0, ...numbersIn(folder, name));
    if (number === 0) return { number, value: undefined };
    const file = join(folder, fileOf(name, number));
    const text = textOf(file);
    // Cleared away: there is a higher one by now.
    if (text === null) continue;
    const value = parsedJson(text);
    if (value !== undefined || !isYoungerThan(file, youngMs)) return { number, value };
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
  throw new Error(`${join(folder, name)} cannot be read`);
}

/** Whole at once: written aside and linked, which fails where the name is taken. */
function created(folder: string, name: string, text: string): boolean {
  const file = join(folder, name);
  const aside = join(folder, `${randomUUID()}.part`);
  writeFileSync(aside, text, { flush: true });
  try {
    linkSync(aside, file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    return createdInPlace(file, text);
  } finally {
    rmSync(aside, { force: true });
  }
}

/** For file systems without links: for a moment the file is there and not whole. */
function createdInPlace(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: "wx", flush: true });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Removes what counts no longer, and what a kill left behind. What cannot be removed now (Windows, while it is read) goes later. */
function clear(folder: string, name: string, highest: number): void {
  const old = numbersIn(folder, name).filter((number) => number < highest);
  const parts = namesIn(folder).filter((one) => one.endsWith(".part"));
  const left = parts.filter((part) => !isYoungerThan(join(folder, part), leftoverMs));
  for (const file of [...old.map((number) => fileOf(name, number)), ...left])
    try {
      rmSync(join(folder, file), { force: true });
    } catch {
      // The change itself is made.
    }
}

function fileOf(name: string, number: number): string {
  return `${name}.${number}.json`;
}

function numbersIn(folder: string, name: string): number[] {
  return namesIn(folder).flatMap((file) => {
    const number = file.startsWith(`${name}.`) ? /^\d+(?=\.json$)/.exec(file.slice(name.length + 1)) : null;
    return number === null ? [] : [Number(number[0])];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    // Windows answers so for a moment while a file is being removed.
    if (["ENOENT", "EPERM", "EBUSY"].includes(String(codeOf(error)))) return null;
    throw error;
  }
}

function isYoungerThan(file: string, ms: number): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs < ms;
  } catch {
    return true;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
