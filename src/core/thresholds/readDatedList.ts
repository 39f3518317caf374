import { dateRangeText, shareADay } from "../coverage/check";
import type { Diagnostic } from "../diagnostic";
import { diagnosticAt, type Path, type YamlFile } from "../yaml/readYaml";
import { schemaDiagnostics } from "../yaml/schemaDiagnostics";
import { datedBoundSchema } from "./boundSchema";
import { endEarlier } from "./endEarlier";
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
    const sharing = bounds.filter(({ dates }) => dates && bound.dates && shareADay(dates, bound.dates));
    const [other] = sharing;
    if (other?.dates && bound.dates) {
      for (const { range } of sharing) overlapping.add(range);
      const message = `${dateRangeText(bound.dates)} and ${dateRangeText(other.dates)} of ${empty.key} share days. Let each day be in one entry.`;
      found.push(
        diagnosticAt(
          yaml,
          yaml.rangeOfValue(at),
          "error",
          "overlapping-dates",
          message,
          // It looks at all entries, and a list of hundreds that overlap is not mended by ending one of them.
          bounds.length < 200 ? endEarlier(yaml, path, [...bounds, bound]) : [],
        ),
      );
    }
    diagnostics.push(...found);
    bounds.push(spoiledBy(found, bound));
  }
  const reason = `Entries of ${empty.key} share days, so which of them counts is not clear.`;
  const spoiled = bounds.map((bound) =>
    overlapping.has(bound.range) ? { ...bound, unreadable: bound.unreadable ?? reason } : bound,
  );
  // Entries for the same days, or for none that can be read, would be one check twice. None of them can be used: one stands for all.
  const byDays = new Map<string, Bound>();
  for (const bound of spoiled) {
    const days = bound.dates === null ? "" : dateRangeText(bound.dates);
    if (!byDays.has(days)) byDays.set(days, bound);
  }
  return [...byDays.values()];
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
