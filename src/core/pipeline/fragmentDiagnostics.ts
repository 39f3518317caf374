import { refusedEverywhere, type FragmentRefusal } from "../coverage/sql/fragment";
import type { Diagnostic } from "../diagnostic";
import { diagnosticAt, type Path, type YamlPlaces } from "../yaml/readYaml";

/**
 * What is wrong with the SQL at a path, at its exact place; nothing where there is none.
 * @param refuse without a table's connection at hand: what is wrong on every engine
 */
export function fragmentDiagnostics(
  yaml: YamlPlaces,
  path: Path,
  sql: string | null | undefined,
  refuse: (sql: string) => FragmentRefusal | undefined = refusedEverywhere,
): Diagnostic[] {
  const refusal = sql === null || sql === undefined ? undefined : refuse(sql);
  if (refusal === undefined) return [];
  return [diagnosticAt(yaml, yaml.rangeOfValue(path), "error", "unsafe-sql", unsafeSqlMessage(refusal))];
}

export function unsafeSqlMessage(refusal: FragmentRefusal): string {
  return `This SQL must be one expression, and it ${refusal}.`;
}
