import { recordedSchema } from "../../coverage/column";
import type { Diagnostic } from "../../diagnostic";
import { mechanicsColumnDiagnostics, mechanicsPlaces } from "../mechanicsColumns";
import type { KnownPipeline } from "./knownPipeline";

/** Columns that `tables:` names and that their tables, as last seen, do not have; and metrics that there are not. */
export function tableColumns({ readable: { pipeline, yaml }, facts }: KnownPipeline): Diagnostic[] {
  return Object.entries(pipeline.tables).flatMap(([name, table]) => {
    const schema = recordedSchema(table.table ?? name, table.connection ?? null, facts.schemas);
    const places = mechanicsPlaces(yaml, ["tables", name], table);
    return mechanicsColumnDiagnostics(yaml.file, places, table, schema?.columns ?? null);
  });
}
