import type { LogPart } from "./logParts";
import { goesOn, headBytes, headOf, isUntouched, newSource, startsWith, type LogSource } from "./logSource";
import type { Files } from "../ports";

/** A file, and the stretch of the log that it holds: one that was read already, or a new one. */
export type MatchedPart = { readonly part: LogPart; readonly source: LogSource };

/** The bytes of a file from a place on; read once for all comparisons. */
type HeadAt = (part: LogPart, base: number) => Promise<Uint8Array>;

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
  const headAt = headsOf(files);
  const claimed = new Map<LogPart, LogSource>();
  const isFree = (source: LogSource): boolean => ![...claimed.values()].includes(source);
  const fits = async (source: LogSource, part: LogPart): Promise<boolean> =>
    isUntouched(source, part) || goesOn(files, source, part, await headAt(part, source.base));
  for (const part of parts) {
    const same = sources.findLast(({ facts }) => facts.identity === part.facts.identity);
    if (same && isFree(same) && (await fits(same, part))) claimed.set(part, same);
  }
  for (const part of parts.filter((one) => !claimed.has(one)))
    for (const source of sources.filter((one) => isFree(one) && one.head.length > 0).reverse())
      if (!claimed.has(part) && (await fits(source, part))) claimed.set(part, source);
  return withNew(files, sources, parts, claimed, headAt);
}

/** The files that hold something new get a stretch of their own; copies are left out. */
async function withNew(
  files: Files,
  sources: readonly LogSource[],
  parts: readonly LogPart[],
  claimed: ReadonlyMap<LogPart, LogSource>,
  headAt: HeadAt,
): Promise<MatchedPart[]> {
  const matched: MatchedPart[] = [];
  const known = await headsOfKnown(sources, claimed, headAt);
  let before = sources.findLast(({ head }) => head.length > 0) ?? null;
  for (const part of parts) {
    let source = claimed.get(part) ?? null;
    if (source === null) {
      if (part.suffix !== "" && (await isCopy(part, known, headAt))) continue;
      known.push({ base: 0, head: await headAt(part, 0) });
      source = newSource(part, await firstByte(files, sources, part, await headAt(part, 0)));
    }
    // What was torn by the rotation may go on in a file of which nothing was read yet.
    if (source.head.length === 0 && source !== before) source.pending = before;
    matched.push({ part, source });
    if (part.facts.size > 0) before = source;
  }
  return matched;
}

type KnownHead = { readonly base: number; readonly head: Uint8Array };

/** How everything that was read begins, as it is now: a file may have grown since. */
async function headsOfKnown(
  sources: readonly LogSource[],
  claimed: ReadonlyMap<LogPart, LogSource>,
  headAt: HeadAt,
): Promise<KnownHead[]> {
  const present = [...claimed].map(async ([part, source]) => ({
    base: source.base,
    head: isUntouched(source, part) ? source.head : await headAt(part, source.base),
  }));
  return [...sources.map(({ base, head }) => ({ base, head })), ...(await Promise.all(present))];
}

/** The same beginning as something that is read anyway: a copy, or one that is just being made. One without bytes tells nothing yet. */
async function isCopy(part: LogPart, known: readonly KnownHead[], headAt: HeadAt): Promise<boolean> {
  if ((await headAt(part, 0)).length === 0) return true;
  for (const { base, head } of known) {
    const same = await headAt(part, base);
    if (same.length > 0 && !isHole(same) && startsWith(head, same)) return true;
  }
  return false;
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

function headsOf(files: Files): HeadAt {
  const known = new Map<string, Promise<Uint8Array>>();
  return (part, base) => {
    const key = `${base} ${part.path}`;
    const head = known.get(key) ?? headOf(files, part, base);
    known.set(key, head);
    return head;
  };
}
