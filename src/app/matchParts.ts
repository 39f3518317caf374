import type { LogPart } from "./logParts";
import { goesOn, headBytes, headOf, isUntouched, newSource, startsWith, type LogSource } from "./logSource";
import type { Files } from "./ports";

/** A file, and the stretch of the log that it holds: one that was read already, or a new one. */
export type MatchedPart = { readonly part: LogPart; readonly source: LogSource };

type Seen = { readonly part: LogPart; readonly head: Uint8Array };

/**
 * Finds out which files hold what was read before, whatever they are called now.
 * @param sources what was read, the oldest first
 * @param parts the files, the oldest first, the log itself last
 * @returns a pair for each file but for copies of another one, in the same order
 */
export async function matchParts(
  files: Files,
  sources: readonly LogSource[],
  parts: readonly LogPart[],
): Promise<MatchedPart[]> {
  const seen = await Promise.all(parts.map(async (part) => ({ part, head: await headIn(files, sources, part) })));
  const claimed = new Map<LogPart, LogSource>();
  const isFree = (source: LogSource): boolean => ![...claimed.values()].includes(source);
  for (const { part, head } of seen) {
    const same = sources.findLast(({ facts }) => facts.identity === part.facts.identity);
    if (same && isFree(same) && (isUntouched(same, part) || (await goesOn(files, same, part, head))))
      claimed.set(part, same);
  }
  for (const { part, head } of seen) {
    if (claimed.has(part)) continue;
    for (const source of sources.filter((one) => isFree(one) && one.head.length > 0).reverse())
      if (await goesOn(files, source, part, head)) {
        claimed.set(part, source);
        break;
      }
  }
  return withNew(files, sources, seen, claimed);
}

/** The files that hold something new get a stretch of their own; copies are left out. */
async function withNew(
  files: Files,
  sources: readonly LogSource[],
  seen: readonly Seen[],
  claimed: ReadonlyMap<LogPart, LogSource>,
): Promise<MatchedPart[]> {
  const matched: MatchedPart[] = [];
  const heads: Uint8Array[] = [
    ...seen.filter(({ part }) => claimed.has(part)).map(({ head }) => head),
    ...sources.map(({ head }) => head),
  ];
  let before = sources.at(-1) ?? null;
  for (const { part, head } of seen) {
    let source = claimed.get(part) ?? null;
    if (source === null) {
      if (part.suffix !== "" && (head.length === 0 || isCopy(head, heads))) continue;
      source = newSource(part, await firstByte(files, sources, part, head), before);
      heads.push(head);
    }
    matched.push({ part, source });
    before = source;
  }
  return matched;
}

/** The same beginning as something that is read anyway: a copy, or one that is just being made. */
function isCopy(head: Uint8Array, others: readonly Uint8Array[]): boolean {
  return others.some((other) => startsWith(other, head));
}

/**
 * Where a new stretch begins: at its start; or, in a file that was cut short under a writer that did not notice, behind the hole that
 * the old length left.
 */
async function firstByte(
  files: Files,
  sources: readonly LogSource[],
  { path, facts, isPacked }: LogPart,
  head: Uint8Array,
): Promise<number> {
  const old = sources.findLast((source) => source.facts.identity === facts.identity);
  if (isPacked || old === undefined || facts.size < old.offset || !isHole(head)) return 0;
  const before = await files.readBytes(path, Math.max(0, old.offset - headBytes), old.offset);
  return before.ok && isHole(before.value) ? old.offset : 0;
}

function isHole(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.every((byte) => byte === 0);
}

async function headIn(files: Files, sources: readonly LogSource[], part: LogPart): Promise<Uint8Array> {
  const untouched = sources.find((source) => isUntouched(source, part));
  return untouched?.head ?? headOf(files, part);
}
