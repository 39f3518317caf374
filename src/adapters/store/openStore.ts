import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { RecordedSchema, Store } from "../../app/ports";
import { recordId } from "../../app/recordId";
import type { Result } from "../../core/result";
import { alertRecords } from "./alertRecords";
import { appendLine, readLines } from "./jsonLines";
import { forecastSchema, suspensionSchema } from "./forecastSchemas";
import { decisionEntrySchema, tableSchema, trainingEntrySchema } from "./recordSchemas";
import { rememberedLines } from "./rememberedLines";
import { rememberedRuns } from "./rememberedRuns";
import { latestValidation, newestValidations, saveValidation, validationTimes } from "./results";
import { jsonIn, writeWhole } from "./wholeFile";

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
  // What is asked for at each look.
  const runs = rememberedRuns(folder);
  // Several watchers forecast the same; the first one's word is kept.
  const forecasts = rememberedLines(file("forecasts"), forecastSchema, () => true);
  const suspensions = rememberedLines(file("suspensions"), suspensionSchema);
  return {
    folder,
    fallback,
    appendRun: async (record) => appendLine(file("runs"), record),
    runs: async () => runs(),
    appendStop: async (stop) => appendLine(file("stops"), stop),
    saveValidation: async (validation) => saveValidation(folder, validation),
    latestValidation: async () => latestValidation(folder),
    validations: (limit) => newestValidations(folder, limit),
    validationTimes: async () => validationTimes(folder),
    appendDecision: async (record) => appendLine(file("decisions"), { id: recordId(record), record }),
    decisions: async () => readLines(file("decisions"), decisionEntrySchema).map((entry) => entry.record),
    appendTraining: async (record) => appendLine(file("trainings"), { id: recordId(record), record }),
    trainings: async () => readLines(file("trainings"), trainingEntrySchema).map((entry) => entry.record),
    appendForecast: async (record) => appendLine(file("forecasts"), record),
    forecasts: async () => forecasts(),
    appendSuspension: async (record) => appendLine(file("suspensions"), record),
    suspensions: async () => suspensions(),
    saveSchema: async (schema) => saveSchema(folder, schema),
    schemas: async () => schemasIn(join(folder, "schema")),
    alerts: alertRecords(folder),
  };
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
