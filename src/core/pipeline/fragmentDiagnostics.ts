import { refuseFragment } from "../coverage/fragment";
import type { Diagnostic } from "../diagnostic";
import { diagnosticAt, type Path, type YamlPlaces } from "../yaml/readYaml";

/** What is wrong with the SQL at a path, at its exact place; nothing where there is none. */
export function fragmentDiagnostics(yaml: YamlPlaces, path: Path, sql: string | null | undefined): Diagnostic[] {
  const refusal = sql === null || sql === undefined ? undefined : refuseFragment(sql);
  if (refusal === undefined) return [];
  const message = `This SQL must be one expression, and it ${refusal}.`;
  return [diagnosticAt(yaml, yaml.rangeOfValue(path), "error", "unsafe-sql", message)];
}
