import type { Metric } from "../coverage/metric";

/** What a name means to somebody who reads it for the first time. */
export type NameDescription = { readonly description: string; readonly examples: readonly (string | number)[] };

/** Bounds whose names mean the same for every table. */
export const fixedBoundNames = {
  min_records: {
    description: "The least number of rows that the window must have.",
    examples: [35000],
  },
  max_records: {
    description: "The greatest number of rows that the window may have.",
    examples: [100000],
  },
  max_missing_dates: {
    description: "How many of the expected dates may have no rows. The table needs `expected_dates:` for it.",
    examples: [0],
  },
  max_duplicates: {
    description: "How many rows may repeat the key of another row. The table needs `key:` for it.",
    examples: [0],
  },
  max_age_hours: {
    description:
      "The most hours that may have passed since the newest row was written. The table needs `written_at:` for it.",
    examples: [30],
  },
} as const satisfies Readonly<Record<string, NameDescription>>;

/** Names of bounds that are percentages, and run from 0 to 100. */
export const percentageName = /_pct$/;

/** Names that are made of a column's name, the more special before the more general. */
export const boundNamePatterns: readonly (NameDescription & { readonly name: string; readonly pattern: RegExp })[] = [
  {
    name: "<column>_drop_pct",
    pattern: /^.+_drop_pct$/,
    description:
      "Regression: by how many per cent (0 to 100) the completeness of the column may have dropped against its `baseline:`. Default: the three months before the window.",
    examples: [10],
  },
  {
    name: "min_<column>_pct",
    pattern: /^min_.+_pct$/,
    description:
      "The least share of rows, in per cent from 0 to 100, in which the boolean `<column>` or `is_<column>` is true. NULL is not true.",
    examples: [95],
  },
  {
    name: "max_<column>_pct",
    pattern: /^max_.+_pct$/,
    description:
      "The greatest share of rows, in per cent from 0 to 100, in which the boolean `<column>` or `is_<column>` is true. NULL is not true.",
    examples: [5],
  },
  {
    name: "<column>_pct",
    pattern: /^.+_pct$/,
    description:
      "Completeness: the least share of rows, in per cent from 0 to 100, that have a value in the column. NULL and NaN are missing.",
    examples: [99],
  },
  {
    name: "min_<column>",
    pattern: /^min_.+$/,
    description: "The least average of the column, in the column's own unit.",
    examples: [75],
  },
  {
    name: "max_<column>",
    pattern: /^max_.+$/,
    description: "The greatest average of the column, in the column's own unit.",
    examples: [75],
  },
];

/** Metrics; the examples are how they are written out, in `columns:` or behind `metric:`. */
export const metricDescriptions: Readonly<Record<Exclude<Metric["function"], "share_sql">, NameDescription>> = {
  row_count: { description: "The number of rows.", examples: ["row_count()"] },
  completeness: {
    description: "The share of rows that have a value in the column, in per cent from 0 to 100.",
    examples: ["completeness(amount)"],
  },
  missing: {
    description: "The share of rows without a value in the column, in per cent from 0 to 100.",
    examples: ["missing(amount)"],
  },
  average: {
    description: "The average of the column, over the rows that have a finite value.",
    examples: ["average(amount)"],
  },
  minimum: { description: "The smallest value of the column.", examples: ["minimum(amount)"] },
  maximum: { description: "The greatest value of the column.", examples: ["maximum(amount)"] },
  sum: { description: "The sum of the column.", examples: ["sum(amount)"] },
  stddev: {
    description: "The standard deviation of the column: how far its values lie apart.",
    examples: ["stddev(amount)"],
  },
  distinct: { description: "The number of different values in the column.", examples: ["distinct(customer_id)"] },
  duplicates: {
    description: "The number of rows that repeat these columns of another row. NULLs count as equal.",
    examples: ["duplicates(order_id, line)"],
  },
  share: {
    description:
      "The share of rows for which a boolean column, or a condition in SQL, is true, in per cent from 0 to 100.",
    examples: ["share(is_final)", "share(amount > 0)"],
  },
  sql: {
    description: "A number of your own: one aggregate in the SQL of the table's warehouse.",
    examples: ["sql(max(amount) - min(amount))"],
  },
  missing_dates: {
    description: "The number of expected dates that have no rows. Asked by `max_missing_dates`.",
    examples: [],
  },
  age_hours: {
    description: "Hours since the newest row of the whole table was written. Asked by `max_age_hours`.",
    examples: [],
  },
  regression: {
    description: "By how many per cent completeness has dropped against earlier rows. Asked by `<column>_drop_pct`.",
    examples: [],
  },
};

/**
 * What a bound's name means by itself, whatever the table's columns and `columns:` say of it.
 * @returns null for names that are a person's own
 */
export function boundNameDescription(key: string): NameDescription | null {
  if (Object.hasOwn(fixedBoundNames, key)) return fixedBoundNames[key as keyof typeof fixedBoundNames];
  return boundNamePatterns.find(({ pattern }) => pattern.test(key)) ?? null;
}
