import type { Diagnostic, SourceRange } from "../diagnostic";
import { parseDecimal } from "../coverage/decimal";
import { diagnosticAt, type Path, type YamlFile } from "../yaml/readYaml";
import { schemaDiagnostics } from "../yaml/schemaDiagnostics";
import { boundMapSchema, boundMessage, number } from "./boundSchema";
import { percentageDiagnostics } from "./percentageDiagnostics";
import { readBoundMap } from "./readBoundMap";
import { readDatedList } from "./readDatedList";
import type { Bound } from "./thresholds";

const emptyBound: Omit<Bound, "key" | "range" | "keyRange"> = {
  fail: null,
  failRange: null,
  warn: null,
  warnRange: null,
  comparison: null,
  metric: null,
  where: null,
  dates: null,
  baseline: null,
  skipsWithoutBaseline: false,
  segments: [],
  allowEmpty: null,
  runbook: null,
  unreadable: null,
};

/** What stands for something that asks and cannot be read: its check is `unknown` for this reason. */
export function unreadableBound(key: string, range: SourceRange, reason: string): Bound {
  return { ...emptyBound, key, range, keyRange: range, unreadable: reason };
}

/**
 * Reads what stands behind one key: a bound, or one for each entry of a dated list. A mistake is a diagnostic and makes its
 * bound `unreadable`; it is never left out.
 */
export function readBounds(yaml: YamlFile, path: Path, value: unknown, diagnostics: Diagnostic[]): Bound[] {
  const range = yaml.rangeOfKey(path);
  const empty: Bound = { ...emptyBound, key: String(path.at(-1)), range, keyRange: range };
  const found: Diagnostic[] = [];
  if (Array.isArray(value)) return readDatedList(yaml, path, value, empty, diagnostics);
  const bound =
    typeof value === "object" && value !== null
      ? readMap(yaml, path, value, empty, found)
      : readScalar(yaml, path, value, empty, found);
  diagnostics.push(...found);
  return [spoiledBy(found, bound)];
}

/** A bound with a mistake cannot be used, for the reason that the mistake is. */
export function spoiledBy(found: readonly Diagnostic[], bound: Bound): Bound {
  const error = found.find((diagnostic) => diagnostic.severity === "error");
  return error ? { ...bound, unreadable: error.message } : bound;
}

function readMap(yaml: YamlFile, path: Path, value: object, empty: Bound, found: Diagnostic[]): Bound {
  const parsed = boundMapSchema.safeParse(value);
  if (parsed.success) return readBoundMap(yaml, path, parsed.data, empty, found);
  found.push(...schemaDiagnostics(yaml, parsed.error.issues, path, boundMapSchema));
  return empty;
}

function readScalar(yaml: YamlFile, path: Path, value: unknown, empty: Bound, found: Diagnostic[]): Bound {
  const fail = number.safeParse(value).success ? parseDecimal(yaml.sourceOf(path) ?? "") : undefined;
  if (fail) found.push(...percentageDiagnostics(yaml, path, empty.key, fail));
  else
    found.push(diagnosticAt(yaml, yaml.rangeOfValue(path), "error", "invalid-value", `${empty.key} ${boundMessage}`));
  return { ...empty, fail: fail ?? null, failRange: yaml.rangeOfValue(path) };
}
