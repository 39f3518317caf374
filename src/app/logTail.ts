import { logReader, type LogReader, type LogReaderOptions, type LogReading } from "../core/backfills/logReader";
import type { Recipe } from "../core/backfills/recipe";
import type { FileFacts, Files } from "./ports";

export type TailOptions = LogReaderOptions & { readonly recipe: Recipe; readonly timezone: string };

type Tail = {
  readonly bornAt: number;
  readonly reader: LogReader;
  readonly decoder: TextDecoder;
  offset: number;
  reading?: LogReading;
};

/** What was read of each log stays with the files it was read from: the next look reads only what was written since. */
const tails = new WeakMap<Files, Map<string, Tail>>();
const chunkBytes = 1 << 22;

/** A log as far as it is written; null when it is not there or cannot be read. */
export async function readTail(
  files: Files,
  path: string,
  options: TailOptions,
): Promise<{ readonly facts: FileFacts; readonly reading: LogReading } | null> {
  const facts = await files.stat(path);
  if (facts === null) return null;
  const tail = tailOf(files, path, facts, options);
  while (tail.offset < facts.size) {
    const from = tail.offset;
    const bytes = await files.readBytes(path, from, Math.min(facts.size, from + chunkBytes));
    if (!bytes.ok) return null;
    // Cut short meanwhile: the next look starts anew. Or somebody else read on while this one waited.
    if (bytes.value.length === 0 || tail.offset !== from) break;
    tail.offset += bytes.value.length;
    tail.reader.read(tail.decoder.decode(bytes.value, { stream: true }));
    delete tail.reading;
  }
  // The very same while nothing was added: what was told from it need not be told again.
  return { facts, reading: (tail.reading ??= tail.reader.reading()) };
}

function tailOf(files: Files, path: string, facts: FileFacts, options: TailOptions): Tail {
  const known = tails.get(files) ?? new Map<string, Tail>();
  tails.set(files, known);
  const { recipe, timezone, since, until, oneRun } = options;
  const key = JSON.stringify([path, recipe.name, timezone, since ?? null, until ?? null, oneRun ?? false]);
  const bornAt = facts.bornAt.getTime();
  const found = known.get(key);
  if (found?.bornAt === bornAt && found.offset <= facts.size) return found;
  const fresh = { bornAt, reader: logReader(recipe, options), decoder: new TextDecoder(), offset: 0 };
  known.set(key, fresh);
  return fresh;
}
