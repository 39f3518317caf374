import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import type * as z from "zod";
import { failure, success, type Result } from "../../core/result";

/**
 * Makes `.headgate/` and lets it ignore itself in git.
 * @throws as `mkdir` does where the folder cannot be written
 */
export function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const ignore = join(folder, ".gitignore");
  if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
}

/**
 * Appends a record as newline + JSON + newline in one synchronous write, and flushes it. Several processes append to the
 * same file: one write is not interleaved with another's, and the leading newline keeps a torn line from taking this one along.
 * Several records go in one write: a kill leaves all of them or none.
 * @returns `store-unwritable` when not every byte arrived
 */
export function appendLine(file: string, ...records: readonly object[]): Result<void> {
  const bytes = Buffer.from(records.map((record) => `\n${JSON.stringify(record)}\n`).join(""));
  try {
    prepareFolder(dirname(file));
    const descriptor = openSync(file, "a");
    try {
      const written = writeSync(descriptor, bytes);
      if (written !== bytes.length) return unwritable(file, `only ${written} of ${bytes.length} bytes fitted`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    return success(undefined);
  } catch (error) {
    return unwritable(file, String(error instanceof Error ? error.message : error));
  }
}

function unwritable(file: string, reason: string): Result<void> {
  return failure("store-unwritable", `${file} could not be written (${reason}); free some space or check its rights.`);
}

/**
 * The records of a file that fit the schema, each id once: said again, the later record stands in the earlier one's place, unless
 * `keeps` holds on to the earlier.
 * Torn lines, and records of a form this version does not know, are passed over.
 */
export function readLines<Schema extends z.ZodType<{ id: string }>>(
  file: string,
  schema: Schema,
  keeps: (earlier: z.infer<Schema>, later: z.infer<Schema>) => boolean = () => false,
): z.infer<Schema>[] {
  const records = new Map<string, z.infer<Schema>>();
  takeLines(records, textOf(file), schema, keeps);
  return [...records.values()];
}

/** Adds the records of a text to those that are known, as `readLines` does. */
export function takeLines<Schema extends z.ZodType<{ id: string }>>(
  records: Map<string, z.infer<Schema>>,
  text: string,
  schema: Schema,
  keeps: (earlier: z.infer<Schema>, later: z.infer<Schema>) => boolean,
): void {
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const parsed = schema.safeParse(parsedJson(line));
    if (!parsed.success) continue;
    const earlier = records.get(parsed.data.id);
    if (earlier === undefined || !keeps(earlier, parsed.data)) records.set(parsed.data.id, parsed.data);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Not there yet: nothing was recorded.
    return "";
  }
}

/** `undefined` for text that is not whole JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
