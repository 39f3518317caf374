import { dateRangeText, type DateRange } from "../coverage/check";
import type { Diagnostic } from "../diagnostic";
import { diagnosticAt, type Path, type YamlFile } from "../yaml/readYaml";
import { schemaDiagnostics } from "../yaml/schemaDiagnostics";
import { datedBoundSchema } from "./boundSchema";
import { spoiledBy } from "./readBound";
import { readBoundMap } from "./readBoundMap";
import type { Bound } from "./thresholds";

/**
 * Reads a dated list: each entry is a bound of its own for some of the days. Entries that share a day are an error: which of
 * them should count is not clear.
 */
export function readDatedList(
  yaml: YamlFile,
  path: Path,
  entries: readonly unknown[],
  empty: Bound,
  diagnostics: Diagnostic[],
): Bound[] {
  if (entries.length === 0) {
    const message = `${empty.key} has no bound. Write entries such as - { until: 2024-04-30, fail: 80 }.`;
    const found = [diagnosticAt(yaml, yaml.rangeOfKey(path), "error", "missing-bound", message)];
    diagnostics.push(...found);
    return [spoiledBy(found, empty)];
  }
  const bounds: Bound[] = [];
  const overlapping = new Set<Bound["range"]>();
  for (const [index, entry] of entries.entries()) {
    const at: Path = [...path, index];
    const found: Diagnostic[] = [];
    const bound = readEntry(yaml, at, entry, { ...empty, range: yaml.rangeOfKey(at) }, found);
    const other = bounds.find(({ dates }) => dates && bound.dates && shareADay(dates, bound.dates));
    if (other?.dates && bound.dates) {
      overlapping.add(other.range);
      const message = `${dateRangeText(bound.dates)} and ${dateRangeText(other.dates)} of ${empty.key} share days. Let each day be in one entry.`;
      found.push(diagnosticAt(yaml, yaml.rangeOfValue(at), "error", "overlapping-dates", message));
    }
    diagnostics.push(...found);
    bounds.push(spoiledBy(found, bound));
  }
  const reason = `Entries of ${empty.key} share days, so which of them counts is not clear.`;
  return bounds.map((bound) =>
    overlapping.has(bound.range) ? { ...bound, unreadable: bound.unreadable ?? reason } : bound,
  );
}

function readEntry(yaml: YamlFile, path: Path, value: unknown, empty: Bound, found: Diagnostic[]): Bound {
  const parsed = datedBoundSchema.safeParse(value);
  if (!parsed.success) {
    found.push(...schemaDiagnostics(yaml, parsed.error.issues, path, datedBoundSchema));
    return empty;
  }
  const { from = null, until = null, ...raw } = parsed.data;
  if (from !== null && until !== null && from > until) {
    const message = `This entry ends (${until}) before it begins (${from}).`;
    found.push(diagnosticAt(yaml, yaml.rangeOfValue([...path, "until"]), "error", "invalid-value", message));
  }
  return readBoundMap(yaml, path, raw, { ...empty, dates: { from, until } }, found);
}

function shareADay(a: DateRange, b: DateRange): boolean {
  const startsBefore = (one: DateRange, other: DateRange): boolean =>
    one.from === null || other.until === null || one.from <= other.until;
  return startsBefore(a, b) && startsBefore(b, a);
}
