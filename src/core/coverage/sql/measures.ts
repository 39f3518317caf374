import type { Check } from "../check";
import { findColumn, type Column, type ColumnKind } from "../column";
import type { Dialect } from "./dialect";

/** One aggregate of the statement. Equal SQL is one measure, however many checks ask for it. */
export type Measure = {
  readonly alias: string;
  readonly sql: string;
  /** How values of finer groups make one of a coarser group; null: they do not, and each grouping is asked for. */
  readonly rollUp: "add" | "least" | "greatest" | null;
};

/** The measures behind one check: what is counted, of how many, or a value; and what was left out. */
export type CheckMeasures = {
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly value: string | null;
  /** Non-NULL values, finite or not: more than `denominator` where some are NaN or infinite. */
  readonly notNull: string | null;
  /** The rows of the days it looks at, whatever its own condition. */
  readonly rows: string;
  /** Of SQL of a person's own for some of the days: which period of the statement it is read from. */
  readonly period: number | null;
};

/** What the measures of a table are written with. */
export type MeasuredColumns = {
  readonly columns: readonly Column[];
  readonly dialect: Dialect;
  readonly book: MeasureBook;
  readonly emptyIsMissing: boolean;
};

/** Collects measures by their SQL. */
export type MeasureBook = { add(sql: string, rollUp: Measure["rollUp"]): string; all(): readonly Measure[] };

export function measureBook(): MeasureBook {
  const bySql = new Map<string, Measure>();
  return {
    add: (sql, rollUp) => {
      const measure = bySql.get(sql) ?? { alias: `m${bySql.size}`, sql, rollUp };
      bySql.set(sql, measure);
      return measure.alias;
    },
    all: () => [...bySql.values()],
  };
}

/**
 * Writes down what a check needs counted. Its own `where` becomes a condition inside each aggregate.
 * @param inDays SQL that is true of the rows of its days; null where these are all
 */
export function measuresOf(check: Check, inDays: string | null, table: MeasuredColumns): CheckMeasures {
  const { columns, dialect, book, emptyIsMissing } = table;
  const { metric } = check;
  const own = check.where === null ? null : `(${check.where})`;
  const condition = [inDays, own].filter((one) => one !== null).join(" AND ") || null;
  const countRows = (tests: readonly (string | null)[]): string => {
    const all = tests.filter((test) => test !== null);
    return book.add(all.length === 0 ? "count(*)" : `count(CASE WHEN ${all.join(" AND ")} THEN 1 END)`, "add");
  };
  const countIf = (test: string | null): string => countRows([condition, test]);
  const kindOf = (name: string): ColumnKind => findColumn(columns, name)?.kind ?? "other";
  const when = (test: string, value: string): string =>
    `CASE WHEN ${condition === null ? "" : `${condition} AND `}${test} THEN ${value} END`;
  const nothing: CheckMeasures = {
    numerator: null,
    denominator: null,
    value: null,
    notNull: null,
    rows: countRows([inDays]),
    period: null,
  };

  switch (metric.function) {
    case "row_count":
      return { ...nothing, numerator: countIf(null) };
    case "completeness":
    case "regression":
    case "missing": {
      const column = dialect.identifier(metric.column);
      const present = dialect.isPresent(column, kindOf(metric.column));
      const test = emptyIsMissing && kindOf(metric.column) === "text" ? `${present} AND ${column} <> ''` : present;
      return {
        ...nothing,
        // What is not true of a NULL is NULL in places, and not false.
        numerator: countIf(metric.function === "missing" ? `(${test}) IS NOT TRUE` : test),
        denominator: countIf(null),
        notNull: metric.function === "completeness" ? countIf(`${column} IS NOT NULL`) : null,
      };
    }
    case "share":
      return { ...nothing, numerator: countIf(dialect.identifier(metric.column)), denominator: countIf(null) };
    case "share_sql":
      return { ...nothing, numerator: countIf(`(${metric.sql})`), denominator: countIf(null) };
    case "average":
    case "sum":
    case "minimum":
    case "maximum":
    case "stddev": {
      const column = dialect.identifier(metric.column);
      const kind = kindOf(metric.column);
      const finite = when(dialect.isPresent(column, kind), column);
      const { name, rollUp } = aggregates[metric.function];
      return {
        ...nothing,
        denominator: countIf(dialect.isPresent(column, kind)),
        value: book.add(dialect.exact(`${name}(${finite})`, kind), rollUp),
        notNull: countIf(`${column} IS NOT NULL`),
      };
    }
    case "distinct":
      return {
        ...nothing,
        numerator: book.add(
          // Only values that are there: NaN and the infinities count as missing.
          dialect.countDistinct([
            when(
              dialect.isPresent(dialect.identifier(metric.column), kindOf(metric.column)),
              dialect.identifier(metric.column),
            ),
          ]),
          null,
        ),
      };
    case "duplicates": {
      const key = metric.columns.map((name) => dialect.identifier(name));
      // A constant beside the key keeps a NULL key a key of its own.
      const keys =
        condition === null
          ? dialect.countDistinct(["1", ...key])
          : `count(DISTINCT CASE WHEN ${condition} THEN row(${key.join(", ")}) END)`;
      return { ...nothing, denominator: countIf(null), value: book.add(keys, null) };
    }
    case "sql":
      return { ...nothing, value: book.add(`(${metric.sql})`, null) };
    case "missing_dates":
    case "age_hours":
      return nothing;
  }
}

const aggregates = {
  average: { name: "sum", rollUp: "add" },
  sum: { name: "sum", rollUp: "add" },
  minimum: { name: "min", rollUp: "least" },
  maximum: { name: "max", rollUp: "greatest" },
  stddev: { name: "stddev_samp", rollUp: null },
} as const;
