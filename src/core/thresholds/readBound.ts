import type { Diagnostic, SourceRange } from "../diagnostic";
import { parseDecimal } from "../coverage/decimal";
import { diagnosticAt, type Path, type YamlFile } from "../yaml/readYaml";
import { percentageDiagnostics } from "./percentageDiagnostics";
import { readBoundMap } from "./readBoundMap";
import type { Bound } from "./thresholds";

const emptyBound: Omit<Bound, "key" | "range"> = {
  fail: null,
  warn: null,
  comparison: null,
  metric: null,
  where: null,
  segments: [],
  allowEmpty: null,
  runbook: null,
  unreadable: null,
};

/** What stands for something that asks and cannot be read: its check is `unknown` for this reason. */
export function unreadableBound(key: string, range: SourceRange, reason: string): Bound {
  return { ...emptyBound, key, range, unreadable: reason };
}

/** Reads one bound. A mistake is a diagnostic and makes the bound `unreadable`; it is never left out. */
export function readBound(yaml: YamlFile, path: Path, value: unknown, diagnostics: Diagnostic[]): Bound {
  const empty: Bound = { ...emptyBound, key: String(path.at(-1)), range: yaml.rangeOfKey(path) };
  const found: Diagnostic[] = [];
  const bound =
    typeof value === "object" && value !== null
      ? readBoundMap(yaml, path, value, empty, found)
      : readScalar(yaml, path, empty, found);
  diagnostics.push(...found);
  const error = found.find((diagnostic) => diagnostic.severity === "error");
  return error ? { ...bound, unreadable: error.message } : bound;
}

function readScalar(yaml: YamlFile, path: Path, empty: Bound, found: Diagnostic[]): Bound {
  const fail = parseDecimal(yaml.sourceOf(path) ?? "");
  if (fail) found.push(...percentageDiagnostics(yaml, path, empty.key, fail));
  else
    found.push(
      diagnosticAt(
        yaml,
        yaml.rangeOfValue(path),
        "error",
        "invalid-value",
        `${empty.key} must be a number, or a map with fail: or warn:.`,
      ),
    );
  return { ...empty, fail: fail ?? null };
}
