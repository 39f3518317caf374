import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { recordId } from "../../app/recordId";
import { completedBy } from "../../core/coverage/latestResults";
import type { Validation } from "../../core/coverage/validation";
import type { Result } from "../../core/result";
import { appendLine, parsedJson, readLines } from "./jsonLines";
import { resultEntrySchema, validationSchema } from "./recordSchemas";
import { jsonIn, writeWhole } from "./wholeFile";

/** The result is a file of its own, complete before the index names it. */
export function saveValidation(folder: string, validation: Validation): Result<void> {
  const id = recordId(validation);
  const saved = writeWhole(join(folder, "results"), `${id}.json`, validation);
  if (!saved.ok) return saved;
  const { startedAt: at, durationMs, verdict, window } = validation;
  const tables = validation.tables.map((table) => table.name);
  const entry = { id, at, durationMs, verdict, window, tables, file: `results/${id}.json` };
  return appendLine(join(folder, "results.jsonl"), entry);
}

/**
 * The latest result of each table: a validation of one table leaves what is known of the others. Old results are pruned, and
 * their lines in the index stay.
 */
export function latestValidation(folder: string): Validation | null {
  let latest: Validation | null = null;
  for (const entry of readLines(join(folder, "results.jsonl"), resultEntrySchema).reverse()) {
    const known: readonly string[] = latest?.tables.map((table) => table.name) ?? [];
    if (entry.tables?.every((table) => known.includes(table))) continue;
    const parsed = validationSchema.safeParse(jsonIn(join(folder, entry.file)));
    if (parsed.success) latest = latest === null ? parsed.data : completedBy(latest, parsed.data);
  }
  return latest;
}

/** The newest results, oldest first. They are large, with the values of every date: one file at a time, so that others get their turn. */
export async function newestValidations(folder: string, limit: number): Promise<Validation[]> {
  const newest: Validation[] = [];
  for (const { file } of readLines(join(folder, "results.jsonl"), resultEntrySchema).reverse()) {
    if (newest.length >= limit) break;
    const validation = await validationIn(join(folder, file));
    if (validation !== null) newest.push(validation);
  }
  return newest.reverse();
}

async function validationIn(path: string): Promise<Validation | null> {
  const text = await readFile(path, "utf8").catch(() => "");
  return validationSchema.safeParse(parsedJson(text)).data ?? null;
}

/** Out of the index alone: the results themselves are large. */
export function validationTimes(folder: string): { readonly durationMs: number; readonly tables: readonly string[] }[] {
  return readLines(join(folder, "results.jsonl"), resultEntrySchema).flatMap(({ durationMs, tables }) =>
    durationMs === undefined || tables === undefined ? [] : [{ durationMs, tables }],
  );
}
