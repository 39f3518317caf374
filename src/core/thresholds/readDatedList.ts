import { dateRangeText, shareADay } from "../coverage/check";
import type { Diagnostic } from "../diagnostic";
import { diagnosticAt, type Path, type YamlFile } from "../yaml/readYaml";
import { schemaDiagnostics } from "../yaml/schemaDiagnostics";
import { datedBoundSchema } from "./boundSchema";
import { endEarlier } from "./endEarlier";
import { spoiledBy } from "./readBound";
import { readBoundMap } from "./readBoundMap";
import type { Bound } from "./thresholds";

/** A list in which more entries share days has one mistake, not hundreds. */
const mostTold = 100;

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
  let told = 0;
  for (const [index, entry] of entries.entries()) {
    const at: Path = [...path, index];
    const found: Diagnostic[] = [];
    const bound = readEntry(yaml, at, entry, { ...empty, range: yaml.rangeOfKey(at) }, found);
    const problem = told < mostTold ? overlapOf(yaml, path, bounds, bound) : null;
    if (problem) {
      found.push(problem);
      told++;
    }
    diagnostics.push(...found);
    bounds.push(spoiledBy(found, bound));
  }
  const overlapping = sharingDays(bounds);
  const reason = `Entries of ${empty.key} share days, so which of them counts is not clear.`;
  const spoiled = bounds.map((bound) =>
    overlapping.has(bound) ? { ...bound, unreadable: bound.unreadable ?? reason } : bound,
  );
  // Entries for the same days, or for none that can be read, would be one check twice. None of them can be used: one stands for all.
  const byDays = new Map<string, Bound>();
  for (const bound of spoiled) {
    const days = bound.dates === null ? "" : dateRangeText(bound.dates);
    if (!byDays.has(days)) byDays.set(days, bound);
  }
  return [...byDays.values()];
}

/** The mistake of an entry that shares days with one before it, with what would end it. */
function overlapOf(yaml: YamlFile, path: Path, before: readonly Bound[], bound: Bound): Diagnostic | null {
  const other = before.find(({ dates }) => dates && bound.dates && shareADay(dates, bound.dates));
  if (!other?.dates || !bound.dates) return null;
  const message = `${dateRangeText(bound.dates)} and ${dateRangeText(other.dates)} of ${bound.key} share days. Let each day be in one entry.`;
  const range = yaml.rangeOfValue([...path, before.length]);
  return diagnosticAt(yaml, range, "error", "overlapping-dates", message, endEarlier(yaml, path, [...before, bound]));
}

/** All entries that share a day with another one, in one pass by the days they begin on. */
function sharingDays(bounds: readonly Bound[]): ReadonlySet<Bound> {
  const dated = bounds.filter(({ dates }) => dates !== null);
  const sharing = new Set<Bound>();
  // Whichever of those that began before lasts longest shares a day with the next one if any of them does.
  let longest: Bound | undefined;
  for (const bound of dated.sort((one, other) =>
    begins(one) < begins(other) ? -1 : Number(begins(one) > begins(other)),
  )) {
    if (longest && shareADay(longest.dates, bound.dates)) sharing.add(longest).add(bound);
    if (longest === undefined || lasts(bound) > lasts(longest)) longest = bound;
  }
  return sharing;
}

/** The first day of an entry; one without a beginning begins before any. */
function begins({ dates }: Bound): string {
  return dates?.from ?? "";
}

/** The last day of an entry; one without an end lasts longer than any. */
function lasts({ dates }: Bound): string {
  return dates?.until ?? "9999-99";
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
