import type { Dialect } from "./dialect";
import type { Measure } from "./measures";
import type { RowSource } from "./planSource";

/** What a statement groups by: the name it is read by, the column of the answer that holds it, and the SQL behind that. */
export type Dimension = { readonly name: string; readonly column: string; readonly sql: string };

/** A column that checks are broken down by, as a dimension's name. */
export function segmentName(column: string): string {
  return `segment ${column}`;
}

/** The days of a dated check as a dimension's name: 1 in them, NULL outside. */
export function periodName(index: number): string {
  return `period ${index}`;
}

/** Day, cohort, segments and periods, in the order in which the mask of a group counts them. */
export function dimensionsOf(
  source: RowSource,
  segments: readonly string[],
  periods: readonly string[],
  dialect: Dialect,
): Dimension[] {
  return [
    { name: "day", column: "headgate_day", sql: source.day },
    { name: "cohort", column: "headgate_cohort", sql: source.cohort },
    ...segments.map((segment, index) => ({
      name: segmentName(segment),
      column: `headgate_segment_${index}`,
      sql: dialect.asText(dialect.identifier(segment)),
    })),
    ...periods.map((condition, index) => ({
      name: periodName(index),
      column: `headgate_period_${index}`,
      sql: `CASE WHEN ${condition} THEN 1 END`,
    })),
  ];
}

/** The rows of the window with their dimensions inside; the groups and their aggregates outside. */
export function cubeStatement(
  from: string,
  conditions: readonly string[],
  dimensions: readonly Dimension[],
  measures: readonly Measure[],
): string {
  const columns = dimensions.map(({ column }) => column);
  const finest = dimensions.length === 2 && measures.every((measure) => measure.rollUp !== null);
  const mask = columns.map((column, index) => `GROUPING(${column}) * ${2 ** index}`).join(" + ");
  const sets = setsOf(dimensions).map((set) => `(${set.map(({ column }) => column).join(", ")})`);
  const outer = [
    ...columns,
    `${finest ? "0" : mask} AS headgate_grouping`,
    ...measures.map((measure) => `${measure.sql} AS ${measure.alias}`),
  ];
  const inner = ["*", ...dimensions.map(({ sql, column }) => `${sql} AS ${column}`)];
  const filter = conditions.length === 0 ? "" : `\n  WHERE ${conditions.join("\n    AND ")}`;
  const groupBy = finest ? columns.join(", ") : `GROUPING SETS (${sets.join(", ")})`;
  return `SELECT ${outer.join(",\n  ")}\nFROM (\n  SELECT ${inner.join(", ")}\n  FROM ${from}${filter}\n) AS measured\nGROUP BY ${groupBy}`;
}

/** The groupings that are asked for: by each dimension, and within each period as within the whole window. */
function setsOf(dimensions: readonly Dimension[]): Dimension[][] {
  const [day, cohort, ...others] = dimensions;
  if (!day || !cohort) return [];
  const segments = others.filter(({ name }) => !isPeriod(name)).map((segment) => [segment]);
  const periods = others.filter(({ name }) => isPeriod(name));
  const within = periods.flatMap((period) => [[], [cohort], ...segments].map((set) => [...set, period]));
  return [[day, cohort], [day], [cohort], [], ...segments, ...within];
}

function isPeriod(name: string): boolean {
  return name.startsWith("period ");
}

/** Which of the dimensions a group was made by: bit n of the mask is set where dimension n was summed over. */
export function groupedBy(mask: number, dimensions: readonly Dimension[]): Dimension[] {
  return dimensions.filter((_, index) => Math.floor(mask / 2 ** index) % 2 === 0);
}
