import { isNumeric, type Column } from "../coverage/column";
import { parseMetric, type Metric } from "../coverage/metric";
import type { TableMechanics } from "../pipeline/pipeline";
import { declaredReading, fittingReadings, fixedNames, partsOf, type Reading } from "../thresholds/nameReadings";

/** A key that a section of this table could have, and what it would mean. */
export type BoundCandidate = Reading & {
  readonly key: string;
  /** The column that it looks at; null where it looks at rows, dates or several columns. */
  readonly column: Column | null;
};

/**
 * Every key that means something for a table, the likely ones first: names of `columns:`, what is asked of rows and dates, then
 * the patterns that fit its columns. Names that could mean two things are left out.
 */
export function boundCandidates(mechanics: TableMechanics, columns: readonly Column[]): BoundCandidate[] {
  const declared = Object.keys(mechanics.columns).flatMap((name) => declaredCandidates(name, mechanics, columns));
  const patterns = patternCandidates(bestFirst(columns, mechanics));
  const taken = new Set<string>();
  const isFirst = (candidate: BoundCandidate): boolean =>
    rankOf(candidate) === 0 || (candidate.column === null && candidate.comparison === ">=");
  const [first, later] = [declared.filter(isFirst), declared.filter((candidate) => !isFirst(candidate))];
  return [
    ...first,
    ...fixedCandidates(mechanics),
    ...[...later, ...patterns].sort((a, b) => rankOf(a) - rankOf(b)),
  ].filter(({ key }) => {
    const isNew = !taken.has(key);
    taken.add(key);
    return isNew;
  });
}

/** What a table is read by is hardly ever missing: such columns come last. */
function bestFirst(columns: readonly Column[], mechanics: TableMechanics): Column[] {
  const { dateColumn, writtenAt, codeVersion, key } = mechanics;
  const structural = [dateColumn, writtenAt, codeVersion, ...(key ?? [])];
  const isStructural = ({ name }: Column): boolean => structural.includes(name);
  return [...columns.filter((column) => !isStructural(column)), ...columns.filter(isStructural)];
}

function fixedCandidates(mechanics: TableMechanics): BoundCandidate[] {
  const asks: Readonly<Record<string, boolean>> = {
    max_missing_dates: mechanics.expectedDates !== null,
    max_age_hours: mechanics.writtenAt !== null,
  };
  const fixed = Object.entries(fixedNames).filter(([key]) => asks[key] ?? true);
  const named: BoundCandidate[] = fixed.map(([key, reading]) => ({ key, column: null, ...reading }));
  if (mechanics.key !== null) {
    const metric: Metric = { function: "duplicates", columns: mechanics.key };
    named.push({ key: "max_duplicates", column: null, metric, comparison: "<=" });
  }
  const likely = ["min_records", "max_missing_dates", "max_duplicates", "max_age_hours"];
  return [...likely.flatMap((key) => named.find((one) => one.key === key) ?? []), ...named];
}

/** The keys that a name of `columns:` allows: for a column those of its kind, for a metric the two bounds. */
function declaredCandidates(name: string, mechanics: TableMechanics, columns: readonly Column[]): BoundCandidate[] {
  const text = mechanics.columns[name] ?? "";
  const column = columns.find((one) => one.name.toLowerCase() === text.toLowerCase()) ?? null;
  const keys = parseMetric(text) ? [`min_${name}`, `max_${name}`] : keysFor(name, column);
  return keys.flatMap((key) => {
    const reading = declaredReading(key, mechanics.columns);
    return reading ? [{ key, column, ...reading }] : [];
  });
}

function patternCandidates(columns: readonly Column[]): BoundCandidate[] {
  const names = new Set(columns.map(({ name }) => name.toLowerCase()));
  const found = columns.map((column) => {
    const isFlag = column.kind === "boolean" && column.name.toLowerCase().startsWith("is_");
    const short = isFlag ? column.name.slice(3) : column.name;
    const named = isFlag && !names.has(short.toLowerCase()) ? short : column.name;
    return { column, keys: keysFor(column.name, column, named).filter((key) => meansOne(key, names, columns)) };
  });
  return found.flatMap(({ column, keys }) =>
    keys.flatMap((key) => {
      const [reading] = fittingReadings(key, [column]);
      return reading ? [{ key, column, ...reading }] : [];
    }),
  );
}

/** Completeness of every column comes before what is asked of few. */
function rankOf({ key, metric, comparison }: BoundCandidate): number {
  if (metric.function === "completeness") return 0;
  if (metric.function === "regression") return 3;
  return comparison === ">=" || key.startsWith("min_") ? 1 : 2;
}

/** @param flag how a boolean column is called in shares: without its `is_` where that is clear */
function keysFor(name: string, column: Column | null, flag = name): string[] {
  const bounds =
    column === null
      ? []
      : isNumeric(column.kind)
        ? [`min_${name}`, `max_${name}`]
        : column.kind === "boolean"
          ? [`min_${flag}_pct`, `max_${flag}_pct`]
          : [];
  return [`${name}_pct`, ...bounds, `${name}_drop_pct`];
}

/** Whether a key fits one column in one way. Only a name with several parts that are columns needs a closer look. */
function meansOne(key: string, names: ReadonlySet<string>, columns: readonly Column[]): boolean {
  const hits = partsOf(key).filter(({ subject }) => {
    const name = subject.toLowerCase();
    return names.has(name) || names.has(`is_${name}`);
  });
  return hits.length <= 1 || fittingReadings(key, columns).length === 1;
}
