import { findColumn, recordedSchema } from "../../coverage/column";
import type { Diagnostic } from "../../diagnostic";
import { nearest } from "../../nearest";
import { diagnosticAt, useInstead } from "../../yaml/readYaml";
import { featureColumn } from "../../thresholds/featureColumn";
import { sectionMechanics } from "../../thresholds/sectionMechanics";
import type { Gate } from "../pipeline";
import type { KnownPipeline } from "./knownPipeline";
import { misreadTables } from "../readablePipeline";

/** Columns of a gate's `features:` that their table does not have. */
export function featureColumns(known: KnownPipeline): Diagnostic[] {
  return Object.entries(known.readable.pipeline.gates).flatMap(([name, { features }]) =>
    features === null ? [] : columnsOf(known, name, features),
  );
}

function columnsOf(
  { readable, facts }: KnownPipeline,
  gate: string,
  features: NonNullable<Gate["features"]>,
): Diagnostic[] {
  const section = facts.sections?.find(({ name }) => name === features.of);
  const misread = misreadTables(readable);
  if (!section || misread === null || misread.includes(section.name)) return [];
  const mechanics = sectionMechanics(readable.pipeline, section);
  const schema = recordedSchema(mechanics.table ?? section.name, mechanics.connection, facts.schemas);
  if (schema === null) return [];
  const names = schema.columns.map((column) => column.name);
  return features.columns.flatMap((name, index): Diagnostic[] => {
    if (findColumn(schema.columns, featureColumn(name, mechanics))) return [];
    const near = nearest(name, [...Object.keys(mechanics.columns), ...names]);
    const hint = near.length > 0 ? `Nearest: ${near.join(", ")}.` : `Name it under columns: of ${section.name}.`;
    const range = readable.yaml.rangeOfValue(["gates", gate, "features", "columns", index]);
    const fixes = near.map((one) => useInstead(range, one));
    const message = `${name} is no column of ${section.name}. ${hint}`;
    return [diagnosticAt(readable.yaml, range, "error", "unknown-column", message, fixes)];
  });
}
