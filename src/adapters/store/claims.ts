import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Channel, Claim, Claims } from "../../app/alerts/alertPorts";
import { recordId } from "../../app/recordId";
import { failure, success, type Result } from "../../core/result";
import { parsedJson, prepareFolder } from "./jsonLines";
import type { Holder } from "./holder";

/** Alerts are told for two weeks; claims are kept for longer, so that none comes back. */
const keptMs = 60 * 86_400_000;
/** A claim of another machine cannot be looked at from here: after so long it is taken for void. */
const foreignMs = 3_600_000;
/** Between the creation of a file and its text there is a moment. */
const youngMs = 5_000;

/**
 * Claims are files in `alerts/` of the store's folder, created exclusively: `<key>.1` holds who claims first, `<key>.2` who claims
 * after that process has gone, and `<key>.told` says that it has happened. No claim is ever taken over in place, so two that find
 * the same void claim cannot both get it.
 */
export function claims(storeFolder: string, own: Holder, isAlive: (holder: Holder) => boolean): Claims {
  const folder = join(storeFolder, "alerts");

  function claim(channel: Channel, id: string): Result<Claim> {
    const key = `${channel}-${recordId({ channel, id })}`;
    const told = join(folder, `${key}.told`);
    try {
      prepare(folder);
      for (let attempt = 0; attempt < 5; attempt++) {
        const names = readdirSync(folder);
        if (names.includes(`${key}.told`)) return success({ kind: "done" });
        const last = Math.max(0, ...names.flatMap((name) => generationOf(name, key)));
        if (last > 0 && isHeld(join(folder, `${key}.${last}`))) return success({ kind: "held" });
        const file = join(folder, `${key}.${last + 1}`);
        if (!createdExclusively(file, { ...own, id })) continue;
        // Whoever held it before may have told it between the two looks.
        if (exists(told)) return success({ kind: "done" });
        return success({ kind: "claimed", attempt: last + 1, done: () => tell(key, id), release: () => remove(file) });
      }
      return success({ kind: "held" });
    } catch (error) {
      return failure("store-unwritable", `${folder} could not be written (${reasonOf(error)}); check its rights.`);
    }
  }

  function isHeld(file: string): boolean {
    const holder = holderIn(file);
    const ageMs = ageOf(file);
    if (ageMs === null) return false;
    if (holder === null) return ageMs < youngMs;
    return holder.host === own.host ? isAlive(holder) : ageMs < foreignMs;
  }

  function tell(key: string, id: string): void {
    try {
      writeFileSync(join(folder, `${key}.told`), JSON.stringify({ id, at: new Date().toISOString() }));
      for (const name of readdirSync(folder)) if (generationOf(name, key).length > 0) remove(join(folder, name));
    } catch {
      // The claim stays: as long as this process lives nobody tells it again.
    }
  }

  return {
    claim,
    since(channel) {
      const file = join(folder, `since-${channel}`);
      const now = new Date().toISOString();
      try {
        prepare(folder);
        if (createdExclusively(file, { at: now })) return new Date(now);
      } catch {
        // It cannot be kept, and is told anew each time.
      }
      const kept = jsonOf(file);
      const at = Date.parse(String(typeof kept === "object" && kept !== null && "at" in kept ? kept.at : ""));
      return new Date(Number.isNaN(at) ? now : at);
    },
    prune() {
      try {
        for (const name of readdirSync(folder)) {
          const age = name.startsWith("since-") ? null : ageOf(join(folder, name));
          if (age !== null && age > keptMs) remove(join(folder, name));
        }
      } catch {
        // Nothing was ever claimed.
      }
    },
  };
}

function prepare(folder: string): void {
  prepareFolder(dirname(folder));
  mkdirSync(folder, { recursive: true });
}

function generationOf(name: string, key: string): number[] {
  const number = name.startsWith(`${key}.`) ? name.slice(key.length + 1) : "";
  return /^\d+$/.test(number) ? [Number(number)] : [];
}

function createdExclusively(file: string, value: object): boolean {
  try {
    writeFileSync(file, JSON.stringify(value), { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function holderIn(file: string): Holder | null {
  const value = jsonOf(file);
  return typeof value === "object" && value !== null && "pid" in value ? (value as Holder) : null;
}

function jsonOf(file: string): unknown {
  try {
    return parsedJson(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function ageOf(file: string): number | null {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return null;
  }
}

function exists(file: string): boolean {
  return ageOf(file) !== null;
}

function remove(file: string): void {
  rmSync(file, { force: true });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
