import { closeSync, fstatSync, openSync } from "node:fs";
import type * as z from "zod";
import { rangeNow } from "../rangeNow";
import { takeLines } from "./jsonLines";

type Remembered<Item> = {
  /** Which file it is: one that was deleted and made anew is another. */
  readonly inode: number;
  readonly size: number;
  readonly modifiedMs: number;
  /** How far it was read: after the last whole line. */
  readonly offset: number;
  /** The last bytes before `offset`: where others stand there now, the file was edited. */
  readonly mark: Buffer;
  readonly records: Map<string, Item>;
  readonly list: Item[];
};

const markBytes = 256;

/**
 * `readLines` for a file that is asked for again and again: only what was appended since is read. While nothing was, the very same
 * list is told, frozen.
 */
export function rememberedLines<Schema extends z.ZodType<{ id: string }>>(
  file: string,
  schema: Schema,
  keeps: (earlier: z.infer<Schema>, later: z.infer<Schema>) => boolean = () => false,
): () => z.infer<Schema>[] {
  type Item = z.infer<Schema>;
  let known: Remembered<Item> | null = null;

  function read(descriptor: number): Remembered<Item> {
    const { ino: inode, size, mtimeMs: modifiedMs } = fstatSync(descriptor);
    const isSame = known?.inode === inode;
    if (known && isSame && size === known.size && modifiedMs === known.modifiedMs) return known;
    // Records are only ever appended: after any other change the file is read from its start.
    const before = known && isSame && size > known.size && isMarked(descriptor, known) ? known : null;
    const from = before?.offset ?? 0;
    const bytes = rangeNow(descriptor, from, size);
    const records = before?.records ?? new Map<string, Item>();
    takeLines(records, bytes.toString("utf8"), schema, keeps);
    // A line that is not whole yet is read again.
    const offset = from + bytes.lastIndexOf(newline) + 1;
    const mark = rangeNow(descriptor, Math.max(0, offset - markBytes), offset);
    const list = [...records.values()];
    Object.freeze(list);
    return { inode, size, modifiedMs, offset, mark, records, list };
  }

  return () => {
    const descriptor = opened(file);
    if (descriptor === null) {
      known = null;
      return [];
    }
    try {
      known = read(descriptor);
      return known.list;
    } catch {
      return [];
    } finally {
      closeSync(descriptor);
    }
  };
}

const newline = 10;

/** Null while there is none: nothing was recorded. */
function opened(file: string): number | null {
  try {
    return openSync(file, "r");
  } catch {
    return null;
  }
}

function isMarked(descriptor: number, { offset, mark }: Pick<Remembered<unknown>, "offset" | "mark">): boolean {
  return rangeNow(descriptor, offset - mark.length, offset).equals(mark);
}
