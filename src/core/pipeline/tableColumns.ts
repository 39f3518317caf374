import { recordedSchema, type RecordedSchema } from "../coverage/column";
import type { Diagnostic } from "../diagnostic";
import { mechanicsColumnDiagnostics, mechanicsPlaces } from "./mechanicsColumns";
import type { ReadablePipeline } from "./readablePipeline";

/** Columns that `tables:` of `headgate.yaml` names and that their tables, as last seen, do not have. */
export function tableColumnDiagnostics(
  { pipeline, yaml }: ReadablePipeline,
  schemas: readonly RecordedSchema[],
): Diagnostic[] {
  return Object.entries(pipeline.tables).flatMap(([name, table]) => {
    const schema = recordedSchema(table.table ?? name, table.connection ?? null, schemas);
    if (schema === null) return [];
    const places = mechanicsPlaces(yaml, ["tables", name], table);
    return mechanicsColumnDiagnostics(yaml.file, places, table, schema.columns);
  });
}
