import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { RecordedSchema, RunRecord, Store } from "../../app/ports";
import { completedBy } from "../../core/coverage/latestResults";
import type { Validation } from "../../core/coverage/validation";
import { failure, success, type Result } from "../../core/result";
import { appendLine, parsedJson, prepareFolder, readLines } from "./jsonLines";
import { recordId } from "../../app/recordId";
import {
  decisionEntrySchema,
  resultEntrySchema,
  runRecordSchema,
  tableSchema,
  trainingEntrySchema,
  validationSchema,
} from "./recordSchemas";

/**
 * The store of a workspace: `.headgate/` in its root, or `fallbackFolder` where that cannot be written. Records are written
 * at once and synchronously; several windows and command lines read and write at the same time.
 */
export function openStore(root: string, fallbackFolder: string | null): Store {
  const folder = join(root, ".headgate");
  if (writable(folder, root) || fallbackFolder === null) return storeAt(folder, false);
  return storeAt(fallbackFolder, true);
}

/** The store that lies in exactly this folder. */
export function storeAt(folder: string, fallback = false): Store {
  const file = (kind: string): string => join(folder, `${kind}.jsonl`);
  return {
    folder,
    fallback,
    appendRun: async (record) => appendLine(file("runs"), record),
    runs: async () => readLines(file("runs"), runRecordSchema, isLaunched),
    saveValidation: async (validation) => saveValidation(folder, validation),
    latestValidation: async () => latestValidation(folder),
    appendDecision: async (record) => appendLine(file("decisions"), { id: recordId(record), record }),
    decisions: async () => readLines(file("decisions"), decisionEntrySchema).map((entry) => entry.record),
    appendTraining: async (record) => appendLine(file("trainings"), { id: recordId(record), record }),
    trainings: async () => readLines(file("trainings"), trainingEntrySchema).map((entry) => entry.record),
    saveSchema: async (schema) => saveSchema(folder, schema),
    schemas: async () => schemasIn(join(folder, "schema")),
  };
}

/** Who only saw a process may write after its supervisor, and knows less. */
function isLaunched(record: RunRecord): boolean {
  return record.type === "started" && record.origin === "launched";
}

/** Nothing is made before something is written: looking at a log leaves no folder behind. */
function writable(folder: string, root: string): boolean {
  try {
    if (existsSync(folder) && !statSync(folder).isDirectory()) return false;
    accessSync(existsSync(folder) ? folder : root, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The result is a file of its own, complete before the index names it. */
function saveValidation(folder: string, validation: Validation): Result<void> {
  const id = recordId(validation);
  const saved = writeWhole(join(folder, "results"), `${id}.json`, validation);
  if (!saved.ok) return saved;
  const { startedAt: at, verdict, window } = validation;
  const tables = validation.tables.map((table) => table.name);
  return appendLine(join(folder, "results.jsonl"), { id, at, verdict, window, tables, file: `results/${id}.json` });
}

/**
 * The latest result of each table: a validation of one table leaves what is known of the others. Old results are pruned, and
 * their lines in the index stay.
 */
function latestValidation(folder: string): Validation | null {
  let latest: Validation | null = null;
  for (const entry of readLines(join(folder, "results.jsonl"), resultEntrySchema).reverse()) {
    const known: readonly string[] = latest?.tables.map((table) => table.name) ?? [];
    if (entry.tables?.every((table) => known.includes(table))) continue;
    const parsed = validationSchema.safeParse(jsonIn(join(folder, entry.file)));
    if (parsed.success) latest = latest === null ? parsed.data : completedBy(latest, parsed.data);
  }
  return latest;
}

function saveSchema(folder: string, schema: RecordedSchema): Result<void> {
  const { connection, table } = schema;
  return writeWhole(join(folder, "schema"), `${recordId({ connection, table })}.json`, schema);
}

function schemasIn(folder: string): RecordedSchema[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
  return names.sort().flatMap((name) => {
    const parsed = tableSchema.safeParse(jsonIn(join(folder, name)));
    return parsed.success ? [parsed.data] : [];
  });
}

/** Written aside and renamed, so that a reader never sees half of it. */
function writeWhole(folder: string, name: string, value: object): Result<void> {
  const target = join(folder, name);
  const aside = `${target}.${process.pid}.part`;
  try {
    prepareFolder(dirname(folder));
    mkdirSync(folder, { recursive: true });
    writeFileSync(aside, JSON.stringify(value), { flush: true });
    renameSync(aside, target);
    return success(undefined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failure("store-unwritable", `${target} could not be written (${reason}); check its folder's rights.`);
  }
}

function jsonIn(file: string): unknown {
  try {
    return parsedJson(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
