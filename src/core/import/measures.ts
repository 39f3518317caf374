import type { ColumnFunction } from "../coverage/metric";
import { decimalText, type Decimal } from "../coverage/decimal";
import type { Enough, Measure } from "./model";
import { decimal } from "./ranges";
import { bareColumn, countWhere } from "./sqlText";

/** Why something about a column cannot be written as SQL. */
export function needsQuotes(column: string): string {
  return `The column ${column} would have to be quoted in SQL, which each warehouse does in its own way.`;
}

/** Rows. */
export const rowCount: Measure = { metric: { function: "row_count" }, stem: "records", scale: "count" };

/** Per cent of the rows in which a column has a value. */
export function completeness(column: string, where: string | null): Measure {
  const bare = bareColumn(column);
  if (bare?.includes(".")) return shareOf(`${bare} IS NOT NULL`, stemOf(column), where);
  return {
    metric: { function: "completeness", column },
    stem: stemOf(column),
    scale: "percent",
    ...(bare === null ? {} : { someMeans: countOf(`${bare} IS NOT NULL`, `${stemOf(column)}_present`, where) }),
  };
}

/** Rows in which a column has no value; needs a column that needs no quotes. */
export function missingCount(bare: string, where: string | null): Measure {
  return {
    ...countOf(`${bare} IS NULL`, `missing_${stemOf(bare)}`, where),
    noneMeans: completeness(bare, where),
  };
}

/** Per cent of the rows for which a condition is true. */
export function shareOf(condition: string, stem: string, where: string | null): Measure {
  return {
    metric: { function: "share_sql", sql: condition },
    stem,
    scale: "percent",
    someMeans: countOf(condition, stem, where),
  };
}

/** Rows for which a condition is true. `where` is part of the SQL, which nothing can narrow afterwards. */
export function countOf(condition: string, stem: string, where: string | null): Measure {
  return { metric: { function: "sql", sql: countWhere(where, condition) }, stem, scale: "count" };
}

/**
 * Rows beyond the first of each key. Other tools count the keys that stand twice.
 * @param within SQL: the rows that can be duplicates at all, such as those whose key is there
 */
export function duplicates(columns: readonly string[], within: string | null = null): Measure {
  const stem = `duplicates_of_${columns.map(stemOf).join("_and_")}`;
  return { metric: { function: "duplicates", columns }, stem, scale: "count", within, onlyNone: true };
}

/** Different values that are there. */
export function distinct(column: string): Measure {
  return { metric: { function: "distinct", column }, stem: `distinct_${stemOf(column)}`, scale: "count" };
}

/** Hours since a row was last written. */
export const age: Measure = { metric: { function: "age_hours" }, stem: "age_hours", scale: "number" };

const aggregates = {
  average: { sql: "AVG", word: "" },
  minimum: { sql: "MIN", word: "smallest_" },
  maximum: { sql: "MAX", word: "largest_" },
  sum: { sql: "SUM", word: "sum_of_" },
  stddev: { sql: "STDDEV_SAMP", word: "stddev_of_" },
} as const satisfies Partial<Record<ColumnFunction, object>>;

/** An aggregate of the numbers in a column. */
export function aggregate(name: keyof typeof aggregates, column: string, where: string | null): Measure {
  const { word } = aggregates[name];
  const bare = bareColumn(column);
  return {
    metric: { function: name, column },
    stem: `${word}${stemOf(column)}`,
    scale: "number",
    strictly: (than, bound) => (bare === null ? null : strictAggregate(name, bare, where, than, bound)),
  };
}

/** A number that SQL alone can say; `call` is one aggregate. */
export function numberOf(call: string, stem: string, scale: "count" | "number" = "number"): Measure {
  return {
    metric: { function: "sql", sql: call },
    stem,
    scale,
    strictly: (than, bound) => (bound.units === 0n ? comparedWithZero(call, stem, than) : null),
  };
}

/** `MIN(c)` is above a bound when each value is; any aggregate can be held against 0, where a tie is likely, by SQL. */
function strictAggregate(
  name: keyof typeof aggregates,
  bare: string,
  where: string | null,
  than: ">" | "<",
  bound: Decimal,
): Enough | null {
  const stem = `${stemOf(bare)}_${than === ">" ? "above" : "below"}_${stemOf(decimalText(bound))}`;
  if ((name === "minimum" && than === ">") || (name === "maximum" && than === "<")) {
    const each = shareOf(`${bare} ${than} ${decimalText(bound)}`, stem, where);
    return { measure: { ...each, within: `${bare} IS NOT NULL` }, atLeast: decimal(100n) };
  }
  if (bound.units !== 0n) return null;
  const values = where === null ? bare : `CASE WHEN ${where} THEN ${bare} END`;
  return comparedWithZero(`${aggregates[name].sql}(${values})`, `${aggregates[name].word}${stemOf(bare)}`, than);
}

/** 1 where a number is on the right side of 0, and 0 where it is not. */
function comparedWithZero(call: string, stem: string, than: ">" | "<"): Enough {
  const sql = `CASE WHEN ${call} ${than} 0 THEN 1 WHEN ${call} IS NOT NULL THEN 0 END`;
  const name = `${stem}_${than === ">" ? "above" : "below"}_0`;
  return { measure: { metric: { function: "sql", sql }, stem: name, scale: "count" }, atLeast: decimal(1n) };
}

/** What a name may be built of. */
export function stemOf(text: string): string {
  const words = text.split(/[^\p{L}\p{N}_]+/u).filter((word) => word !== "");
  const stem = words.join("_");
  let [from, to] = [0, stem.length];
  while (stem[from] === "_") from++;
  while (to > from && stem[to - 1] === "_") to--;
  return stem.slice(from, to) || "value";
}
