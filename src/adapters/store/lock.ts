import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parsedJson } from "./jsonLines";

/** Who holds a lock: one process of one machine since one boot. */
export type LockHolder = {
  readonly host: string;
  readonly bootId: string;
  readonly pid: number;
  readonly identity: string;
};

export type LockAttempt =
  | { readonly taken: true }
  /** `holder` is null when it is just being written. */
  | { readonly taken: false; readonly holder: LockHolder | null };

/**
 * Takes a lock by creating its file exclusively. A lock whose holder is gone is void and is moved out of the way.
 * @param isAlive whether a holder is still there; asked about holders on any machine
 * @throws where the folder cannot be written
 */
export function takeLock(file: string, own: LockHolder, isAlive: (holder: LockHolder) => boolean): LockAttempt {
  mkdirSync(dirname(file), { recursive: true });
  for (let attempt = 0; attempt < 3; attempt++) {
    if (createdExclusively(file, own)) return { taken: true };
    const text = textOf(file);
    if (text === null) continue;
    const holder = holderIn(text);
    if (holder === null ? isYoung(file) : isAlive(holder)) return { taken: false, holder };
    removeVoid(file, text, own.pid);
  }
  return { taken: false, holder: holderIn(textOf(file) ?? "") };
}

/** Takes the lock whoever holds it: a person said so. */
export function seizeLock(file: string, own: LockHolder): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(own));
}

/** Gives the lock back, if it is still one's own. */
export function releaseLock(file: string, own: LockHolder): void {
  const holder = holderIn(textOf(file) ?? "");
  if (holder?.pid === own.pid && holder.identity === own.identity) rmSync(file, { force: true });
}

/**
 * Two may find the same void lock. Each moves away what is there; who finds that it moved a fresh lock and not the void one puts
 * it back, unless a third has taken the place meanwhile.
 */
function removeVoid(file: string, voidText: string, pid: number): void {
  const aside = `${file}.${pid}.void`;
  try {
    renameSync(file, aside);
    if (textOf(aside) !== voidText) linkSync(aside, file);
  } catch {
    // Somebody else was faster; the next attempt looks again.
  }
  rmSync(aside, { force: true });
}

function createdExclusively(file: string, own: LockHolder): boolean {
  try {
    writeFileSync(file, JSON.stringify(own), { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function holderIn(text: string): LockHolder | null {
  const value = parsedJson(text);
  return isHolder(value) ? value : null;
}

// Checked by hand: the supervisor is to stay small, and this is all it reads.
function isHolder(value: unknown): value is LockHolder {
  if (typeof value !== "object" || value === null) return false;
  const { host, bootId, pid, identity } = value as Record<string, unknown>;
  return typeof pid === "number" && [host, bootId, identity].every((one) => typeof one === "string");
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** Between its creation and its text there is a moment; a lock without text for longer was left by a crash. */
function isYoung(file: string): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs < 5_000;
  } catch {
    return false;
  }
}
