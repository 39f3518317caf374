import { findColumn, type Column, type ColumnKind } from "../coverage/column";
import { metricColumns, metricText, parseMetric, type Metric } from "../coverage/metric";
import { nearestMetrics } from "../coverage/nearestMetrics";
import type { Diagnostic, SourceRange } from "../diagnostic";
import { didYouMean, nearest } from "../nearest";
import { diagnosticAt, useInstead, type Path, type YamlPlaces } from "../yaml/readYaml";
import { scalarText } from "../yaml/scalarText";
import type { TableMechanics } from "./pipeline";
import { itemPath } from "./readablePipeline";

/** Where mechanics that name something stand: of `date_column`, of `key.0`, of `columns.games`, of `warn_only.0`, of `cohorts.new`. */
export type MechanicsPlaces = Readonly<Record<string, SourceRange>>;

/** A column that the mechanics name, or a metric over columns. */
type Named = { readonly place: string; readonly words: string; readonly text: string; readonly kinds: KindsAllowed };
type KindsAllowed = { readonly kinds: readonly ColumnKind[]; readonly wanted: string } | null;

const timed: KindsAllowed = { kinds: ["date", "timestamp", "instant"], wanted: "a date or a time" };
const dated: KindsAllowed = {
  kinds: ["date", "timestamp", "instant", "text"],
  wanted: "a date, a time or a text such as 2024-01-31",
};

/** Where that stands which mechanics at a path name: columns, metrics, bounds, and the names of cohorts. */
export function mechanicsPlaces(yaml: YamlPlaces, path: Path, mechanics: Partial<TableMechanics>): MechanicsPlaces {
  const { warnOnly = [], cohorts = [] } = mechanics;
  const columns = namedIn(mechanics).map(({ place }) => {
    const [key = "", ...rest] = place.split(".");
    const name = rest.join(".");
    const at = key === "key" ? itemPath(yaml, [...path, key], Number(name)) : [...path, key, ...(name ? [name] : [])];
    return [place, yaml.rangeOfValue(at)] as const;
  });
  return Object.fromEntries([
    ...columns,
    ...warnOnly.map((_, index) => [`warn_only.${index}`, yaml.rangeOfValue([...path, "warn_only", index])] as const),
    ...cohorts.map(({ name }) => [`cohorts.${name}`, yaml.rangeOfKey([...path, "cohorts", name])] as const),
  ]);
}

/**
 * Columns that the mechanics of a table name and that it does not have, or that are of another type than they must be; and
 * metrics that there are not.
 * @param places where the mechanics stand in `file`; those without a place stand elsewhere and are told there
 * @param columns null while they are not known
 */
export function mechanicsColumnDiagnostics(
  file: string,
  places: MechanicsPlaces,
  mechanics: Partial<TableMechanics>,
  columns: readonly Column[] | null,
): Diagnostic[] {
  return namedIn(mechanics).flatMap((named) => {
    const range = Object.hasOwn(places, named.place) ? places[named.place] : undefined;
    return range ? columnDiagnostics(file, range, named, columns) : [];
  });
}

function columnDiagnostics(
  file: string,
  range: SourceRange,
  named: Named,
  columns: readonly Column[] | null,
): Diagnostic[] {
  const { place, words, text, kinds } = named;
  const isMeaning = place.startsWith("columns.");
  const metrics = isMeaning && !findColumn(columns ?? [], text) ? nearestMetrics(text) : [];
  if (metrics.length > 0) {
    const message = `${words}: ${text} is not a metric. ${didYouMean(metrics) ?? ""}`;
    const fixes = metrics.map((metric) => ({ ...useInstead(range, scalarText(metric)), title: `Use ${metric}` }));
    return [diagnosticAt({ file }, range, "error", "invalid-value", message, fixes)];
  }
  if (columns === null) return [];
  const metric = isMeaning ? parseMetric(text) : undefined;
  const missing = (metric ? metricColumns(metric) : [text]).find((name) => !findColumn(columns, name));
  if (missing !== undefined) {
    const near = nearest(
      missing,
      columns.map(({ name }) => name),
    );
    const hint = near.length > 0 ? `Nearest: ${near.join(", ")}.` : `It has ${columnList(columns)}.`;
    const message = `${words} names the column ${missing}, which the table does not have. ${hint}`;
    const fixes = near.map((name) => {
      const written = scalarText(metric ? metricText(withColumn(metric, missing, name)) : name);
      return { ...useInstead(range, written), title: `Use ${name}` };
    });
    return [diagnosticAt({ file }, range, "error", "unknown-column", message, fixes)];
  }
  const column = findColumn(columns, text);
  if (kinds === null || !column || kinds.kinds.includes(column.kind)) return [];
  const message = `${words} names ${column.name}, which is ${column.type}; it must be ${kinds.wanted}.`;
  return [diagnosticAt({ file }, range, "error", "wrong-type", message)];
}

/** The metric over another column in the place of one. */
export function withColumn(metric: Metric, from: string, to: string): Metric {
  const changed = (name: string): string => (name === from ? to : name);
  if ("column" in metric) return { ...metric, column: changed(metric.column) };
  return "columns" in metric ? { ...metric, columns: metric.columns.map(changed) } : metric;
}

function namedIn({ dateColumn, writtenAt, codeVersion, key, columns }: Partial<TableMechanics>): Named[] {
  const one = (place: string, text: string | null | undefined, kinds: KindsAllowed): Named[] =>
    text === null || text === undefined ? [] : [{ place, words: place, text, kinds }];
  return [
    ...one("date_column", dateColumn, dated),
    ...one("written_at", writtenAt, timed),
    ...one("code_version", codeVersion, null),
    ...(key ?? []).map((text, index) => ({ place: `key.${index}`, words: "key", text, kinds: null })),
    ...Object.entries(columns ?? {}).map(([name, text]) => ({
      place: `columns.${name}`,
      words: name,
      text,
      kinds: null,
    })),
  ];
}

/** A few of them: a table may have hundreds. */
function columnList(columns: readonly Column[]): string {
  const names = columns.slice(0, 8).map(({ name }) => name);
  return columns.length > names.length ? `${names.join(", ")} and more` : names.join(", ");
}
