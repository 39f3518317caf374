import { parseDecimal } from "../coverage/decimal";
import type { Diagnostic } from "../diagnostic";
import { isMapping } from "../yaml/isMapping";
import { diagnosticAt, type Path, type YamlFile } from "../yaml/readYaml";
import { schemaDiagnostics } from "../yaml/schemaDiagnostics";
import { numberMessage } from "./boundSchema";
import { percentageDiagnostics } from "./percentageDiagnostics";
import { unreadableBound } from "./readBound";
import { requirementMapSchema, requirementSchema, type RequirementKey } from "./requirementSchema";
import type { BackfillRequirement, Bound } from "./thresholds";

/**
 * Reads what a gate asks of a table's backfill: a number, or a map where a runbook stands with it. One that cannot be read stays
 * as a bound that cannot: otherwise a gate would not ask for it.
 */
export function readRequirement(
  yaml: YamlFile,
  path: Path,
  key: RequirementKey,
  value: unknown,
  diagnostics: Diagnostic[],
): BackfillRequirement | Bound {
  const range = yaml.rangeOfKey(path);
  const isMap = isMapping(value);
  const parsed = (isMap ? requirementMapSchema : requirementSchema).safeParse(value);
  const numberPath = isMap ? [...path, "fail"] : path;
  const bound = parseDecimal(yaml.sourceOf(numberPath) ?? "");
  const found: Diagnostic[] = [];
  if (!parsed.success) found.push(...schemaDiagnostics(yaml, parsed.error.issues, path, requirementMapSchema));
  else if (bound) found.push(...percentageDiagnostics(yaml, numberPath, key, bound));
  else
    found.push(diagnosticAt(yaml, yaml.rangeOfValue(numberPath), "error", "invalid-value", `${key} ${numberMessage}`));
  diagnostics.push(...found);
  const error = found.find((diagnostic) => diagnostic.severity === "error");
  if (!bound || error) return unreadableBound(key, range, error?.message ?? "");
  const runbook = parsed.success && typeof parsed.data === "object" ? (parsed.data.runbook ?? null) : null;
  return { key, bound, runbook, range };
}
